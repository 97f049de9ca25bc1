"""Invoices, cheques, credit and refunds, each dollar followed to where it belongs."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from lsscert.money import hooks, services
from lsscert.money.models import Payment
from lsscert.refused import Refused
from tests import people
from tests.lsscert.money import bills
from tests.lsscert.money.bills import cheque, credit, fresh, invoice
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


def refused(code: str):
    return pytest.raises(Refused, check=lambda no: no.code == code)


def test_an_invoice_fixes_lines_total_and_whom_it_is_for():
    someone = people.person("Maria Delgado")
    bill = invoice(someone, "325.00", "0.50")
    someone.name = "Maria Other"
    someone.save()
    bill = fresh(bill)
    assert (bill.number, bill.total, bill.left, bill.bill_to) == (
        "2026-0001", Decimal("325.50"), Decimal("325.50"), "Maria Delgado",
    )  # fmt: skip
    assert [(line.description, line.amount) for line in bill.lines.all()] == [
        ("Line 0", Decimal("325.00")),
        ("Line 1", Decimal("0.50")),
    ]


@pytest.mark.parametrize("amounts", [("0.00",), ("10.00", "-10.00")])
def test_an_invoice_over_nothing_cannot_be_issued_and_takes_no_number(amounts: tuple[str, ...]):
    with (
        pytest.raises(IntegrityError, match=r"invoice_total_is_positive|invoice_is_cancelled_when"),
        transaction.atomic(),
    ):
        invoice(None, *amounts)
    assert invoice().number == "2026-0001"


def test_each_year_counts_from_one():
    assert [invoice(year=year).number for year in (2026, 2026, 2027, 2026)] == [
        "2026-0001", "2026-0002", "2027-0001", "2026-0003",
    ]  # fmt: skip


def test_a_cheque_settles():
    bill = invoice()
    cheque(bill)
    assert fresh(bill).settled
    assert credit(bill.person) == 0
    assert bills.books() == 0


def test_a_part_is_booked_and_the_rest_stays_to_pay():
    bill = invoice()
    cheque(bill, "100.00", "1")
    assert (fresh(bill).left, fresh(bill).settled) == (Decimal("250.00"), False)
    cheque(bill, "250.00", "2")
    assert fresh(bill).settled


def test_what_is_over_becomes_credit_of_the_payer():
    bill = invoice()
    cheque(bill, "400.00")
    assert fresh(bill).paid == Decimal("350.00")
    assert credit(bill.person) == Decimal("50.00")
    assert bills.books() == 0


def test_a_cancelled_invoice_takes_no_money():
    bill = invoice()
    services.cancel_invoice(invoice=bill, why="test", by=people.staff(), now=NOW)
    with refused("invoice_cancelled"):
        cheque(bill)
    assert not Payment.objects.exists()


def test_a_settled_invoice_takes_no_more():
    bill = invoice()
    cheque(bill)
    with refused("invoice_settled"):
        cheque(bill, number="1002")
    assert Payment.objects.count() == 1


def test_one_cheque_is_recorded_once_for_one_payer():
    someone = people.person()
    first, second = invoice(someone), invoice(someone)
    cheque(first, "100.00", "77")
    with refused("cheque_known"):
        cheque(second, "100.00", "77")
    cheque(invoice(), "100.00", "77")  # another payer's cheque may bear the same number
    assert fresh(second).paid == 0


def test_a_cheque_cannot_have_come_tomorrow():
    bill = invoice()
    with refused("received_in_future"):
        cheque(bill, received_on=TODAY + timedelta(days=1))
    cheque(bill, received_on=TODAY)


def test_cancelling_gives_every_dollar_back_to_its_payer():
    bill = invoice()
    cheque(bill, "100.00", "1")
    cheque(bill, "120.00", "2")
    freed = services.cancel_invoice(invoice=bill, why="not eligible", by=people.staff(), now=NOW)
    assert [(payment.reference, amount) for payment, amount in freed] == [("1", 100), ("2", 120)]
    assert credit(bill.person) == Decimal("220.00")
    assert (fresh(bill).left, fresh(bill).paid, fresh(bill).settled) == (0, 0, False)
    assert bills.books() == 0


def test_an_invoice_is_cancelled_once():
    bill = invoice()
    cheque(bill, "100.00")
    services.cancel_invoice(invoice=bill, why="test", by=people.staff(), now=NOW)
    with refused("invoice_cancelled"):
        services.cancel_invoice(invoice=bill, why="test", by=people.staff(), now=NOW)
    assert credit(bill.person) == Decimal("100.00")


def test_whoever_listens_hears_when_the_last_cent_is_paid(monkeypatch: pytest.MonkeyPatch):
    heard: list[str] = []
    for hook in ("INVOICE_COVERED", "INVOICE_UNCOVERED"):
        listener = [(1, lambda hook=hook, **_: heard.append(hook))]
        monkeypatch.setattr(getattr(hooks, hook), "_entries", listener)
    bill = invoice()
    cheque(bill, "349.99", "1")
    assert heard == ["INVOICE_UNCOVERED"]
    cheque(bill, "0.01", "2")
    assert heard == ["INVOICE_UNCOVERED", "INVOICE_COVERED"]
