"""From the pay button by Stripe's card page and its webhook to a settled invoice."""

from typing import Any

import pytest
from django.test import Client

from lsscert.money.models import CardCheckout, Payment
from lsscert.money.models.gateway_event import GatewayEvent
from tests.lsscert.money import bills
from tests.lsscert.money.bills import checkout, fresh, invoice
from tests.stripe_double import StripeDouble
from tests.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_policy")]


def hear(double: StripeDouble, kind: str, thing: dict[str, Any], event_id: str = "") -> Any:
    body, signature = double.event(kind, thing, event_id=event_id)
    headers = {"Stripe-Signature": signature}
    return Client().post("/webhooks/stripe/", body, content_type="application/json", headers=headers)


def test_twenty_clicks_are_one_card_page(stripe_double: StripeDouble):
    bill = invoice()
    made = together(*[lambda: checkout(bill)] * 20)
    assert {each.url for each in made if isinstance(each, CardCheckout)} == {
        session["url"] for session in stripe_double.sessions.values()
    }
    assert len(stripe_double.sessions) == 1


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
