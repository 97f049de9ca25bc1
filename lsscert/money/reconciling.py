"""Every night: what the card company knows and we do not, and the other way round."""

from datetime import datetime, timedelta
from decimal import Decimal

from lsscert.money import cards
from lsscert.money.gateways import gateway
from lsscert.money.models import CardCheckout, Difference, Payment
from lsscert.refused import Refused

LOOK_BACK = timedelta(days=14)
"""Longer than a card company keeps sending an event that nobody took."""


def reconcile(now: datetime) -> int:
    """Compare the last two weeks, mend what can be mended, and list the rest. Returns how many differences are open."""
    since = now - LOOK_BACK
    there = set()
    for session_id, _checkout, amount in gateway().paid_since(since):
        there.add(session_id)
        if not _booked(session_id):
            _mend(session_id, amount, now)
    for payment in Payment.objects.filter(method=Payment.Method.CARD, recorded_at__gte=since):
        if payment.reference not in there:
            _tell(Difference.Kind.NOT_THERE, payment.reference, payment.amount, now)
    for checkout in CardCheckout.objects.filter(state="open", opened_at__lt=now - cards.FRESH).exclude(
        session_id=None
    ):
        _ask_again(checkout.session_id or "", now)
    _explain_mended(now)
    return Difference.objects.filter(explained_at=None).count()


def _booked(session_id: str) -> bool:
    return Payment.objects.filter(method=Payment.Method.CARD, reference=session_id).exists()


def _mend(session_id: str, amount: Decimal, now: datetime) -> None:
    _ask_again(session_id, now)
    if not _booked(session_id):
        _tell(Difference.Kind.NOT_HERE, session_id, amount, now)


def _ask_again(session_id: str, now: datetime) -> None:
    try:
        cards.converge(session_id=session_id, now=now)
    except (Refused, LookupError):
        return  # a refusal has been listed by whoever refused


def _tell(kind: Difference.Kind, reference: str, amount: Decimal, now: datetime) -> None:
    Difference.objects.get_or_create(
        kind=kind, reference=reference, defaults={"amount": amount, "found_at": now}
    )


def _explain_mended(now: datetime) -> None:
    for open_one in Difference.objects.filter(explained_at=None, kind=Difference.Kind.NOT_HERE):
        if _booked(open_one.reference):
            open_one.explained_at = now
            open_one.save(update_fields=["explained_at"])
