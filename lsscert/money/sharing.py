"""Asking an organisation to pay a part of an invoice."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.money import orders, services, using
from lsscert.money.models import SHARE_STATUS, Invoice, PurchaseOrder, Share
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.wording import money

Kind = Organisation.Kind


def payer_named(name: str) -> Organisation:
    """The organisation of that name that pays for candidates, known from before or new."""
    name = tidy_line(name)[:200]
    known = Organisation.objects.filter(kind=Kind.SPONSOR, name__iexact=name).first()
    return known or Organisation.objects.get_or_create(kind=Kind.SPONSOR, name=name)[0]


def promised_by_others(invoice: Invoice) -> Decimal:
    """What organisations have been asked for and have not paid yet, as far as the invoice still needs it."""
    shares = invoice.shares.exclude(state=Share.Status.WITHDRAWN).prefetch_related("transfers")
    return min(sum((share.left for share in shares), Decimal(0)), invoice.left)


def own_part(invoice: Invoice) -> Decimal:
    """What is left for whom the invoice concerns, beside the parts that others were asked for."""
    return invoice.left - promised_by_others(invoice)


@transaction.atomic
def ask_for_share(
    *,
    invoice: Invoice,
    organisation: Organisation,
    amount: Decimal,
    by: Person | None,
    now: datetime,
    **contact: str,
) -> Share:
    """`contact` holds contact, email, address, reference. Refused: beyond_own_part, share_known and as for paying."""
    invoice = services.lock_invoice(invoice)
    services.require_payable(invoice)
    if amount > own_part(invoice):
        raise Refused(
            "beyond_own_part",
            _("Only %(left)s of this invoice is not paid or asked of somebody yet.")
            % {"left": money(own_part(invoice))},
            _("Ask for that much, or take an earlier request back."),
        )
    if invoice.shares.filter(organisation=organisation).exclude(state=Share.Status.WITHDRAWN).exists():
        raise Refused(
            "share_known",
            _("%(name)s has been asked for a part of this invoice already.") % {"name": organisation},
            _("Take that request back first, then ask for the new amount."),
        )
    return Share.objects.create(
        invoice=invoice, organisation=organisation, amount=amount, asked_at=now, asked_by=by, **contact
    )


@transaction.atomic
def withdraw_share(*, share: Share, by: Person | None, now: datetime) -> Share:
    """They are no longer asked; a purchase order for it falls with it. What they paid stays on the invoice."""
    invoice = services.lock_invoice(share.invoice)
    share = share.lock()
    SHARE_STATUS.require(share.state, Share.Status.WITHDRAWN)
    share.state = Share.Status.WITHDRAWN
    share.save(update_fields=["state"])
    order = share.orders.exclude(state=PurchaseOrder.Status.CANCELLED).first()
    if order:
        orders.drop(order, why=str(_("no longer asked")), by=by, now=now)
    using.settle_up(invoice, by=by, now=now)
    return share


@transaction.atomic
def lower_share(*, share: Share, off: Decimal, by: Person | None, now: datetime) -> Share:
    """They are asked for less, because the invoice is about to ask for less; something must be left to ask for."""
    services.lock_invoice(share.invoice)
    share = share.lock()
    share.amount -= off
    share.save(update_fields=["amount"])
    return share
