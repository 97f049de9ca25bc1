"""What Stripe sends: signed, kept once, handled once, in any order and however often."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lsscert.money import cards, webhooks
from lsscert.money.gateways import GatewayAway, gateway
from lsscert.money.models import SandboxSession
from lsscert.money.models.gateway_event import GatewayEvent
from lsscert.refused import Refused
from tests.lsscert.money.test_stripe_gateway import create
from tests.stripe_double import StripeDouble
from tests.together import together

PATH = "/webhooks/stripe/"


class Converge:
    """Stands in for `cards.converge`, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[str], str] = lambda _session: "booked"

    def __call__(self, *, session_id: str, now: datetime) -> str:
        self.asked.append(session_id)
        return self.answer(session_id)


@pytest.fixture
def converge(monkeypatch: pytest.MonkeyPatch) -> Converge:
    stub = Converge()
    monkeypatch.setattr(cards, "converge", stub, raising=False)
    return stub


def send(body: bytes, signature: str | None) -> Any:
    headers = {} if signature is None else {"Stripe-Signature": signature}
    client = Client(enforce_csrf_checks=True)
    return client.post(PATH, body, content_type="application/json", headers=headers)


def paid(double: StripeDouble, **changes: Any) -> dict[str, Any]:
    return double.pay(create(**changes).id)


@pytest.mark.django_db
def test_a_paid_session_is_looked_at_and_kept(stripe_double: StripeDouble, converge: Converge):
    session = paid(stripe_double)
    answer = send(*stripe_double.event("checkout.session.completed", session, event_id="evt_1"))
    assert (answer.status_code, answer.content) == (200, b"booked")
    assert converge.asked == [session["id"]]
    kept = GatewayEvent.objects.get()
    assert (kept.event_id, kept.type, kept.live) == ("evt_1", "checkout.session.completed", False)
    assert (kept.object_id, kept.charge) == (session["id"], session["payment_intent"])
    assert (kept.checkout, kept.outcome, kept.refused) == ("ourcheckou", "booked", False)
    assert kept.handled_at


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind",
    [
        "checkout.session.completed",
        "checkout.session.expired",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
    ],
)
def test_what_is_said_of_a_session_leads_to_it(stripe_double: StripeDouble, converge: Converge, kind: str):
    session = stripe_double.sessions[create().id]
    send(*stripe_double.event(kind, session))
    assert converge.asked == [session["id"]]


@pytest.mark.django_db
def test_what_is_said_of_a_charge_leads_to_its_session(stripe_double: StripeDouble, converge: Converge):
    session = paid(stripe_double)
    stripe_double.refund_elsewhere(session["id"], 1000)
    charge = stripe_double.charge_of(session["id"])
    dispute = stripe_double.dispute(session["id"])
    for kind, thing in (
        ("charge.refunded", charge),
        ("charge.dispute.created", dispute),
        ("charge.dispute.closed", stripe_double.lose(dispute["id"])),
    ):
        assert send(*stripe_double.event(kind, thing)).status_code == 200
    assert converge.asked == [session["id"]] * 3


@pytest.mark.django_db
def test_a_charge_made_without_a_session_is_not_ours(stripe_double: StripeDouble, converge: Converge):
    charge = stripe_double.charge_of(paid(stripe_double)["id"])
    for intent in ("pi_of_somebody_else", None):
        send(*stripe_double.event("charge.refunded", charge | {"payment_intent": intent}))
    assert list(GatewayEvent.objects.values_list("outcome", flat=True)) == ["not_ours"] * 2
    assert converge.asked == []


@pytest.mark.django_db
def test_a_session_that_stripe_does_not_know_is_not_ours(stripe_double: StripeDouble, converge: Converge):
    converge.answer = lambda session_id: str(gateway().look(session_id))
    session = paid(stripe_double) | {"id": "cs_test_other"}
    assert send(*stripe_double.event("checkout.session.completed", session)).content == b"not_ours"


@pytest.mark.django_db
def test_other_types_are_kept_and_ignored(stripe_double: StripeDouble, converge: Converge):
    answer = send(*stripe_double.event("customer.created", {"id": "cus_1", "livemode": False}))
    assert (answer.status_code, GatewayEvent.objects.get().outcome) == (200, "ignored")
    assert converge.asked == []


def signatures() -> dict[str, tuple[Callable[[StripeDouble, bytes], str | None], int]]:
    return {
        "good": (lambda double, body: double.sign(body), 200),
        "rolled secret: several": (
            lambda double, body: double.sign(body, secrets=("whsec_old", double.secret)),
            200,
        ),
        "a little old": (lambda double, body: double.sign(body, at=time.time() - 200), 200),
        "too old": (lambda double, body: double.sign(body, at=time.time() - 400), 400),
        "wrong secret": (lambda double, body: double.sign(body, secrets=("whsec_wrong",)), 400),
        "of another body": (lambda double, body: double.sign(body + b" "), 400),
        "none": (lambda double, body: None, 400),
        "empty": (lambda double, body: "", 400),
        "nonsense": (lambda double, body: "t=,v1", 400),
        "no time": (lambda double, body: double.sign(body).split(",", 1)[1], 400),
        "only the old scheme": (lambda double, body: double.sign(body).replace("v1=", "v0="), 400),
        "beyond ASCII": (lambda double, body: f"t={int(time.time())},v1=ü", 400),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", signatures())
def test_only_what_stripe_signed_is_taken(stripe_double: StripeDouble, converge: Converge, name: str):
    sign, status = signatures()[name]
    body, _good = stripe_double.event("checkout.session.completed", paid(stripe_double))
    assert send(body, sign(stripe_double, body)).status_code == status
    assert GatewayEvent.objects.exists() is bool(converge.asked) is (status == 200)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b"not json",
        b"\xff\xfe",
        b'{"object": "event"}',
        b'{"object": "v2.core.event"}',
    ],
)
def test_a_signed_body_that_is_no_event_is_refused(
    stripe_double: StripeDouble, converge: Converge, body: bytes
):
    signature = stripe_double.sign(body)
    assert send(body, signature).status_code == 400
    assert not GatewayEvent.objects.exists()


@pytest.mark.django_db
def test_a_huge_body_is_not_even_read(stripe_double: StripeDouble, converge: Converge):
    body, _ = stripe_double.event("checkout.session.completed", paid(stripe_double) | {"fat": "x" * 262144})
    assert send(body, stripe_double.sign(body)).status_code == 413
    assert not GatewayEvent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["none", "sandbox"])
def test_without_stripe_nobody_listens(
    stripe_double: StripeDouble, converge: Converge, settings: Settings, chosen: str
):
    event = stripe_double.event("checkout.session.completed", paid(stripe_double))
    settings.CARD_GATEWAY = chosen
    assert send(*event).status_code == 400
    assert not GatewayEvent.objects.exists()


@pytest.mark.django_db
def test_an_empty_secret_signs_nothing(stripe_double: StripeDouble, converge: Converge, settings: Settings):
    body, _ = stripe_double.event("checkout.session.completed", paid(stripe_double))
    settings.STRIPE_WEBHOOK_SECRET = ""
    assert send(body, stripe_double.sign(body, secrets=("",))).status_code == 400


@pytest.mark.django_db
def test_when_the_gateway_is_away_stripe_sends_again_and_then_it_is_handled(
    stripe_double: StripeDouble, converge: Converge
):
    event = stripe_double.event("checkout.session.completed", paid(stripe_double))

    def away(_session: str) -> str:
        raise GatewayAway

    converge.answer = away
    assert send(*event).status_code == 503
    kept = GatewayEvent.objects.get()
    assert (kept.handled_at, kept.outcome) == (None, "")
    converge.answer = lambda _session: "booked"
    assert send(*event).status_code == 200
    assert send(*event).status_code == 200
    assert len(converge.asked) == 2
    assert GatewayEvent.objects.get().outcome == "booked"


@pytest.mark.django_db
def test_a_charge_event_while_stripe_is_down_is_sent_again(stripe_double: StripeDouble, converge: Converge):
    session = paid(stripe_double)
    event = stripe_double.event("charge.refunded", stripe_double.charge_of(session["id"]))
    stripe_double.fail(3)
    assert [send(*event).status_code for _ in range(2)] == [503, 200]
    assert converge.asked == [session["id"]]


@pytest.mark.django_db
def test_a_mismatch_is_kept_for_the_office_and_not_sent_again(
    stripe_double: StripeDouble, converge: Converge
):
    def mismatch(_session: str) -> str:
        SandboxSession.objects.create(amount=1, idempotency_key="told the office")
        raise Refused("amount_differs", "no")

    converge.answer = mismatch
    event = stripe_double.event("checkout.session.completed", paid(stripe_double))
    assert [send(*event).status_code for _ in range(2)] == [200, 200]
    kept = GatewayEvent.objects.get()
    assert (kept.refused, kept.outcome) == (True, "amount_differs")
    assert SandboxSession.objects.exists(), "what was written for the office must stay"
    assert len(converge.asked) == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_deliveries_at_once_are_one(
    stripe_double: StripeDouble, converge: Converge, caplog: pytest.LogCaptureFixture
):
    session = paid(stripe_double)
    event = stripe_double.event("checkout.session.completed", session)

    def slowly(_session: str) -> str:
        time.sleep(0.2)
        return "booked"

    converge.answer = slowly
    answers = together(*[lambda: send(*event)] * 50)
    assert [answer.status_code for answer in answers] == [200] * 50
    assert converge.asked == [session["id"]]
    assert GatewayEvent.objects.get().outcome == "booked"
    assert not caplog.records


@pytest.mark.django_db(transaction=True)
def test_a_delivery_that_waits_too_long_is_sent_again(
    stripe_double: StripeDouble, converge: Converge, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(webhooks, "PATIENCE", "50ms")
    event = stripe_double.event("checkout.session.completed", paid(stripe_double))

    def slowly(_session: str) -> str:
        time.sleep(1)
        return "booked"

    converge.answer = slowly
    assert sorted(answer.status_code for answer in together(*[lambda: send(*event)] * 2)) == [200, 409]
    assert send(*event).status_code == 200
    assert len(converge.asked) == 1


def test_only_posts(client: Client):
    assert client.get(PATH).status_code == 405
