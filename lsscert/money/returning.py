"""Payments that turn out not to be: a cheque that bounces, a charge that is disputed, a slip of the pen."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import hooks, ledger, refunding, services, using
from lsscert.money.models import PAYMENT_STATUS, Account, Invoice, Payment, Refund
from lsscert.refused import Refused

Status = Payment.Status


@transaction.atomic
def bounce(*, payment: Payment, why: str, by: Person, now: datetime) -> Payment:
    """The bank sent a cheque or a transfer back: what it had paid is open again."""
    if payment.method not in (Payment.Method.CHEQUE, Payment.Method.TRANSFER):
        raise Refused("cannot_bounce", _("Only a cheque or a bank transfer can come back from the bank."))
    return _undo(payment, Status.RETURNED, payment.amount, why, by, now)


@transaction.atomic
def void(*, payment: Payment, why: str, by: Person, now: datetime) -> Payment:
    """It was entered by mistake. Not for what a card company reported, and not once any of it has been sent back."""
    if payment.method == Payment.Method.CARD:
        raise Refused(
            "card_cannot_be_void", _("The card company reported this payment."), _("Send it back instead.")
        )
    if payment.refunds.filter(state=Refund.Status.SENT).exists():
        raise Refused("refunded_already", _("Some of this payment has been sent back already."))
    if payment.method == Payment.Method.AWARD and refunding.still_owed(payment) != payment.amount:
        raise Refused(
            "award_settled", _("The money for this award has come already."), _("Send it back instead.")
        )
    return _undo(payment, Status.VOID, payment.amount, why, by, now)


def disputed(*, payment: Payment, amount: Decimal, key: str, why: str, now: datetime) -> Payment:
    """A card company has taken money back until it decides. For a payment whose invoices are locked."""
    return _undo(payment, Status.DISPUTED, amount, why, None, now, key=key)


def _undo(
    payment: Payment,
    state: Payment.Status,
    amount: Decimal,
    why: str,
    by: Person | None,
    now: datetime,
    key: str = "",
) -> Payment:
    invoices = services.lock_invoices(use.invoice for use in using.uses_by(payment))
    payment = payment.lock()
    PAYMENT_STATUS.require(payment.state, state)
    touched = _take_back(payment, amount, invoices, by, now, key or f"{state}:{payment.ref}")
    payment.state, payment.returned_on, payment.returned_why = state, programme_day(now), why
    payment.save(update_fields=["state", "returned_on", "returned_why"])
    for invoice in touched:
        using.settle_up(invoice, by=by, now=now)
    hooks.PAYMENT_TAKEN_BACK(payment=payment, invoices=touched, by=by, now=now)
    return payment


def _take_back(
    payment: Payment,
    amount: Decimal,
    invoices: dict[int, Invoice],
    by: Person | None,
    now: datetime,
    key: str,
) -> list[Invoice]:
    """Refunds that have not gone come back first; then what is free, then what it had paid, last use first.

    What had left already is a shortfall.
    """
    for refund in payment.refunds.filter(state__in=[Refund.Status.WAITING, Refund.Status.DUE]):
        refunding.put_back(refund, by=by, now=now)
    touched = _free_up(payment, amount, invoices, by, now)
    free = min(ledger.free(payment), amount)
    credit, source = ledger.credit_of(payment.owner), ledger.source_of(payment)
    if missing := amount - free:
        _move(payment, ledger.of_kind(Account.Kind.SHORTFALL), credit, missing, f"{key}:shortfall", by, now)
    _move(payment, credit, source, amount, key, by, now)
    return touched


def _free_up(
    payment: Payment, amount: Decimal, invoices: dict[int, Invoice], by: Person | None, now: datetime
) -> list[Invoice]:
    touched = []
    for use in reversed(using.uses_by(payment)):
        missing = amount - ledger.free(payment)
        if missing <= 0:
            break
        if use.invoice.pk not in invoices:
            raise Refused(
                "changed_meanwhile",
                _("Somebody used this payment just now."),
                _("Look at it again, then repeat."),
            )
        invoice = invoices[use.invoice.pk]
        part = min(use.amount, missing)
        using.release(payment=payment, invoice=invoice, amount=part, share=use.share, by=by, now=now)
        touched.append(invoice)
    return touched


def lost(*, payment: Payment, amount: Decimal) -> None:
    """The card company keeps it. What was not disputed stays the payer's as before. For a locked payment."""
    left = Status.RETURNED if amount == payment.amount else Status.RECEIVED
    PAYMENT_STATUS.require(payment.state, left)
    payment.state = left
    payment.save(update_fields=["state"])


def won(*, payment: Payment, amount: Decimal, key: str, now: datetime) -> Payment:
    """The card company gave it back: it is the payer's again, and pays what it had paid as far as that is open."""
    invoices = services.lock_invoices(using.touched_by(payment))
    payment = payment.lock()
    PAYMENT_STATUS.require(payment.state, Status.RECEIVED)
    credit = ledger.credit_of(payment.owner)
    _move(payment, ledger.source_of(payment), credit, amount, key, None, now)
    if lost := -ledger.stands_on(ledger.of_kind(Account.Kind.SHORTFALL), payment):
        back = ledger.of_kind(Account.Kind.SHORTFALL)
        _move(payment, credit, back, min(lost, amount), f"{key}:shortfall", None, now)
    payment.state, payment.returned_on, payment.returned_why = Status.RECEIVED, None, ""
    payment.save(update_fields=["state", "returned_on", "returned_why"])
    for invoice in invoices.values():
        part = min(ledger.free(payment), invoice.left)
        using.use(payment=payment, invoice=invoice, amount=part, by=None, now=now)
        using.settle_up(invoice, by=None, now=now)
    return payment


def _move(
    payment: Payment,
    source: Account,
    target: Account,
    amount: Decimal,
    key: str,
    by: Person | None,
    now: datetime,
) -> None:
    if amount > 0:
        ledger.transfer(
            source=source,
            target=target,
            amount=amount,
            payment=payment,
            reason="returned",
            key=key,
            by=by,
            now=now,
        )
