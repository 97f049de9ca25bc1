"""The card gateways this house knows. Only the demo has one so far; production says that cards are not taken yet."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lsscert.money.models import SandboxSession
from lsscert.refused import Refused


@dataclass(frozen=True)
class Session:
    """`id` is the gateway's own; `url` is where the payer goes."""

    id: str
    url: str


@dataclass(frozen=True)
class Said:
    paid: bool
    amount: Decimal


class Gateway(Protocol):
    def create(
        self, *, amount: Decimal, description: str, success_url: str, cancel_url: str, idempotency_key: str
    ) -> Session: ...

    def fetch(self, session_id: str) -> Said: ...


class SandboxGateway:
    """Stands in for a card company inside this site, labelled as such, and moves no real money."""

    def create(
        self, *, amount: Decimal, description: str, success_url: str, cancel_url: str, idempotency_key: str
    ) -> Session:
        session, _created = SandboxSession.objects.get_or_create(
            idempotency_key=idempotency_key,
            defaults={
                "amount": amount,
                "description": description,
                "success_url": success_url,
                "cancel_url": cancel_url,
            },
        )
        return Session(session.ref, reverse("sandbox_checkout", args=[session.ref]))

    def fetch(self, session_id: str) -> Said:
        session = SandboxSession.objects.get(ref=session_id)
        return Said(session.paid, session.amount)


def takes_cards() -> bool:
    return settings.CARD_GATEWAY == "sandbox"


def gateway() -> Gateway:
    if not takes_cards():
        raise Refused("no_card_gateway", _("Cards are not taken here yet."), _("Please pay by cheque."))
    return SandboxGateway()
