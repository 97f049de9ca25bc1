"""What is open, as it is read from the books."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext

from candidates.fees.aging import ORGANISATIONS, PEOPLE
from candidates.fees.owing import open_pieces
from lsscert.clock import programme_day
from lsscert.money import paying, services
from lsscert.money.models import Invoice, Payment
from lsscert.policy.models import PolicyRow
from tests import people
from tests.candidates.fees.books import scenes
from tests.lsscert.money import bills
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
IN_30_DAYS = TODAY + timedelta(days=30)


def found() -> list[tuple[str, str, date]]:
    return [(piece.group, str(piece.amount), piece.due_on) for piece in open_pieces()]


def test_an_invoice_is_its_owners_from_the_day_it_was_issued():
    scenes.bill()
    assert found() == [(PEOPLE, "350.00", IN_30_DAYS)]


def test_what_an_organisation_was_asked_for_is_its_own_part():
    scenes.share(scenes.bill(), "200.00", now=scenes.after(5))
    assert found() == [
        (PEOPLE, "150.00", IN_30_DAYS),
        (ORGANISATIONS, "200.00", IN_30_DAYS + timedelta(days=5)),
    ]


def test_a_promise_is_due_counted_from_the_day_the_order_was_invoiced():
    part = scenes.share(scenes.bill(), "350.00")
    waiting = scenes.order(part, now=scenes.after(10))
    assert open_pieces()[0].checking
    scenes.orders.accept_order(order=waiting, by=people.staff(), now=scenes.after(20))
    piece = open_pieces()[0]
    assert (piece.promised, piece.checking, piece.due_on) == (True, False, TODAY + timedelta(days=50))


def test_organisations_have_their_own_terms_once_they_are_on_record():
    PolicyRow.objects.create(key="office.payment_terms_days", value="45", effective_from=date(2026, 1, 1))
    scenes.share(scenes.bill(), "200.00")
    assert [piece.due_on for piece in open_pieces()] == [IN_30_DAYS, TODAY + timedelta(days=45)]


def test_a_changed_term_touches_no_invoice_issued_before():
    PolicyRow.objects.create(key="invoice.due_days", value="60", effective_from=TODAY + timedelta(days=1))
    scenes.bill()
    scenes.bill(now=scenes.after(1))
    assert [piece.due_on for piece in open_pieces()] == [IN_30_DAYS, TODAY + timedelta(days=61)]


def test_what_a_share_has_paid_is_open_no_more_and_released_it_is_again():
    invoice = scenes.bill()
    part = scenes.share(invoice, "200.00")
    payment = paying.record_payment(
        method=Payment.Method.TRANSFER,
        amount=Decimal("120.00"),
        payer=part.organisation,
        reference="W-1",
        received_on=TODAY,
        uses=[paying.For(invoice, share=part)],
        by=people.staff(),
        now=NOW,
    )
    assert [amount for _group, amount, _due in found()] == ["150.00", "80.00"]
    paying.stop_using(payment=payment, invoice=invoice, by=people.staff(), now=NOW)
    assert [amount for _group, amount, _due in found()] == ["150.00", "200.00"]


def test_paid_and_cancelled_invoices_are_not_open():
    bills.cheque(scenes.bill())
    services.cancel_invoice(invoice=scenes.bill(), why="x", by=people.staff(), now=NOW)
    assert found() == []


def test_an_organisations_own_invoice_stands_with_the_organisations():
    scenes.bill(organisation=scenes.city(), bill_email="pay@city.test")
    assert [(piece.group, piece.name) for piece in open_pieces()] == [(ORGANISATIONS, "Cedar Valley Library")]


def crowd(count: int) -> None:
    for number in range(count):
        invoice = scenes.bill()
        scenes.share(invoice, "200.00", payer=scenes.city(f"City {number}"))
        bills.cheque(invoice, "30.00", number=f"{invoice.number}")


def test_all_pieces_come_to_all_that_is_open_in_the_same_few_questions():
    crowd(1)
    with CaptureQueriesContext(connection) as few:
        open_pieces()
    crowd(4)
    with CaptureQueriesContext(connection) as many:
        pieces = open_pieces()
    assert len(many) == len(few) == 4
    whole = Invoice.objects.aggregate(sum=Sum(F("total") - F("credited") - F("account__balance")))["sum"]
    assert sum(piece.amount for piece in pieces) == whole == 5 * Decimal("320.00")
    assert {programme_day(NOW)} == {TODAY}
