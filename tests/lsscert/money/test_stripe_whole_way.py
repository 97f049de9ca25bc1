"""From the pay button by Stripe's card page and its webhook to a settled invoice."""

import logging
import os
from random import Random
from typing import Any

import pytest
from django.test import Client

from lsscert.letters.models import Letter
from lsscert.money import cards, paying, services
from lsscert.money.models import CardCheckout, Difference, Invoice, Payment
from lsscert.money.models.gateway_event import GatewayEvent
from tests.lsscert.money import bills
from tests.lsscert.money.bills import checkout, fresh, invoice
from tests.people import NOW
from tests.stripe_double import StripeDouble
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_policy")]


def hear(double: StripeDouble, kind: str, thing: dict[str, Any], event_id: str = "") -> Any:
    body, signature = double.event(kind, thing, event_id=event_id)
    headers = {"Stripe-Signature": signature}
    return Client().post("/webhooks/stripe/", body, content_type="application/json", headers=headers)


def test_twenty_clicks_are_one_card_page_and_one_payment(stripe_double: StripeDouble):
    bill = invoice()
    made = together(*[lambda: checkout(bill)] * 20)
    assert {each.url for each in made if isinstance(each, CardCheckout)} == {
        session["url"] for session in stripe_double.sessions.values()
    }
    assert len(stripe_double.sessions) == 1
    (session_id,) = stripe_double.sessions
    stripe_double.pay(session_id)
    together(*[lambda: cards.confirm(checkout=CardCheckout.objects.get(), now=NOW)] * 20)
    assert len(stripe_double.charges) == Payment.objects.count() == 1
    assert fresh(bill).settled
    assert bills.books() == 0


def test_fifty_deliveries_settle_once(stripe_double: StripeDouble):
    bill = invoice()
    session = stripe_double.pay(checkout(bill).session_id)
    kind = "checkout.session.completed"
    answers = together(*[lambda: hear(stripe_double, kind, session, "evt_same")] * 50)
    assert {answer.status_code for answer in answers} == {200}
    assert fresh(bill).settled
    assert Payment.objects.count() == 1
    assert bills.books() == 0


def test_events_in_the_wrong_order_end_the_same(stripe_double: StripeDouble):
    """The refund is heard of before the payment it is of."""
    bill = invoice()
    session = stripe_double.pay(checkout(bill).session_id)
    stripe_double.refund_elsewhere(session["id"], 10000)
    hear(stripe_double, "charge.refunded", stripe_double.charge_of(session["id"]))
    hear(stripe_double, "checkout.session.completed", session)
    hear(stripe_double, "checkout.session.expired", session)
    assert Payment.objects.count() == 1
    assert bills.books() == 0


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ({"amount_total": 1}, "amount_differs"),
        ({"currency": "eur"}, "currency_differs"),
        ({"livemode": True}, "live_mode_differs"),
    ],
)
def test_what_does_not_fit_is_not_booked(stripe_double: StripeDouble, spoilt: dict[str, Any], code: str):
    bill = invoice()
    session = stripe_double.pay(checkout(bill).session_id)
    session |= spoilt
    assert hear(stripe_double, "checkout.session.completed", session).status_code == 200
    assert (GatewayEvent.objects.get().outcome, GatewayEvent.objects.get().refused) == (code, True)
    assert not Payment.objects.exists()


ORDERS = min(100, int(os.environ.get("LSSC_EXAMPLES", "20")))  # a second each; `make trust` tries all
THE_SIX = (
    "checkout.session.completed",
    "checkout.session.expired",
    "checkout.session.async_payment_succeeded",
    "charge.refunded",
    "charge.dispute.created",
    "charge.dispute.closed",
)


def test_six_kinds_of_event_in_any_order_with_doubles_have_one_effect(
    stripe_double: StripeDouble, caplog: pytest.LogCaptureFixture
):
    """Paid, $100 sent back at Stripe, then disputed and won: whatever is heard first, the books end the same."""
    rng = Random(7)
    for number in range(ORDERS):
        bill = invoice()
        session = stripe_double.pay(checkout(bill).session_id)
        stripe_double.refund_elsewhere(session["id"], 10000)
        dispute = stripe_double.win(stripe_double.dispute(session["id"])["id"])
        charge = stripe_double.charge_of(session["id"])
        told = [(kind, _about(kind, session, charge, dispute), f"evt_{number}_{kind}") for kind in THE_SIX]
        told += rng.choices(told, k=3)
        rng.shuffle(told)
        answers = together(*[lambda it=it: hear(stripe_double, *it) for it in told])
        assert {answer.status_code for answer in answers} == {200}
        payment = Payment.objects.get(reference=session["id"])
        assert (payment.state, fresh(bill).paid) == (Payment.Status.RECEIVED, 250)
        assert [refund.amount for refund in payment.refunds.all()] == [100]
        assert Letter.objects.filter(kind="payment_received", occasion=payment.ref).count() == 1
        assert bills.credit(bill.person) == 0
    assert bills.books() == 0
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def _about(kind: str, session: dict[str, Any], charge: dict[str, Any], dispute: dict[str, Any]) -> Any:
    return session if "session" in kind else dispute if "dispute" in kind else charge


def test_control_without_the_locks_two_deliveries_get_in_each_others_way(
    stripe_double: StripeDouble, monkeypatch: pytest.MonkeyPatch
):
    bill = invoice()
    session = stripe_double.pay(checkout(bill).session_id)
    meeting, record = Meeting(), paying.record_payment

    def record_slowly(**kwargs: Any) -> Any:
        meeting.first_waits()
        return record(**kwargs)

    monkeypatch.setattr(paying, "record_payment", record_slowly)
    monkeypatch.setattr(services, "lock_invoice", lambda bill: Invoice.objects.get(pk=bill.pk))
    for model in (CardCheckout, GatewayEvent):
        monkeypatch.setattr(model, "lock", lambda self: type(self).objects.get(pk=self.pk))
    kind = "checkout.session.completed"
    together(*[lambda: hear(stripe_double, kind, session, "evt_same")] * 2)
    assert Difference.objects.filter(reference=session["id"]).exists()  # the second tried to book it again
