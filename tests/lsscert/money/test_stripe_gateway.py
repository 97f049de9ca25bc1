"""Our words in Stripe's, through its library and over HTTP, also when the line is bad."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import stripe
from pytest_django import Settings

from lsscert.money.gateways import (
    GatewayAway,
    GatewayDispute,
    GatewayRefund,
    PaidSession,
    Said,
    Session,
    StripeGateway,
    gateway,
)
from lsscert.money.gateways.stripe import to_cents, to_dollars
from lsscert.refused import Refused
from tests.stripe_double import StripeDouble
from tests.together import together

FACTS: dict[str, Any] = {
    "amount": Decimal("350.00"),
    "description": "Invoice 2026-0001",
    "email": "pia@people.test",
    "success_url": "https://site.test/paid/",
    "cancel_url": "https://site.test/not-paid/",
    "checkout": "ourcheckou",
    "idempotency_key": "ourcheckou",
}


def create(**changes: Any) -> Session:
    return gateway().create(**FACTS | changes)


@pytest.fixture
def paid(stripe_double: StripeDouble) -> Said:
    return gateway().look(stripe_double.pay(create().id)["id"])


def refund(charge: str, amount: str, our_ref: str = "back") -> GatewayRefund:
    return gateway().refund(charge=charge, amount=Decimal(amount), our_ref=our_ref, idempotency_key=our_ref)


def test_a_card_page_carries_what_leads_back_to_us(stripe_double: StripeDouble):
    made = create()
    at_stripe = stripe_double.sessions[made.id]
    assert made.url == at_stripe["url"]
    assert at_stripe["metadata"] == {"checkout": "ourcheckou"}
    assert stripe_double.intent_metadata[made.id] == {"checkout": "ourcheckou"}
    wanted = {
        "mode": "payment",
        "client_reference_id": "ourcheckou",
        "customer_email": "pia@people.test",
        "success_url": "https://site.test/paid/",
        "cancel_url": "https://site.test/not-paid/",
        "amount_total": 35000,
        "currency": "usd",
    }
    assert {name: at_stripe[name] for name in wanted} == wanted


def test_before_and_after_paying(stripe_double: StripeDouble):
    made = create()
    before = gateway().look(made.id)
    assert (before.state, before.paid, before.charge) == ("open", False, "")
    stripe_double.pay(made.id)
    after = gateway().look(made.id)
    assert after == Said(
        made.id, "complete", True, Decimal("350.00"), "usd", False, "ourcheckou", after.charge
    )
    assert gateway().session_of_charge(after.charge) == made.id


def test_a_session_of_somebody_else_says_so(stripe_double: StripeDouble):
    made = create()
    stripe_double.sessions[made.id]["metadata"] = {}
    assert gateway().look(made.id).checkout == ""


@pytest.mark.parametrize("session_id", ["cs_test_unknown", ""])
def test_an_unknown_session_is_a_lookup_error(stripe_double: StripeDouble, session_id: str):
    for ask in (gateway().look, gateway().expire):
        with pytest.raises(LookupError):
            ask(session_id)
    assert gateway().session_of_charge("pi_unknown") is None


def test_expiring_takes_a_page_away_and_leaves_a_paid_one(stripe_double: StripeDouble, paid: Said):
    other = create(idempotency_key="another")
    for _ in range(2):
        gateway().expire(other.id)
    gateway().expire(paid.session_id)
    assert gateway().look(other.id).state == "expired"
    assert gateway().look(paid.session_id).state == "complete"


def test_a_part_goes_back_once_however_often_it_is_asked(stripe_double: StripeDouble, paid: Said):
    assert refund(paid.charge, "100.50") == refund(paid.charge, "100.50")
    assert len(stripe_double.refunds) == 1
    stripe_double.refund_status = "pending"
    stripe_double.refund_elsewhere(paid.session_id, 4950)
    told = [(it.amount, it.state, it.our_ref) for it in gateway().look(paid.session_id).refunds]
    assert sorted(told) == [(Decimal("49.50"), "pending", ""), (Decimal("100.50"), "done", "back")]


def test_no_more_goes_back_than_was_paid(stripe_double: StripeDouble, paid: Said):
    refund(paid.charge, "300.00")
    with pytest.raises(Refused) as no:
        refund(paid.charge, "50.01", "more")
    assert no.value.code == "gateway_refuses_refund"
    assert len(stripe_double.refunds) == 1


@pytest.mark.parametrize(("state", "told"), [("canceled", "failed"), ("failed", "failed")])
def test_a_refund_that_did_not_arrive_is_failed(
    stripe_double: StripeDouble, paid: Said, state: str, told: str
):
    made = refund(paid.charge, "10.00")
    stripe_double.refunds[made.id]["status"] = state
    assert gateway().look(paid.session_id).refunds[0].state == told


def test_a_dispute_from_first_to_last(stripe_double: StripeDouble, paid: Said):
    dispute = stripe_double.dispute(paid.session_id)["id"]
    for act, state in ((None, "open"), (stripe_double.win, "won"), (stripe_double.lose, "lost")):
        if act:
            act(dispute)
        told = gateway().look(paid.session_id).disputes
        assert told == (GatewayDispute(dispute, Decimal("350.00"), state, "fraudulent"),)


def test_an_inquiry_moves_no_money_and_is_no_dispute(stripe_double: StripeDouble, paid: Said):
    stripe_double.dispute(paid.session_id, status="warning_needs_response")
    assert gateway().look(paid.session_id).disputes == ()


def test_all_that_was_paid_since_is_told_over_several_pages(stripe_double: StripeDouble):
    now = datetime.now(UTC)
    for number in range(205):
        made = create(idempotency_key=f"k{number}", checkout=f"c{number}")
        if number % 2 == 0:
            stripe_double.pay(made.id)
        if number < 5:
            stripe_double.sessions[made.id]["created"] -= 3 * 86400
    found = list(gateway().paid_since(now - timedelta(days=1)))
    assert {session.checkout for session in found} == {f"c{number}" for number in range(6, 205, 2)}
    assert len(found) == 100
    assert all(session == PaidSession(session[0], session[1], Decimal("350.00")) for session in found)


def with_little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow answer comes after we gave up on it, and before we ask for the last time."""
    monkeypatch.setattr(StripeGateway, "timeout", (1.0, 0.3))
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.15)


def bad_line(double: StripeDouble, kind: str) -> None:
    {
        "500 twice": lambda: double.fail(2),
        "503": lambda: double.fail(1, 503),
        "broken before": lambda: double.reset(after=False),
        "broken after": lambda: double.reset(after=True),
        "broken after, twice": lambda: double.reset(2, after=True),
        "slow": lambda: double.slow(0.5),
    }[kind]()


LINES = ["500 twice", "503", "broken before", "broken after", "broken after, twice", "slow"]


@pytest.mark.parametrize("kind", LINES)
def test_a_bad_line_opens_one_page(stripe_double: StripeDouble, kind: str, monkeypatch: pytest.MonkeyPatch):
    with_little_patience(monkeypatch)
    bad_line(stripe_double, kind)
    made = create()
    assert list(stripe_double.sessions) == [made.id]
    assert {key for _method, _path, key in stripe_double.requests} == {"ourcheckou"}
    assert len(stripe_double.requests) > 1
    assert create() == made


@pytest.mark.parametrize("kind", LINES)
def test_a_bad_line_sends_money_back_once(
    stripe_double: StripeDouble, paid: Said, kind: str, monkeypatch: pytest.MonkeyPatch
):
    with_little_patience(monkeypatch)
    bad_line(stripe_double, kind)
    refund(paid.charge, "10.00")
    assert len(stripe_double.refunds) == 1


@pytest.mark.parametrize(
    ("trouble", "asked"),
    [
        (lambda double: double.fail(3), 3),
        (lambda double: double.fail(1, 429), 1),
        (lambda double: double.reset(3, after=False), 3),
        (lambda double: double.reset(3, after=True), 3),
    ],
    ids=["500", "429", "broken before", "broken after"],
)
def test_after_three_tries_it_is_away_and_later_there_is_still_one_page(
    stripe_double: StripeDouble, trouble: Any, asked: int
):
    trouble(stripe_double)
    with pytest.raises(GatewayAway) as away:
        create()
    assert not away.value.key_spent
    assert len(stripe_double.requests) == asked
    made = create()
    assert list(stripe_double.sessions) == [made.id]


def test_an_error_that_stripe_remembers_spends_the_key(stripe_double: StripeDouble):
    """Stripe answers the same key with the same 500 for a day."""
    stripe_double.fail(saved=True)
    with pytest.raises(GatewayAway) as away:
        create()
    assert away.value.key_spent
    assert not stripe_double.sessions


def test_a_key_used_with_other_facts_is_spent(stripe_double: StripeDouble):
    create()
    with pytest.raises(GatewayAway) as away:
        create(amount=Decimal("325.00"))
    assert away.value.key_spent
    assert len(stripe_double.sessions) == 1


def test_ten_with_one_key_at_once_open_one_page(stripe_double: StripeDouble):
    stripe_double.slow(0.03, times=1)
    made = [each for each in together(*[create] * 10) if not isinstance(each, GatewayAway)]
    assert made
    assert set(made) == {create()}
    assert len(stripe_double.sessions) == 1


def test_a_wrong_key_is_told_to_the_log_and_not_to_the_payer(
    stripe_double: StripeDouble, settings: Settings, caplog: pytest.LogCaptureFixture
):
    settings.STRIPE_SECRET_KEY = "sk_test_wrong"
    with pytest.raises(GatewayAway):
        create()
    assert "does not take our key" in caplog.text
    assert "sk_test_wrong" not in caplog.text


def test_nobody_listens(settings: Settings, stripe_double: StripeDouble):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(GatewayAway):
        gateway().look("cs_test_any")


def test_what_stripe_finds_wrong_is_a_refusal(stripe_double: StripeDouble):
    with pytest.raises(Refused) as no:
        create(email="nonsense")
    assert no.value.code == "gateway_refuses_page"


@pytest.mark.parametrize(
    ("dollars", "cents"),
    [("0.01", 1), ("0.29", 29), ("1.10", 110), ("350", 35000), ("99999999.99", 9999999999)],
)
def test_dollars_and_cents_are_exact(dollars: str, cents: int):
    assert to_cents(Decimal(dollars)) == cents
    assert to_dollars(cents) == Decimal(dollars)


def test_part_of_a_cent_is_never_rounded():
    with pytest.raises(ValueError, match="whole cents"):
        to_cents(Decimal("1.005"))


@pytest.mark.parametrize(
    ("key", "live"), [("sk_live_a", True), ("rk_live_a", True), ("sk_test_a", False), ("", False)]
)
def test_the_key_says_whether_money_is_real(settings: Settings, key: str, live: bool):
    settings.CARD_GATEWAY, settings.STRIPE_SECRET_KEY = "stripe", key
    assert gateway().live is live
