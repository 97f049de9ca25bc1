"""Stands in for a card company inside this site, labelled as such, and moves no money."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lsscert.money.gateways.protocol import GatewayDispute, GatewayRefund, PaidSession, Said, Session
from lsscert.money.models import CardCheckout, SandboxSession
from lsscert.refused import Refused

CHARGE = "sandbox_"


class SandboxGateway:
    live = False

    def create(
        self,
        *,
        amount: Decimal,
        description: str,
        email: str,
        success_url: str,
        cancel_url: str,
        checkout: str,
        idempotency_key: str,
    ) -> Session:
        session, _created = SandboxSession.objects.get_or_create(
            idempotency_key=idempotency_key,
            defaults={
                "amount": amount,
                "description": description,
                "success_url": success_url,
                "cancel_url": cancel_url,
                "checkout": checkout,
            },
        )
        without_account = CardCheckout.objects.filter(ref=checkout, by=None, share__isnull=False).exists()
        page = "sandbox_part_checkout" if without_account else "sandbox_checkout"
        return Session(session.ref, reverse(page, args=[session.ref]))

    def look(self, session_id: str) -> Said:
        session = _find(session_id)
        return Said(
            session_id=session.ref,
            state=state_of(session),
            paid=session.paid,
            amount=session.amount,
            currency="usd",
            live=False,
            checkout=session.checkout,
            charge=CHARGE + session.ref if session.paid else "",
            refunds=tuple(_refund(made) for made in session.refunds),
            disputes=tuple(
                GatewayDispute(it["id"], Decimal(it["amount"]), it["state"], it["reason"])
                for it in session.disputes
            ),
        )

    def expire(self, session_id: str) -> None:
        _find(session_id)
        SandboxSession.objects.filter(ref=session_id, paid=False).update(expired=True)

    @transaction.atomic
    def refund(self, *, charge: str, amount: Decimal, our_ref: str, idempotency_key: str) -> GatewayRefund:
        session = _find(charge.removeprefix(CHARGE)).lock()
        for made in session.refunds:
            if made["key"] == idempotency_key:
                return _refund(made)
        left = session.amount - sum(Decimal(made["amount"]) for made in session.refunds)
        if not session.paid or amount > left:
            raise Refused(
                "gateway_refuses_refund", _("The card company holds less than that of this payment.")
            )
        made = {
            "id": f"{CHARGE}refund_{session.ref}_{len(session.refunds) + 1}",
            "amount": str(amount),
            "state": "done",
            "our_ref": our_ref,
            "key": idempotency_key,
        }
        session.refunds.append(made)
        session.save(update_fields=["refunds"])
        return _refund(made)

    def paid_since(self, moment: datetime) -> Iterator[PaidSession]:
        sessions = SandboxSession.objects.filter(paid=True, opened_at__gte=moment).order_by("pk")
        for ref, checkout, amount in sessions.values_list("ref", "checkout", "amount"):
            yield PaidSession(ref, checkout, amount)

    def session_of_charge(self, charge: str) -> str | None:
        sessions = SandboxSession.objects.filter(ref=charge.removeprefix(CHARGE), paid=True)
        return sessions.values_list("ref", flat=True).first()


def pay(session: SandboxSession) -> bool:
    """The payer's button. False when the page had expired by then; twice is once."""
    return SandboxSession.objects.filter(pk=session.pk, expired=False).update(paid=True) == 1


def state_of(session: SandboxSession) -> str:
    if session.paid:
        return "complete"
    return "expired" if session.expired else "open"


def _find(session_id: str) -> SandboxSession:
    if found := SandboxSession.objects.filter(ref=session_id).first():
        return found
    raise LookupError(session_id)


def _refund(made: dict[str, Any]) -> GatewayRefund:
    return GatewayRefund(made["id"], Decimal(made["amount"]), made["state"], made["our_ref"])
