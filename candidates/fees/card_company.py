"""What the office does about differences between the card company and our books."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.fees.models import CardLook
from lsscert.accounts.models import Person
from lsscert.money import cards, reconciling, webhooks
from lsscert.money.gateways import gateway, takes_cards
from lsscert.money.models import Difference, GatewayEvent, Payment
from lsscert.refused import Refused

OUTCOMES: Mapping[str, Any] = {
    "amount_differs": _("Another amount than we asked for."),
    "currency_differs": _("Another currency than US dollars."),
    "live_mode_differs": _("A trial payment in place of a real one, or the other way round."),
    "session_differs": _("Another payment than the one meant."),
    "not_ours": _("No payment of ours."),
    "booked": _("Booked."),
    "nothing_new": _("Known already."),
    "ignored": _("Says nothing to us."),
}
"""What came of a message, by the word that is kept with it."""
AGREED = _("Looked at again: both agree now.")


def nightly(now: datetime) -> CardLook | None:
    """The nightly comparison; None where no cards are taken. GatewayAway goes through, and the worker tries again."""
    if not takes_cards():
        return None
    return CardLook.objects.create(open=reconciling.reconcile(now), at=now)


def look_at_difference(*, difference: Difference, by: Person, now: datetime) -> bool:
    """Ask the card company once more, and book what it says. Whether both agree now.

    Refused as in `cards.converge`; GatewayAway when it does not answer.
    """
    if difference.explained_at:
        return True
    try:
        cards.converge(session_id=difference.reference, now=now)
        agrees = _agrees(difference)
    except LookupError:  # it knows no such payment
        return False
    if agrees:
        explain(difference=difference, explanation=str(AGREED), by=by, now=now)
    return agrees


def _agrees(difference: Difference) -> bool:
    booked = Payment.objects.filter(method=Payment.Method.CARD, reference=difference.reference).exists()
    return booked == gateway().look(difference.reference).paid


@transaction.atomic
def explain(*, difference: Difference, explanation: str, by: Person, now: datetime) -> Difference:
    """Close a difference with a sentence. Refused: already_explained."""
    difference = difference.lock()
    if difference.explained_at:
        raise Refused("already_explained", _("This difference is explained already."), _("Reload the page."))
    difference.explanation, difference.explained_by, difference.explained_at = explanation[:300], by, now
    difference.save(update_fields=["explanation", "explained_by", "explained_at"])
    return difference


def look_at_event(*, event: GatewayEvent, by: Person, now: datetime) -> GatewayEvent:
    """Act once more on what the card company sent and nobody could act on. Busy and GatewayAway: later."""
    if event.handled_at is None or event.refused:
        GatewayEvent.objects.filter(pk=event.pk, refused=True).update(refused=False, handled_at=None)
        event = webhooks.handle(event=event, now=now)
    return event
