"""Invoices and payments: what is done with money. What is owed and why stands in candidates.fees."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import hooks, ledger
from lsscert.money.models import (
    INVOICE_STATUS,
    Account,
    Invoice,
    InvoiceLine,
    NumberCounter,
    Payment,
    Transfer,
)
from lsscert.refused import Refused


class Line(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def description(self) -> Any: ...
    @property
    def amount(self) -> Decimal: ...


def next_number(series: str, year: int) -> int:
    """The next number of a series in a year. The row stays locked until the transaction ends: no gaps, no doubles."""
    counter, _created = NumberCounter.objects.select_for_update().get_or_create(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


@transaction.atomic
def issue_invoice(
    *, person: Person, purpose: str, lines: Iterable[Line], now: datetime, by: Person
) -> Invoice:
    """Fix the lines as they are today and give the invoice its number (2026-0147)."""
    lines = list(lines)
    year = programme_day(now).year
    invoice = Invoice.objects.create(
        number=f"{year}-{next_number('invoice', year):04d}",
        purpose=purpose,
        person=person,
        bill_to=person.name,
        issued_at=now,
        total=sum((line.amount for line in lines), Decimal(0)),
    )
    InvoiceLine.objects.bulk_create(
        InvoiceLine(invoice=invoice, code=line.code, description=str(line.description), amount=line.amount)
        for line in lines
    )
    Account.objects.create(kind=Account.Kind.INVOICE, invoice=invoice, ceiling=invoice.total)
    return invoice


def lock_invoice(invoice: Invoice) -> Invoice:
    """The invoice, fresh and locked, after whatever must be locked before it.

    Its account is read once the lock is held: joined in, it would be as old as the moment the waiting began.
    """
    hooks.BEFORE_INVOICE_LOCK(invoice=invoice)
    return invoice.lock()


@transaction.atomic
def record_cheque(
    *, invoice: Invoice, amount: Decimal, number: str, received_on: date, by: Person, now: datetime
) -> Payment:
    """A cheque that came by post, used for this invoice; what is over stays as the payer's credit."""
    invoice = lock_invoice(invoice)
    require_payable(invoice)
    if received_on > programme_day(now):
        raise Refused(
            "received_in_future", _("A cheque cannot arrive in the future."), _("Check the day it came.")
        )
    try:
        with transaction.atomic():
            payment = Payment.objects.create(
                method=Payment.Method.CHEQUE,
                amount=amount,
                payer=invoice.person,
                reference=number,
                received_on=received_on,
                recorded_by=by,
                recorded_at=now,
            )
    except IntegrityError as problem:
        raise Refused(
            "cheque_known",
            _("Cheque %(number)s from this payer is already recorded.") % {"number": number},
            _("Check the number; if it is the same cheque, nothing needs doing."),
        ) from problem
    return use_payment(payment=payment, invoice=invoice, by=by, now=now)


def use_payment(*, payment: Payment, invoice: Invoice, by: Person | None, now: datetime) -> Payment:
    """Book an arrived payment to its payer's credit and from there to a locked invoice, up to what is left on it."""
    credit = ledger.credit_of(payment.payer)
    ledger.transfer(
        source=ledger.outside(),
        target=credit,
        amount=payment.amount,
        reason="payment",
        key=f"payment:{payment.ref}",
        by=by,
        now=now,
    )
    used = min(payment.amount, invoice.left)
    if used > 0:
        ledger.transfer(
            source=credit,
            target=invoice.account,
            amount=used,
            reason="invoice",
            key=f"payment:{payment.ref}:invoice:{invoice.ref}",
            by=by,
            now=now,
        )
        invoice.account.refresh_from_db()
        if invoice.settled:
            hooks.INVOICE_SETTLED(invoice=invoice, by=by, now=now)
    return payment


@transaction.atomic
def cancel_invoice(*, invoice: Invoice, why: str, by: Person | None, now: datetime) -> Decimal:
    """Nothing is owed any more; each dollar paid on it goes back to the credit it came from. Returns how much."""
    invoice = lock_invoice(invoice)
    INVOICE_STATUS.require(invoice.state, Invoice.Status.CANCELLED)
    back = Decimal(0)
    for share in invoice.account.incoming.values("source").annotate(paid=Sum("amount")).order_by("source"):
        ledger.transfer(
            source=invoice.account,
            target=Account.objects.get(pk=share["source"]),
            amount=share["paid"],
            reason="invoice_cancelled",
            key=f"cancel:{invoice.ref}:{share['source']}",
            by=by,
            now=now,
        )
        back += share["paid"]
    invoice.state, invoice.cancelled_why = Invoice.Status.CANCELLED, why
    invoice.save(update_fields=["state", "cancelled_why"])
    return back


@transaction.atomic
def pay_back_credit(*, person: Person, reference: str, by: Person, now: datetime) -> Decimal:
    """The office has sent a person's whole credit back to them; `reference` is the cheque or transfer it went by."""
    credit = ledger.locked(ledger.outside(), ledger.credit_of(person))[1]
    if credit.balance == 0:
        raise Refused("no_credit", _("There is no credit to send back."), _("It may have been sent already."))
    key = f"refund:{person.ref}:{reference}"
    if Transfer.objects.filter(key=key).exists():
        raise Refused(
            "refund_known",
            _("Something was sent back to this person by %(reference)s before.") % {"reference": reference},
            _("Check the number of the cheque or transfer."),
        )
    amount = credit.balance
    ledger.transfer(
        source=credit, target=ledger.outside(), amount=amount, reason="refund", key=key, by=by, now=now
    )
    return amount


def require_payable(invoice: Invoice) -> None:
    if invoice.state == Invoice.Status.CANCELLED:
        raise Refused("invoice_cancelled", _("This invoice is cancelled; nothing is owed on it."))
    if invoice.settled:
        raise Refused("invoice_settled", _("This invoice is already paid in full."))
