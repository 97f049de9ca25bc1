"""Bringing old books along: what went back for several payments at once becomes one movement for each."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lsscert.desk.invariants.money import CHECKS
from tests.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("money", "0001_first")]


@pytest.fixture
def old() -> Any:
    """The house as it was before; afterwards everything is as it should be again."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield MigrationExecutor(connection).loader.project_state(BEFORE).apps
    call_command("migrate", verbosity=0)


def test_every_dollar_is_followed_and_nothing_is_lost(old: Any):
    make = {
        name: old.get_model("money", name).objects.create
        for name in ("Account", "Invoice", "Payment", "Transfer")
    }
    person = old.get_model("accounts", "Person").objects.create(ref="aaaaaaaaaa", name="Maria")
    bill = make["Invoice"](
        ref="bbbbbbbbbb", number="2025-0001", purpose="test", person=person, bill_to="Maria", issued_at=NOW,
        total=350, state="cancelled", cancelled_why="withdrawn",
    )  # fmt: skip
    old.get_model("money", "InvoiceLine").objects.create(invoice=bill, code="a", description="A", amount=350)
    outside, credit = (
        make["Account"](kind="outside", balance=-50),
        make["Account"](kind="credit", person=person, balance=50),
    )
    account = make["Account"](kind="invoice", invoice=bill, ceiling=350)
    for number, amount in (("1", 100), ("2", 300)):
        paid = make["Payment"](
            ref=number * 10, method="cheque", amount=amount, payer=person, reference=number,
            received_on=date(2025, 1, 2), recorded_at=NOW,
        )  # fmt: skip
        _move(make, outside, credit, amount, "payment", f"payment:{paid.ref}")
        _move(make, credit, account, min(amount, 250), "invoice", f"payment:{paid.ref}:invoice:{bill.ref}")
    _move(make, account, credit, 350, "invoice_cancelled", f"cancel:{bill.ref}:{credit.pk}")
    _move(make, credit, outside, 350, "refund", "refund:aaaaaaaaaa:cheque 9")
    call_command("migrate", "money", verbosity=0)

    from lsscert.money import ledger
    from lsscert.money.models import Invoice, Payment, Transfer

    assert {check.code: check.breaches() for check in CHECKS if check.breaches()} == {}
    parts = Transfer.objects.filter(reason__in=["invoice_cancelled", "refund"]).order_by("id")
    assert [(it.reason, it.payment.reference, it.amount) for it in parts] == [
        ("invoice_cancelled", "1", 100),
        ("refund", "1", 100),
        ("invoice_cancelled", "2", 250),
        ("refund", "2", 250),
    ]
    assert [ledger.free(payment) for payment in Payment.objects.order_by("pk")] == [0, Decimal(50)]
    assert Invoice.objects.get().credit_notes.get().number == "CN-2026-0001"
    assert set(Payment.objects.values_list("state", flat=True)) == {"banked"}


def _move(make: Any, source: Any, target: Any, amount: int, reason: str, key: str) -> None:
    make["Transfer"](source=source, target=target, amount=amount, reason=reason, key=key, at=NOW)
