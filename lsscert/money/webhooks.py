"""What a gateway sends us: kept once, then the checkout it speaks of is looked at afresh."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from lsscert.locks import met_another
from lsscert.money import cards
from lsscert.money.gateways import gateway
from lsscert.money.models.gateway_event import GatewayEvent
from lsscert.refused import Refused

OF_SESSIONS = {
    "checkout.session.completed",
    "checkout.session.expired",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
}
OF_CHARGES = {
    "charge.refunded",
    "charge.refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.closed",
}
PATIENCE = "8s"  # how long one delivery waits for another of the same event; a gateway waits longer


def receive(*, event: Mapping[str, Any], now: datetime) -> GatewayEvent:
    """The row of an event, made when it comes for the first time."""
    thing = event["data"]["object"]
    row = GatewayEvent(
        event_id=event["id"],
        type=event["type"][:100],
        live=event["livemode"],
        object_id=thing.get("id") or "",
        charge=thing.get("payment_intent") or "",
        checkout=str((thing.get("metadata") or {}).get("checkout", ""))[:100],
        received_at=now,
    )
    GatewayEvent.objects.bulk_create([row], ignore_conflicts=True)
    return GatewayEvent.objects.get(event_id=row.event_id)


class Busy(Exception):
    """Another delivery of the event, or something else about the same invoice, takes too long: send it again."""


def handle(*, event: GatewayEvent, now: datetime) -> GatewayEvent:
    """Act on an event once, however many deliveries of it come together. GatewayAway or Busy: send it again."""
    try:
        return _handle(event, now)
    except OperationalError as problem:
        if met_another(problem):
            raise Busy from problem
        raise


@transaction.atomic
def _handle(event: GatewayEvent, now: datetime) -> GatewayEvent:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
    event = event.lock()
    if event.handled_at:
        return event
    try:
        event.outcome = _outcome(event, now)[:60]
    except Refused as no:  # what was written for the office to see stays
        event.outcome, event.refused = no.code[:60], True
    event.handled_at = now
    event.save(update_fields=["outcome", "refused", "handled_at"])
    return event


def _outcome(event: GatewayEvent, now: datetime) -> str:
    session_id = _session_of(event)
    if session_id is None:
        return "ignored"
    try:
        return cards.converge(session_id=session_id, now=now) if session_id else "not_ours"
    except LookupError:
        return "not_ours"


def _session_of(event: GatewayEvent) -> str | None:
    """None for a type that says nothing to us; "" when no session belongs to it."""
    if event.type in OF_SESSIONS:
        return event.object_id
    if event.type in OF_CHARGES:
        return (gateway().session_of_charge(event.charge) if event.charge else None) or ""
    return None
