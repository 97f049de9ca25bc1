"""Invoices: issued with a number, lowered by credit notes. Who pays them and how is in the files beside this one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.clock import programme_day
from lsscert.money import hooks, using
from lsscert.money.models import Account, CreditNote, Invoice, InvoiceLine, NumberCounter, Payment
from lsscert.money.splitting import proportional
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
    *,
    purpose: str,
    lines: Iterable[Line],
    now: datetime,
    by: Person,
    person: Person | None = None,
    organisation: Organisation | None = None,
    **bill: str,
) -> Invoice:
    """Fix the lines as they are today and give the invoice its number (2026-0147).

    It concerns a person or an organisation; `bill_to`, `bill_address`, `bill_email` and `bill_reference` say to whose
    accounts it goes, to the one it concerns unless said.
    """
    lines = list(lines)
    year = programme_day(now).year
    invoice = Invoice.objects.create(
        number=f"{year}-{next_number('invoice', year):04d}",
        purpose=purpose,
        person=person,
        organisation=organisation,
        issued_at=now,
        total=sum((line.amount for line in lines), Decimal(0)),
        **({"bill_to": str(person or organisation)} | bill),
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


def lock_invoices(invoices: Iterable[Invoice]) -> dict[int, Invoice]:
    """Several, by key, always locked in the same order so that two acts never wait in a circle."""
    return {each.pk: lock_invoice(each) for each in sorted(set(invoices), key=lambda one: one.pk)}


@transaction.atomic
def change_bill_to(*, invoice: Invoice, by: Person, now: datetime, **bill: str) -> Invoice:
    """Make the paper out to other accounts: what it asks for and whom it concerns stay as they are."""
    invoice = lock_invoice(invoice)
    require_open(invoice)
    for name in ("bill_to", "bill_address", "bill_email", "bill_reference"):
        setattr(invoice, name, bill.get(name, getattr(invoice, name)))
    invoice.save(update_fields=["bill_to", "bill_address", "bill_email", "bill_reference"])
    return invoice


Released = Sequence[tuple[Payment, Decimal]]


@transaction.atomic
def credit_invoice(
    *, invoice: Invoice, amount: Decimal, why: str, by: Person | None, now: datetime
) -> Released:
    """Ask for less, by a credit note. What was paid beyond the rest goes back to the credit of who paid it.

    Returns which payment's dollars became free, and how many. They come off all payers alike, each in proportion to
    what theirs had paid (`splitting.proportional`).
    """
    invoice = lock_invoice(invoice)
    require_open(invoice)
    if not 0 < amount <= invoice.due:
        raise Refused(
            "credit_beyond_invoice",
            _("A credit note takes off more than nothing and at most what the invoice asks for."),
        )
    parts = would_release(invoice, amount)
    for use, part in parts:
        using.release(payment=use.payment, invoice=invoice, amount=part, share=use.share, by=by, now=now)
    _note_credit(invoice, amount, why, by, now)
    using.settle_up(invoice, by=by, now=now)
    return [(use.payment, part) for use, part in parts]


def would_release(invoice: Invoice, amount: Decimal) -> list[tuple[using.Use, Decimal]]:
    """What a credit note over that much sets free, and of whose money."""
    over = max(invoice.paid - (invoice.due - amount), Decimal(0))
    if not over:
        return []
    uses = using.uses_of(invoice)
    parts = proportional(over, [use.amount for use in uses])
    return [(use, part) for use, part in zip(uses, parts, strict=True) if part]


def cancel_invoice(*, invoice: Invoice, why: str, by: Person | None, now: datetime) -> Released:
    """Nothing is owed any more: a credit note over all that is still asked for."""
    return credit_invoice(
        invoice=invoice, amount=Invoice.objects.get(pk=invoice.pk).due, why=why, by=by, now=now
    )


def _note_credit(invoice: Invoice, amount: Decimal, why: str, by: Person | None, now: datetime) -> None:
    year = programme_day(now).year
    CreditNote.objects.create(
        number=f"CN-{year}-{next_number('credit_note', year):04d}",
        invoice=invoice,
        amount=amount,
        why=why,
        issued_at=now,
        by=by,
    )
    invoice.credited += amount
    if invoice.due == 0:
        invoice.state, invoice.cancelled_why = Invoice.Status.CANCELLED, why
    invoice.save(update_fields=["credited", "state", "cancelled_why"])
    Account.objects.filter(invoice=invoice).update(ceiling=invoice.due)


def require_open(invoice: Invoice) -> None:
    if invoice.state == Invoice.Status.CANCELLED:
        raise Refused("invoice_cancelled", _("This invoice is cancelled; nothing is owed on it."))


def require_payable(invoice: Invoice) -> None:
    require_open(invoice)
    if invoice.settled:
        raise Refused("invoice_settled", _("This invoice is already paid in full."))
