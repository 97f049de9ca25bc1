"""Paying by card: the gateway is asked, never believed, and nothing is booked twice."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lsscert.money import cards, gateways, ledger, refunding
from lsscert.money.models import CardCheckout, Difference, Payment, SandboxSession
from lsscert.refused import Refused
from tests import people
from tests.lsscert.money import bills
from tests.lsscert.money.bills import checkout, cheque, credit, fresh, invoice
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
Status = CardCheckout.Status


def pay_at_the_gateway(made: CardCheckout) -> None:
    SandboxSession.objects.filter(ref=made.session_id).update(paid=True)


def test_a_second_click_gets_the_same_card_page():
    bill = invoice()
    assert checkout(bill) == checkout(bill)
    assert SandboxSession.objects.count() == 1


def test_after_a_part_came_by_cheque_the_card_page_asks_for_the_rest():
    bill = invoice()
    old = checkout(bill)
    cheque(bill, "100.00")
    new = checkout(bill)
    old.refresh_from_db()
    assert (old.state, new.state, new.amount) == (Status.CANCELLED, Status.OPEN, Decimal("250.00"))


def test_unpaid_stays_open_and_paid_is_booked_once():
    bill = invoice()
    made = checkout(bill)
    assert cards.confirm(checkout=made, now=NOW).state == Status.OPEN
    pay_at_the_gateway(made)
    for _ in range(3):
        assert cards.confirm(checkout=made, now=NOW).state == Status.PAID
    payment = Payment.objects.get()
    assert (payment.method, payment.amount, payment.payer) == ("card", Decimal("350.00"), bill.person)
    assert fresh(bill).settled
    assert bills.books() == 0


def test_money_that_came_by_card_after_a_cheque_becomes_credit():
    bill = invoice()
    made = checkout(bill)
    pay_at_the_gateway(made)
    cheque(bill)
    cards.confirm(checkout=made, now=NOW)
    assert fresh(bill).paid == Decimal("350.00")
    assert credit(bill.person) == Decimal("350.00")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("amount", Decimal("3.50"), "amount_differs"),
        ("amount", Decimal("350.01"), "amount_differs"),
        ("currency", "eur", "currency_differs"),
        ("live", True, "live_mode_differs"),
        ("checkout", "abcdefghjk", "session_differs"),
        ("checkout", "", "session_differs"),
        ("session_id", "another", "session_differs"),
    ],
)
def test_what_the_gateway_reports_otherwise_is_not_booked_and_listed(
    monkeypatch: pytest.MonkeyPatch, field: str, value: Any, code: str
):
    made = checkout(invoice())
    pay_at_the_gateway(made)
    look = gateways.SandboxGateway.look
    monkeypatch.setattr(
        gateways.SandboxGateway, "look", lambda self, ref: replace(look(self, ref), **{field: value})
    )
    for _ in range(2):
        with pytest.raises(Refused) as no:
            cards.confirm(checkout=made, now=NOW)
        assert no.value.code == code
    assert not Payment.objects.exists()
    assert bills.books() == 0
    listed = Difference.objects.get()
    assert (listed.kind, listed.reference) == (
        "refused",
        value if field == "session_id" else made.session_id,
    )


def test_giving_up_closes_and_paying_again_opens_another():
    bill = invoice()
    made = checkout(bill)
    assert cards.give_up(checkout=made, now=NOW).state == Status.CANCELLED
    assert checkout(bill).pk != made.pk


def test_a_charge_that_comes_to_light_after_giving_up_and_paying_anew_becomes_credit():
    bill = invoice()
    late = checkout(bill)
    cards.give_up(checkout=late, now=NOW)
    anew = checkout(bill)
    for made in (anew, late):
        pay_at_the_gateway(made)
        assert cards.confirm(checkout=made, now=NOW).state == Status.PAID
    assert fresh(bill).paid == Decimal("350.00")
    assert credit(bill.person) == Decimal("350.00")
    assert bills.books() == 0


def test_giving_up_what_was_paid_after_all_counts_as_paid():
    bill = invoice()
    made = checkout(bill)
    pay_at_the_gateway(made)
    assert cards.give_up(checkout=made, now=NOW).state == Status.PAID
    assert fresh(bill).settled


@pytest.mark.parametrize(("spoil", "code"), [("settle", "invoice_settled"), ("cancel", "invoice_cancelled")])
def test_there_is_no_card_page_for_what_is_not_owed(spoil: str, code: str):
    bill = invoice()
    if spoil == "settle":
        cheque(bill)
    else:
        cards.services.cancel_invoice(invoice=bill, why="test", by=people.staff(), now=NOW)
    with pytest.raises(Refused) as no:
        checkout(bill)
    assert no.value.code == code
    assert not CardCheckout.objects.exists()


def test_without_a_gateway_cards_are_not_taken(settings: Any):
    settings.CARD_GATEWAY = "none"
    bill = invoice()
    with pytest.raises(Refused) as no:
        checkout(bill)
    assert no.value.code == "no_card_gateway"


def test_a_dispute_lost_in_part_leaves_the_rest_the_payers():
    bill = invoice()
    made = checkout(bill)
    pay_at_the_gateway(made)
    cards.confirm(checkout=made, now=NOW)
    session = SandboxSession.objects.get()
    for state in ("open", "lost"):
        session.disputes = [{"id": "d1", "amount": "100.00", "state": state, "reason": "fraudulent"}]
        session.save()
        cards.converge(session_id=session.ref, now=NOW)
    payment = Payment.objects.get()
    assert (payment.state, fresh(bill).paid, fresh(bill).left) == (Payment.Status.RECEIVED, 250, 100)
    cards.services.cancel_invoice(invoice=bill, why="test", by=None, now=NOW)
    assert ledger.free(payment) == 250
    refunding.give_back_credit(payer=bill.person, why="asked for", by=bill.person, now=NOW)
    assert bills.books() == 0
