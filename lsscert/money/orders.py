"""Purchase orders: promises that let a candidate start, and never money (DOMAIN §2)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.files.models import StoredFile
from lsscert.money import hooks, services, using
from lsscert.money.models import ORDER_STATUS, PurchaseOrder, Share
from lsscert.refused import Refused
from lsscert.ui.wording import money

Status = PurchaseOrder.Status
REFERENCE_LENGTH = 80


@transaction.atomic
def receive_order(
    *,
    share: Share,
    number: str,
    amount: Decimal,
    by: Person | None,
    now: datetime,
    received_from: str = "",
    document: StoredFile | None = None,
) -> PurchaseOrder:
    """A purchase order came in. Refused: invoice_settled, share_withdrawn, order_known, order_short."""
    invoice = services.lock_invoice(share.invoice)
    services.require_payable(invoice)
    share = share.lock()
    if share.state == Share.Status.WITHDRAWN:
        raise Refused("share_withdrawn", _("This request has been taken back; nothing is asked any more."))
    if amount < share.left:
        raise Refused(
            "order_short",
            _("The purchase order is over %(amount)s, the part to pay is %(left)s.")
            % {"amount": money(amount), "left": money(share.left)},
            _("Ask for a purchase order over the whole part, or for a smaller part."),
        )
    try:
        with transaction.atomic():
            order = PurchaseOrder.objects.create(
                share=share,
                number=number,
                amount=amount,
                document=document,
                received_at=now,
                received_from=received_from,
            )
    except IntegrityError as problem:
        raise Refused(
            "order_known",
            _("There is a purchase order for this part already."),
            _("The office can cancel it, should it be wrong."),
        ) from problem
    hooks.ORDER_MOVED(order=order, by=by, now=now)
    return order


@transaction.atomic
def replace_order(*, order: PurchaseOrder, number: str, now: datetime, **facts: Any) -> PurchaseOrder:
    """Its organisation hands in another one while nobody has decided. Refused: order_decided, as for receiving."""
    services.lock_invoice(order.share.invoice)
    order = order.lock()
    if order.state != Status.RECEIVED:
        raise Refused("order_decided", _("The office has decided on this purchase order already."))
    why = str(_("replaced by %(number)s") % {"number": number})
    drop(order, why=why, by=None, now=now)
    return receive_order(share=order.share, number=number, by=None, now=now, **facts)


@transaction.atomic
def accept_order(*, order: PurchaseOrder, by: Person, now: datetime) -> PurchaseOrder:
    """It counts: the part is covered, and the invoice goes to the organisation's accounts office."""
    invoice = services.lock_invoice(order.share.invoice)
    order = order.lock()
    _move(order, Status.ACCEPTED, by, now)
    hooks.ORDER_MOVED(order=order, by=by, now=now)
    _move(order, Status.INVOICED, by, now)
    share = order.share
    share.reference = _both(share.reference, order.number)
    share.save(update_fields=["reference"])
    using.settle_up(invoice, by=by, now=now)
    return order.lock()


@transaction.atomic
def cancel_order(*, order: PurchaseOrder, why: str, by: Person, now: datetime) -> PurchaseOrder:
    """Not accepted, or taken back: it covers nothing any more."""
    invoice = services.lock_invoice(order.share.invoice)
    order = order.lock()
    drop(order, why=why, by=by, now=now)
    using.settle_up(invoice, by=by, now=now)
    return order


def drop(order: PurchaseOrder, *, why: str, by: Person | None, now: datetime) -> None:
    """It falls, together with what it was for. For an order whose invoice is locked."""
    ORDER_STATUS.require(order.state, Status.CANCELLED)
    order.state, order.cancelled_why = Status.CANCELLED, why[:300]
    order.decided_by, order.decided_at = by, now
    order.save(update_fields=["state", "cancelled_why", "decided_by", "decided_at"])
    hooks.ORDER_MOVED(order=order, by=by, now=now)


def _both(reference: str, number: str) -> str:
    """An accounts office finds its paper by its own reference and by the order; the order is the surer one."""
    if not reference or number in reference:
        return reference or number
    said = str(_("%(reference)s, order %(number)s") % {"reference": reference, "number": number})
    return said if len(said) <= REFERENCE_LENGTH else number


def _move(order: PurchaseOrder, to: PurchaseOrder.Status, by: Person, now: datetime) -> None:
    ORDER_STATUS.require(order.state, to)
    order.state, order.decided_by, order.decided_at = to, by, now
    order.save(update_fields=["state", "decided_by", "decided_at"])
