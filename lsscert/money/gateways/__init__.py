"""The card gateways this house knows: Stripe, and a sandbox for the demo that moves no money."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lsscert.money.gateways.protocol import (
    Gateway,
    GatewayAway,
    GatewayDispute,
    GatewayRefund,
    PaidSession,
    Said,
    Session,
)
from lsscert.money.gateways.sandbox import SandboxGateway
from lsscert.money.gateways.stripe import StripeGateway
from lsscert.refused import Refused

__all__ = [
    "Gateway",
    "GatewayAway",
    "GatewayDispute",
    "GatewayRefund",
    "PaidSession",
    "Said",
    "SandboxGateway",
    "Session",
    "StripeGateway",
    "gateway",
    "takes_cards",
]


def takes_cards() -> bool:
    return settings.CARD_GATEWAY in {"sandbox", "stripe"}


def gateway() -> Gateway:
    if settings.CARD_GATEWAY == "stripe":
        return StripeGateway()
    if settings.CARD_GATEWAY == "sandbox":
        return SandboxGateway()
    raise Refused("no_card_gateway", _("Cards are not taken here yet."), _("Please pay by cheque."))
