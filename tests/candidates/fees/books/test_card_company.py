"""Where the card company and our books differ: found at night, looked at again, explained."""

from typing import Any

import pytest
from pytest_django import Settings

from candidates.fees import card_company, card_tasks, tasks
from candidates.fees.models import CardLook
from lsscert import clock
from lsscert.money import cards
from lsscert.money.gateways import GatewayAway, SandboxGateway
from lsscert.money.models import CardCheckout, Difference, GatewayEvent, Payment, SandboxSession
from tests import people
from tests.candidates.fees.books import scenes
from tests.lsscert.money import bills
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
PAGE = "/desk/fees/card-company/"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.CARD_GATEWAY = "sandbox"
    monkeypatch.setattr(clock, "now", lambda: NOW)


def paid_there(**changes: Any) -> CardCheckout:
    """Paid at the card company, and nobody told us."""
    checkout = bills.checkout(scenes.bill())
    SandboxSession.objects.update(paid=True, opened_at=NOW, **changes)
    return checkout


def test_the_night_books_what_was_paid_there_and_notes_that_it_looked():
    paid_there()
    tasks.look_at_cards(timestamp=0)
    assert Payment.objects.get().amount == 350
    assert (CardLook.objects.get().at, CardLook.objects.get().open) == (NOW, 0)
    assert "Compared each night. Last time: 2 March 2026" in desk().get(PAGE).content.decode()


def test_without_a_gateway_the_night_does_nothing(settings: Settings):
    settings.CARD_GATEWAY = "none"
    tasks.look_at_cards(timestamp=0)
    assert not CardLook.objects.exists()
    assert "No cards are taken here" in desk().get(PAGE).content.decode()


def away(*_args: Any, **_kwargs: Any) -> Any:
    raise GatewayAway("down")


def test_a_card_company_that_is_away_is_asked_again_and_no_look_is_noted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(SandboxGateway, "paid_since", away)
    with pytest.raises(GatewayAway):
        tasks.look_at_cards(timestamp=0)
    assert not CardLook.objects.exists()
    assert tasks.look_at_cards.retry_strategy is not None


def desk() -> Any:
    return people.signed_in(people.staff("Grace Office"))


def a_difference() -> Difference:
    """Another amount was paid than we asked for, so nothing is booked."""
    checkout = paid_there(amount="300.00")
    card_company.nightly(NOW)
    assert not Payment.objects.exists()
    found = Difference.objects.order_by("pk")
    assert {each.kind for each in found} == {"refused", "not_here"}
    return found.get(kind="not_here", reference=checkout.session_id)


def test_what_does_not_fit_waits_at_the_desk_until_each_is_explained():
    difference = a_difference()
    client = desk()
    assert card_tasks.differences_to_explain.look().count == 2
    page = client.get(PAGE).content.decode()
    assert "differ</h1>" in page
    assert difference.reference in page
    client.post(f"{PAGE}look/", {"ref": difference.ref})
    assert not Payment.objects.exists()
    wrong = client.post(f"{PAGE}explain/", {"ref": difference.ref, "explanation": ""})
    assert wrong.status_code == 422
    assert Difference.objects.filter(explained_at=None).count() == 2
    for each in Difference.objects.all():
        client.post(f"{PAGE}explain/", {"ref": each.ref, "explanation": "A trial payment of ours"})
    difference.refresh_from_db()
    assert (difference.explanation, difference.explained_by.name) == (
        "A trial payment of ours",
        "Grace Office",
    )
    page = client.get(PAGE).content.decode()
    assert "agree</h1>" in page
    assert "A trial payment of ours" in page
    assert card_tasks.differences_to_explain.look().count == 0


def test_an_explanation_stays_the_first_one():
    difference = a_difference()
    client = desk()
    for sentence in ("The first", "The second"):
        client.post(f"{PAGE}explain/", {"ref": difference.ref, "explanation": sentence})
    difference.refresh_from_db()
    assert difference.explanation == "The first"


def test_looking_again_books_what_fits_by_now_and_closes_it():
    difference = a_difference()
    SandboxSession.objects.update(amount="350.00")
    desk().post(f"{PAGE}look/", {"ref": difference.ref})
    assert Payment.objects.get().amount == 350
    difference.refresh_from_db()
    assert difference.explained_at == NOW


def test_looking_again_while_the_card_company_is_away_says_so(monkeypatch: pytest.MonkeyPatch):
    difference = a_difference()
    monkeypatch.setattr(cards, "converge", away)
    page = desk().post(f"{PAGE}look/", {"ref": difference.ref}, follow=True).content.decode()
    assert "does not answer just now" in page
    difference.refresh_from_db()
    assert difference.explained_at is None


def event(checkout: CardCheckout, **said: Any) -> GatewayEvent:
    facts = {
        "event_id": "evt_1",
        "type": "checkout.session.completed",
        "live": False,
        "object_id": checkout.session_id,
        "received_at": NOW,
    }
    return GatewayEvent.objects.create(**facts | said)


@pytest.mark.parametrize("said", [{}, {"refused": True, "handled_at": NOW, "outcome": "amount_differs"}])
def test_a_message_that_waits_or_was_refused_is_acted_on_again(said: dict[str, Any]):
    waiting = event(paid_there(), **said)
    client = desk()
    assert "checkout.session.completed" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}look/", {"ref": waiting.ref})
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.refused, waiting.handled_at) == ("booked", False, NOW)
    assert Payment.objects.get().amount == 350


def test_a_message_that_still_does_not_fit_stays():
    waiting = event(paid_there(amount="300.00"), refused=True, handled_at=NOW, outcome="amount_differs")
    page = desk().post(f"{PAGE}look/", {"ref": waiting.ref}, follow=True).content.decode()
    assert "nothing was booked" in page
    waiting.refresh_from_db()
    assert waiting.refused


def test_disputed_payments_are_a_task_of_their_own():
    checkout = paid_there()
    cards.confirm(checkout=checkout, now=NOW)
    SandboxSession.objects.update(
        disputes=[{"id": "d1", "amount": "350.00", "state": "open", "reason": "fraudulent"}]
    )
    cards.converge(session_id=checkout.session_id, now=NOW)
    assert card_tasks.disputed_payments.look().count == 1
    page = desk().get(PAGE).content.decode()
    assert "Disputed payments" in page
    assert "Maria Delgado-Ruiz" in page
