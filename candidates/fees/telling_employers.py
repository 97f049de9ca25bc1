"""What an organisation that pays a part hears, at the address it gave: invoice, receipt, and that nothing is asked."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from candidates.fees.employer import LINK_DAYS, LINK_KIND, keep_open, tell_no_longer_asked
from lsscert.accounts import links
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.money import sharing, using
from lsscert.money.models import Invoice, Payment, PurchaseOrder, Share
from lsscert.policy import services as policy


def order_moved(*, order: PurchaseOrder, by: Person | None, now: datetime) -> None:
    """Once an order is accepted the invoice goes to the accounts office; without an e-mail the desk prints it."""
    share = order.share
    keep_open(share, now=now)
    if order.state == PurchaseOrder.Status.ACCEPTED and share.email:
        letters.write_to_address(
            kind="share_invoice",
            occasion=order.ref,
            address=share.email,
            attach=[("share_invoice", share.ref)],
            share=share,
            invoice=share.invoice,
            order=order,
            payee=policy.at("office.cheque_payee", programme_day(now)),
        )
    if share.invoice.person and share.email:
        _tell_of_order(order, by=by, now=now)


def _tell_of_order(order: PurchaseOrder, *, by: Person | None, now: datetime) -> None:
    """What an organisation replaces itself, or is no longer asked for, it knows from elsewhere."""
    share = order.share
    if order.state == PurchaseOrder.Status.RECEIVED:
        letters.write_to_address(
            kind="share_order_received",
            occasion=order.ref,
            address=share.email,
            share=share,
            invoice=share.invoice,
            order=order,
        )
    refused = order.state == PurchaseOrder.Status.CANCELLED and by is not None
    if refused and share.state == Share.Status.ASKED and share.invoice.state == Invoice.Status.ISSUED:
        _, url = links.make(
            kind=LINK_KIND, subject=share.ref, address=share.email, days=LINK_DAYS, now=now, by=by
        )
        letters.write_to_address(
            kind="share_order_refused",
            occasion=order.ref,
            address=share.email,
            secret=True,
            share=share,
            invoice=share.invoice,
            order=order,
            link=url,
            days=LINK_DAYS,
        )


def share_paid(*, share: Share, by: Person | None, now: datetime) -> None:
    """However it was paid, also with credit that the organisation had."""
    for payment in {use.payment for use in using.uses_of(share.invoice) if use.share == share}:
        _send_receipt(share, payment, now)


def payment_recorded(
    *, payment: Payment, invoices: Sequence[Invoice], by: Person | None, now: datetime
) -> None:
    """A part of a part, too."""
    for invoice in invoices:
        for use in using.uses_of(invoice):
            if use.payment == payment and use.share:
                _send_receipt(use.share, payment, now)


def payment_taken_back(
    *, payment: Payment, invoices: Sequence[Invoice], by: Person | None, now: datetime
) -> None:
    """Whoever has a receipt for it hears that it does not hold; one that has not gone never goes."""
    for share in Share.objects.filter(transfers__payment=payment, invoice__in=invoices).distinct():
        unsent = letters.withdraw(kind="share_receipt", occasion=f"{payment.ref}:{share.ref}")
        if share.email and not unsent and share.state == Share.Status.ASKED:
            letters.write_to_address(
                kind="share_payment_back",
                occasion=f"{payment.ref}:{share.ref}",
                address=share.email,
                share=share,
                invoice=share.invoice,
                payment=payment,
                mistake=payment.state == Payment.Status.VOID,
            )


def _send_receipt(share: Share, payment: Payment, now: datetime) -> None:
    keep_open(share, now=now)
    if share.email:
        used = paid_by(payment, share)
        letters.write_to_address(
            kind="share_receipt",
            occasion=f"{payment.ref}:{share.ref}",
            address=share.email,
            attach=[("share_receipt", f"{share.ref}:{payment.ref}")],
            share=share,
            invoice=share.invoice,
            payment=payment,
            used=used,
        )


def paid_by(payment: Payment, share: Share) -> Decimal:
    uses = using.uses_of(share.invoice)
    return sum((use.amount for use in uses if use.payment == payment and use.share == share), Decimal(0))


def fee_closed(invoice: Invoice, *, by: Person | None, now: datetime) -> None:
    """The invoice came to nothing, so nobody is asked for a part of it any more."""
    for share in invoice.shares.exclude(state=Share.Status.WITHDRAWN):
        invoiced = share.orders.filter(
            state__in=[PurchaseOrder.Status.INVOICED, PurchaseOrder.Status.PAID]
        ).exists()
        had_paid = share.transfers.exists()
        share = sharing.withdraw_share(share=share, by=by, now=now)
        if share.email and (invoiced or had_paid):
            note = invoice.credit_notes.latest("pk")
            letters.write_to_address(
                kind="share_credited",
                occasion=share.ref,
                address=share.email,
                attach=[("share_credit_note", f"{share.ref}:{note.ref}")],
                share=share,
                invoice=invoice,
                had_paid=had_paid,
            )
        else:
            tell_no_longer_asked(share)
