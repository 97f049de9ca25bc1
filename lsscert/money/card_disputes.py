"""Disputes: a card company takes money back until it decides whose it is."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from lsscert.money import returning
from lsscert.money.gateways import GatewayDispute
from lsscert.money.models import Payment, Transfer

Status = Payment.Status


def agree(payment: Payment, said: Iterable[GatewayDispute], now: datetime) -> bool:
    """Bring a card payment to where its disputes are, each step once. For a payment whose invoice is locked."""
    news = False
    for dispute in said:
        taken, given = f"dispute:{dispute.id}", f"dispute:{dispute.id}:won"
        if not Transfer.objects.filter(key=taken).exists():
            returning.disputed(
                payment=payment, amount=dispute.amount, key=taken, why=_reason(dispute), now=now
            )
            news = True
        payment.refresh_from_db()
        if dispute.state == "won" and not Transfer.objects.filter(key=given).exists():
            returning.won(payment=payment, amount=dispute.amount, key=given, now=now)
            news = True
        elif dispute.state == "lost" and payment.state == Status.DISPUTED:
            returning.lost(payment=payment, amount=dispute.amount)
            news = True
    return news


def _reason(dispute: GatewayDispute) -> str:
    return _("Disputed at the card company: %(reason)s") % {"reason": dispute.reason or _("no reason given")}
