"""Refunds to cards: sent through the gateway, and noted however they came about."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from lsscert.money import ledger, refunding, using
from lsscert.money.gateways import GatewayRefund, gateway
from lsscert.money.models import Invoice, Payment, Refund
from lsscert.refused import Refused


def send(*, refund_id: int, now: datetime) -> None:
    """Ask the gateway with the refund's ref as the key: however often, it is one refund. GatewayAway: try later.

    A gateway forgets its keys after a day, so it is looked first whether this one was made already.
    """
    refund = Refund.objects.select_related("payment").filter(pk=refund_id).first()
    if refund is None or refund.state != Refund.Status.DUE or refund.way != Refund.Way.CARD:
        return
    known = gateway().look(refund.payment.reference).refunds
    made = next((each for each in known if each.our_ref == refund.ref), None)
    try:
        answer = made or gateway().refund(
            charge=refund.payment.charge,
            amount=refund.amount,
            our_ref=refund.ref,
            idempotency_key=f"refund-{refund.ref}",
        )
    except Refused as no:
        refunding.goes_by_post(refund=refund, problem=str(no.sentence), now=now)
        return
    _note(refund, answer, now)


def agree(payment: Payment, said: Iterable[GatewayRefund], now: datetime) -> bool:
    """Note every refund the gateway knows; also those made there by hand. For a payment whose invoice is locked."""
    news = False
    for each in said:
        known = Refund.objects.filter(payment=payment, ref=each.our_ref).first() if each.our_ref else None
        known = known or Refund.objects.filter(gateway_id=each.id).first()
        if known is None and each.state != "failed":
            known = _made_elsewhere(payment, each, now)
            news = True
        if known:
            news |= _note(known, each, now)
    return news


def _note(refund: Refund, said: GatewayRefund, now: datetime) -> bool:
    if said.state == "failed":
        if refund.way != Refund.Way.CARD or refund.state not in (Refund.Status.DUE, Refund.Status.SENT):
            return False
        instead = refunding.goes_by_post if refund.state == Refund.Status.DUE else refunding.came_back
        instead(refund=refund, problem=_("The card did not take it. It goes by post instead."), now=now)
        return True
    if refund.state == Refund.Status.SENT:
        return False
    refunding.booked_by_gateway(refund=refund, gateway_id=said.id, now=now)
    return True


def _made_elsewhere(payment: Payment, said: GatewayRefund, now: datetime) -> Refund:
    """Somebody sent it back at the card company itself: what the invoice held of it is open again."""
    payment = payment.lock()
    _free_up(payment, said.amount, now)
    return refunding.made_elsewhere(payment=payment, amount=said.amount, gateway_id=said.id, now=now)


def _free_up(payment: Payment, amount: Decimal, now: datetime) -> None:
    for use in reversed(using.uses_by(payment)):
        missing = amount - ledger.free(payment)
        if missing <= 0:
            return
        invoice: Invoice = use.invoice
        using.release(
            payment=payment,
            invoice=invoice,
            amount=min(use.amount, missing),
            share=use.share,
            by=None,
            now=now,
        )
        using.settle_up(invoice, by=None, now=now)
