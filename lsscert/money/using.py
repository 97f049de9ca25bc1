"""What a payment is used for. Everything here expects the invoice and the payment to be locked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.money import hooks, ledger
from lsscert.money.models import (
    ORDER_STATUS,
    SHARE_STATUS,
    Invoice,
    Payment,
    PurchaseOrder,
    Share,
    Transfer,
)

PROMISING = (PurchaseOrder.Status.ACCEPTED, PurchaseOrder.Status.INVOICED)


@dataclass(frozen=True)
class Use:
    """Dollars of a payment that an invoice holds; `share` when they pay an organisation's part."""

    payment: Payment
    invoice: Invoice
    share: Share | None
    amount: Decimal


def uses_of(invoice: Invoice) -> list[Use]:
    """Who has paid an invoice, in the order in which the money came."""
    account = invoice.account.pk
    moved = Transfer.objects.filter(source=account) | Transfer.objects.filter(target=account)
    return _summed(moved, {account: invoice})


def uses_by(payment: Payment) -> list[Use]:
    """Which invoices hold a payment's dollars, in the order in which they were used."""
    moved = payment.transfers.filter(source__kind="invoice") | payment.transfers.filter(
        target__kind="invoice"
    )
    invoices = {invoice.account.pk: invoice for invoice in touched_by(payment)}
    return _summed(moved, invoices)


def touched_by(payment: Payment) -> list[Invoice]:
    """Every invoice that ever held dollars of it."""
    return list(Invoice.objects.filter(account__incoming__payment=payment).distinct())


def _summed(moved: QuerySet[Transfer], invoices: dict[int, Invoice]) -> list[Use]:
    sums: dict[tuple[Payment, int, Share | None], Decimal] = defaultdict(Decimal)
    for each in moved.select_related("payment__payer", "payment__organisation", "share").order_by("id"):
        assert each.payment is not None  # every movement of this version names it
        if each.target_id in invoices:
            sums[each.payment, each.target_id, each.share] += each.amount
        else:
            sums[each.payment, each.source_id, each.share] -= each.amount
    return [
        Use(payment, invoices[account], share, amount)
        for (payment, account, share), amount in sums.items()
        if amount
    ]


def use(
    *,
    payment: Payment,
    invoice: Invoice,
    amount: Decimal,
    by: Person | None,
    now: datetime,
    share: Share | None = None,
    counts_for: date | None = None,
) -> None:
    """Pay an invoice with free dollars of a payment. `counts_for` is the day it belongs to, today unless said."""
    _move(payment, invoice, amount, share, by, now, back=False, counts_for=counts_for)


def release(
    *,
    payment: Payment,
    invoice: Invoice,
    amount: Decimal,
    by: Person | None,
    now: datetime,
    share: Share | None = None,
) -> None:
    """The other way: from an invoice back to the payer's credit."""
    _move(payment, invoice, amount, share, by, now, back=True)


def _move(
    payment: Payment,
    invoice: Invoice,
    amount: Decimal,
    share: Share | None,
    by: Person | None,
    now: datetime,
    *,
    back: bool,
    counts_for: date | None = None,
) -> None:
    if not amount:
        return
    credit = ledger.credit_of(payment.owner)
    source, target = (invoice.account, credit) if back else (credit, invoice.account)
    reason = "release" if back else "use"
    count = payment.transfers.count()  # grows with every move, so each has a key of its own
    ledger.transfer(
        source=source,
        target=target,
        amount=amount,
        payment=payment,
        share=share,
        reason=reason,
        key=f"{reason}:{payment.ref}:{invoice.ref}:{count}",
        by=by,
        now=now,
        counts_for=counts_for,
    )
    invoice.account.refresh_from_db()


def promised(invoice: Invoice) -> Decimal:
    """What purchase orders that were accepted will still bring."""
    orders = PurchaseOrder.objects.filter(share__invoice=invoice, state__in=PROMISING).select_related("share")
    return sum((min(order.amount, order.share.left) for order in orders), Decimal(0))


def covered(invoice: Invoice) -> bool:
    """Paid in full, or as good as: the rest is promised (DOMAIN §1: then the candidate may start)."""
    if invoice.state == Invoice.Status.CANCELLED:
        return False
    return invoice.paid + promised(invoice) >= invoice.due


def settle_up(invoice: Invoice, *, by: Person | None, now: datetime, payment: Payment | None = None) -> None:
    """After any change to a locked invoice: its shares and orders say what is true, and whoever listens is told.

    `payment` is the one that changed it, when one arrived.
    """
    for share in invoice.shares.exclude(state=Share.Status.WITHDRAWN):
        if _settle_share(share):
            hooks.SHARE_PAID(share=share, by=by, now=now)
    if covered(invoice):
        hooks.INVOICE_COVERED(invoice=invoice, payment=payment, by=by, now=now)
    elif invoice.state == Invoice.Status.ISSUED:
        hooks.INVOICE_UNCOVERED(invoice=invoice, by=by, now=now)


def _settle_share(share: Share) -> bool:
    """Whether it has become paid by this."""
    paid, was = share.paid >= share.amount, share.state
    wanted = Share.Status.PAID if paid else Share.Status.ASKED
    if share.state != wanted:
        SHARE_STATUS.require(share.state, wanted)
        share.state = wanted
        share.save(update_fields=["state"])
    for order in share.orders.exclude(state=PurchaseOrder.Status.CANCELLED):
        _settle_order(order, paid)
    return paid and was != Share.Status.PAID


def _close_order(order: PurchaseOrder) -> None:
    """Paid in another way before anybody looked at it: it promises nothing any more."""
    ORDER_STATUS.require(order.state, PurchaseOrder.Status.CANCELLED)
    order.state, order.cancelled_why = PurchaseOrder.Status.CANCELLED, str(_("It was paid in another way."))
    order.save(update_fields=["state", "cancelled_why"])


def _settle_order(order: PurchaseOrder, paid: bool) -> None:
    was_paid = order.state == PurchaseOrder.Status.PAID
    if paid and order.state == PurchaseOrder.Status.RECEIVED:
        _close_order(order)
        return
    if paid and order.state in PROMISING:
        wanted = PurchaseOrder.Status.PAID
    elif was_paid and not paid:
        wanted = PurchaseOrder.Status.INVOICED
    else:
        return
    ORDER_STATUS.require(order.state, wanted)
    order.state = wanted
    order.save(update_fields=["state"])
