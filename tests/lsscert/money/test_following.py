"""Bringing old books along: what went back for several payments at once becomes one movement for each."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from lsscert.desk.invariants.money import CHECKS
from lsscert.money import ledger
from lsscert.money.models import Account, Invoice, InvoiceLine, Payment, Transfer
from tests import people
from tests.people import NOW

follow = import_module("lsscert.money.migrations.0003_follow_every_dollar").follow


@pytest.mark.django_db
def test_every_dollar_is_followed_and_nothing_is_lost():
    """Two cheques, $100 and $300, for $350; then cancelled and sent back in one go, $50 still credit."""
    with connection.cursor() as cursor:  # the books as they were are not allowed any more
        cursor.execute("ALTER TABLE money_invoice DROP CONSTRAINT invoice_is_cancelled_when_all_is_credited")
    person = people.person()
    bill = Invoice.objects.create(
        number="2025-0001", purpose="test", person=person, bill_to="Maria", issued_at=NOW, total=350,
        state="cancelled", cancelled_why="withdrawn",
    )  # fmt: skip
    InvoiceLine.objects.create(invoice=bill, code="a", description="A", amount=350)
    outside = Account.objects.create(kind="outside", balance=-50)
    credit = Account.objects.create(kind="credit", person=person, balance=50)
    account = Account.objects.create(kind="invoice", invoice=bill, ceiling=350)
    for number, amount in (("1", 100), ("2", 300)):
        paid = Payment.objects.create(
            method="cheque", amount=amount, payer=person, reference=number, received_on=date(2025, 1, 2),
            recorded_at=NOW,
        )  # fmt: skip
        _moved(outside, credit, amount, "payment", f"payment:{paid.ref}")
        _moved(credit, account, min(amount, 250), "invoice", f"payment:{paid.ref}:invoice:{bill.ref}")
    _moved(account, credit, 350, "invoice_cancelled", f"cancel:{bill.ref}:{credit.pk}")
    _moved(credit, outside, 350, "refund", f"refund:{person.ref}:cheque 9")

    with connection.schema_editor() as editor:
        follow(apps, editor)

    assert {check.code: check.breaches() for check in CHECKS if check.breaches()} == {}
    parts = Transfer.objects.filter(reason__in=["invoice_cancelled", "refund"]).order_by("reason", "id")
    assert [(it.reason, it.payment and it.payment.reference, it.amount) for it in parts] == [
        ("invoice_cancelled", "1", 100),
        ("invoice_cancelled", "2", 250),
        ("refund", "1", 100),
        ("refund", "2", 250),
    ]
    assert [ledger.free(payment) for payment in Payment.objects.order_by("pk")] == [0, Decimal(50)]
    assert Invoice.objects.get().credit_notes.get().number == "CN-2026-0001"
    assert set(Payment.objects.values_list("state", flat=True)) == {"banked"}


def _moved(source: Any, target: Any, amount: int, reason: str, key: str) -> None:
    Transfer.objects.create(source=source, target=target, amount=amount, reason=reason, key=key, at=NOW)
