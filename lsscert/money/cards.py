"""Paying by card: one open checkout per invoice, confirmed only by asking the gateway."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import services
from lsscert.money.gateways import gateway
from lsscert.money.models import CHECKOUT_STATUS, CardCheckout, Invoice, Payment
from lsscert.refused import Refused

Urls = Callable[[CardCheckout], str]


@transaction.atomic
def open_checkout(
    *, invoice: Invoice, success_url: Urls, cancel_url: Urls, by: Person, now: datetime
) -> CardCheckout:
    """The card page for what is left on an invoice; a second click gets the same one."""
    invoice = services.lock_invoice(invoice)
    services.require_payable(invoice)
    checkout = invoice.checkouts.filter(state=CardCheckout.Status.OPEN).first()
    if checkout and checkout.amount == invoice.left:
        return checkout
    if checkout:
        _close(checkout, CardCheckout.Status.CANCELLED)
    checkout = CardCheckout.objects.create(invoice=invoice, amount=invoice.left, by=by, opened_at=now)
    session = gateway().create(
        amount=checkout.amount,
        description=str(_("Invoice %(number)s") % {"number": invoice.number}),
        success_url=success_url(checkout),
        cancel_url=cancel_url(checkout),
        idempotency_key=checkout.ref,
    )
    checkout.session_id, checkout.url = session.id, session.url
    checkout.save(update_fields=["session_id", "url"])
    return checkout


@transaction.atomic
def confirm(*, checkout: CardCheckout, now: datetime) -> CardCheckout:
    """Ask the gateway and book what it says, once. The return page, and whoever else hears of it, calls this.

    What was paid on a checkout given up before is booked, too: what the invoice no longer needs becomes credit.
    """
    invoice = services.lock_invoice(checkout.invoice)
    checkout = CardCheckout.objects.select_for_update(of=("self",), no_key=True).get(pk=checkout.pk)
    if checkout.state == CardCheckout.Status.PAID:
        return checkout
    said = gateway().fetch(checkout.session_id or "")
    if not said.paid:
        return checkout
    if said.amount != checkout.amount:
        raise Refused("amount_differs", _("The card page reports another amount. The office has been told."))
    _close(checkout, CardCheckout.Status.PAID)
    payment = Payment.objects.create(
        method=Payment.Method.CARD,
        amount=checkout.amount,
        payer=checkout.by,
        reference=checkout.session_id or "",
        received_on=programme_day(now),
        recorded_by=None,
        recorded_at=now,
    )
    services.use_payment(payment=payment, invoice=invoice, by=checkout.by, now=now)
    return checkout


@transaction.atomic
def give_up(*, checkout: CardCheckout, now: datetime) -> CardCheckout:
    """The payer came back without paying. If the gateway was paid after all, that counts."""
    checkout = confirm(checkout=checkout, now=now)
    if checkout.state == CardCheckout.Status.OPEN:
        _close(checkout, CardCheckout.Status.CANCELLED)
    return checkout


def _close(checkout: CardCheckout, state: CardCheckout.Status) -> None:
    CHECKOUT_STATUS.require(checkout.state, state)
    checkout.state = state
    checkout.save(update_fields=["state"])
