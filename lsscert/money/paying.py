"""Payments that arrive: recorded once, used for the invoices they are meant for, the rest their payer's credit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.clock import programme_day
from lsscert.money import hooks, ledger, services, using
from lsscert.money.models import Invoice, Payment, Share
from lsscert.refused import Refused
from lsscert.ui.wording import money

Method = Payment.Method


@dataclass(frozen=True)
class For:
    """What a payment is meant for; `amount` None is as much as the invoice, or the share, still asks for."""

    invoice: Invoice
    amount: Decimal | None = None
    share: Share | None = None


@transaction.atomic
def record_payment(
    *,
    method: Payment.Method,
    amount: Decimal,
    payer: Person | Organisation,
    reference: str,
    received_on: date,
    uses: Sequence[For],
    by: Person | None,
    now: datetime,
    charge: str = "",
    fund: str = "",
    note: str = "",
    strict: bool = True,
) -> Payment:
    """Money came. It is used as said, and what is over is the payer's credit.

    `strict` refuses a use of an invoice that is paid or cancelled already, which is right for what somebody types; what
    a card company has taken is booked whatever became of the invoice meanwhile.
    Refused: received_in_future, cheque_known, transfer_known, beyond_payment, beyond_invoice, invoice_cancelled,
    invoice_settled.
    """
    invoices = services.lock_invoices(use.invoice for use in uses)
    if strict:
        _check(amount, received_on, uses, invoices, now)
    try:
        with transaction.atomic():
            payment = Payment.objects.create(
                method=method,
                amount=amount,
                payer=payer if isinstance(payer, Person) else None,
                organisation=payer if isinstance(payer, Organisation) else None,
                reference=reference,
                charge=charge,
                fund=fund,
                note=note,
                received_on=received_on,
                recorded_by=by,
                recorded_at=now,
            )
    except IntegrityError as problem:
        raise _known(method, reference) from problem
    ledger.transfer(
        source=ledger.source_of(payment),
        target=ledger.credit_of(payer),
        amount=amount,
        payment=payment,
        reason="payment",
        key=f"payment:{payment.ref}",
        by=by,
        now=now,
        counts_for=received_on,
    )
    _use(payment, uses, invoices, by, now)
    hooks.PAYMENT_RECORDED(payment=payment, invoices=list(invoices.values()), by=by, now=now)
    for invoice in invoices.values():
        using.settle_up(invoice, payment=payment, by=by, now=now)
    return payment


def _check(
    amount: Decimal, received_on: date, uses: Sequence[For], invoices: dict[int, Invoice], now: datetime
) -> None:
    if received_on > programme_day(now):
        raise Refused(
            "received_in_future", _("A payment cannot arrive in the future."), _("Check the day it came.")
        )
    for invoice in invoices.values():
        services.require_payable(invoice)
    if sum((use.amount or Decimal(0) for use in uses), Decimal(0)) > amount:
        raise Refused(
            "beyond_payment",
            _("More is used than came: the payment is %(amount)s.") % {"amount": money(amount)},
            _("Lower what it is used for; what is over stays as the payer's credit."),
        )
    for use in uses:
        require_room(invoices[use.invoice.pk], use.amount)


def require_room(invoice: Invoice, amount: Decimal | None) -> None:
    if amount is not None and amount > invoice.left:
        raise Refused(
            "beyond_invoice",
            _("Invoice %(number)s asks only for %(left)s more.")
            % {"number": invoice.number, "left": money(invoice.left)},
            _("Use that much of it; what is over stays as the payer's credit."),
        )


def _use(
    payment: Payment, uses: Sequence[For], invoices: dict[int, Invoice], by: Person | None, now: datetime
) -> None:
    rest = payment.amount
    for use in uses:
        invoice = invoices[use.invoice.pk]
        share = use.share or share_of(invoice, payment)
        wanted = invoice.left if use.amount is None else use.amount
        part = min(rest, wanted, invoice.left)
        using.use(
            payment=payment,
            invoice=invoice,
            amount=part,
            share=share,
            by=by,
            now=now,
            counts_for=payment.received_on,
        )
        rest -= part


def share_of(invoice: Invoice, payment: Payment) -> Share | None:
    """The part that an organisation was asked to pay, when it is the one that pays."""
    if payment.organisation is None:
        return None
    return (
        invoice.shares.filter(organisation=payment.organisation).exclude(state=Share.Status.WITHDRAWN).first()
    )


def _known(method: Payment.Method, reference: str) -> Refused:
    if method == Method.CHEQUE:
        return Refused(
            "cheque_known",
            _("Cheque %(number)s from this payer is already recorded.") % {"number": reference},
            _("Check the number; if it is the same cheque, nothing needs doing."),
        )
    return Refused(
        "payment_known",
        _("A payment with the reference %(reference)s is already recorded.") % {"reference": reference},
        _("Look it up under that reference; if it is the same, nothing needs doing."),
    )


def record_cheque(
    *,
    invoice: Invoice,
    amount: Decimal,
    number: str,
    received_on: date,
    by: Person,
    now: datetime,
    payer: Person | Organisation | None = None,
) -> Payment:
    """A cheque that came by post for one invoice, from whom it concerns unless somebody else is named."""
    return record_payment(
        method=Method.CHEQUE,
        amount=amount,
        payer=payer or invoice.owner,
        reference=number,
        received_on=received_on,
        uses=[For(invoice)],
        by=by,
        now=now,
    )


@transaction.atomic
def use_payment(
    *, payment: Payment, invoice: Invoice, amount: Decimal, by: Person | None, now: datetime
) -> None:
    """Use what is left of a payment for one more invoice. Refused: beyond_payment, beyond_invoice and as above."""
    invoice = services.lock_invoice(invoice)
    payment = payment.lock()
    services.require_payable(invoice)
    require_room(invoice, amount)
    if amount > ledger.free(payment):
        raise Refused(
            "beyond_payment",
            _("Only %(free)s of it is not used yet.") % {"free": money(ledger.free(payment))},
            _("Use that much, or less."),
        )
    using.use(
        payment=payment, invoice=invoice, amount=amount, share=share_of(invoice, payment), by=by, now=now
    )
    using.settle_up(invoice, by=by, now=now)


@transaction.atomic
def stop_using(*, payment: Payment, invoice: Invoice, by: Person, now: datetime) -> Decimal:
    """It was meant for something else: what an invoice holds of a payment goes back to the payer's credit."""
    invoice = services.lock_invoice(invoice)
    payment = payment.lock()
    freed = Decimal(0)
    for use in using.uses_of(invoice):
        if use.payment == payment:
            using.release(
                payment=payment, invoice=invoice, amount=use.amount, share=use.share, by=by, now=now
            )
            freed += use.amount
    using.settle_up(invoice, by=by, now=now)
    return freed


@transaction.atomic
def use_credit(
    *,
    invoice: Invoice,
    payer: Person | Organisation,
    by: Person | None,
    now: datetime,
    most: Decimal | None = None,
) -> Decimal:
    """Pay an invoice with credit that its payer has left over, the oldest first, `most` if said. Returns how much."""
    invoice = services.lock_invoice(invoice)
    services.require_payable(invoice)
    used, wanted = Decimal(0), invoice.left if most is None else most
    theirs = Payment.objects.standing().of_payer(payer)
    for payment in theirs.select_for_update(of=("self",), no_key=True).order_by("pk"):
        part = min(ledger.free(payment), wanted - used)
        using.use(
            payment=payment, invoice=invoice, amount=part, share=share_of(invoice, payment), by=by, now=now
        )
        used += part
        if used == wanted:
            break
    if not used:
        raise Refused("no_credit", _("There is no credit to use."), _("It may have been used already."))
    using.settle_up(invoice, by=by, now=now)
    return used
