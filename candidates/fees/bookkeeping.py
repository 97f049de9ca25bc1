"""A month of the books, read for the accountant. Rows are never changed, so a closed month reads the same for good."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from candidates.fees.exporting import ACCOUNTS, Codes, IssuedRow, JournalLine, MovedRow, code_of, journal
from lsscert.clock import programme_day
from lsscert.dates import PROGRAMME_ZONE
from lsscert.money.models import OF_FUNDS, CreditNote, Invoice, Transfer
from lsscert.policy.overview import values_on

Month = tuple[date, date]
Table = tuple[list[Any], Iterator[list[Any]]]


def codes_on(day: date) -> Codes:
    """The accountant's codes of a month are those of its last day, which nobody can change afterwards."""
    values = values_on([f"books.account.{name}" for name in ACCOUNTS], day)
    return {name: code_of(values[f"books.account.{name}"]) for name in ACCOUNTS}


def lines_of(month: Month) -> list[JournalLine]:
    return journal([*_invoices(month), *_credit_notes(month)], _transfers(month), codes_on(month[1]))


def within(month: Month) -> tuple[datetime, datetime]:
    """From the first moment of a month, up to the first of the next."""
    starts, ends = month
    return (
        datetime.combine(starts, time(), PROGRAMME_ZONE),
        datetime.combine(ends + timedelta(days=1), time(), PROGRAMME_ZONE),
    )


def _invoices(month: Month) -> Iterator[IssuedRow]:
    first, beyond = within(month)
    rows = Invoice.objects.filter(issued_at__gte=first, issued_at__lt=beyond).order_by("pk")
    for number, total, at in rows.values_list("number", "total", "issued_at"):
        yield IssuedRow(programme_day(at), number, number, total)


def _credit_notes(month: Month) -> Iterator[IssuedRow]:
    first, beyond = within(month)
    rows = CreditNote.objects.filter(issued_at__gte=first, issued_at__lt=beyond).order_by("pk")
    for number, invoice, amount, at in rows.values_list("number", "invoice__number", "amount", "issued_at"):
        yield IssuedRow(programme_day(at), number, invoice, amount, credit=True)


def _transfers(month: Month) -> Iterator[MovedRow]:
    rows = (
        Transfer.objects.filter(booked_on__range=month)
        .exclude(source__kind__in=OF_FUNDS)
        .order_by("pk")
        .values(
            "pk",
            "booked_on",
            "source__kind",
            "target__kind",
            "amount",
            "reason",
            "source__invoice__number",
            "target__invoice__number",
            "payment__reference",
        )
    )
    for row in rows:
        yield MovedRow(
            day=row["booked_on"],
            id=row["pk"],
            source=row["source__kind"],
            target=row["target__kind"],
            amount=row["amount"],
            reason=row["reason"],
            invoice=row["source__invoice__number"] or row["target__invoice__number"] or "",
            payment=row["payment__reference"] or "",
        )


def journal_table(month: Month) -> Table:
    head = [
        _("Date"),
        _("Entry"),
        _("Account"),
        _("Account name"),
        _("Debit"),
        _("Credit"),
        _("Text"),
        _("Invoice / payment"),
    ]
    return head, (
        [
            line.day,
            line.entry,
            line.code,
            line.name,
            line.debit or None,
            line.credit or None,
            line.text,
            line.reference,
        ]
        for line in lines_of(month)
    )


def payments_table(month: Month) -> Table:
    """By the day they were booked on, once each."""
    head = [
        _("Booked on"),
        _("Received on"),
        _("Method"),
        _("Number"),
        _("Payer"),
        _("Amount"),
        _("State today"),
        _("Deposit"),
        _("Fund"),
    ]
    rows = Transfer.objects.filter(booked_on__range=month, reason="payment").order_by("booked_on", "pk")
    rows = rows.select_related("payment__payer", "payment__organisation", "payment__deposit")
    return head, (_payment_row(moved) for moved in rows)


def _payment_row(moved: Transfer) -> list[Any]:
    payment = moved.payment
    assert payment is not None  # a payment's first movement names it
    return [
        moved.booked_on,
        payment.received_on,
        payment.get_method_display(),
        payment.reference,
        payment.payer_name,
        payment.amount,
        payment.get_state_display(),
        payment.deposit.number if payment.deposit else "",
        payment.fund,
    ]


def invoices_table(month: Month) -> Table:
    head = [
        _("Invoice"),
        _("Issued"),
        _("For"),
        _("Billed to"),
        _("Purpose"),
        _("Total"),
        _("Credited"),
        _("Paid"),
        _("Left"),
        _("State today"),
    ]
    first, beyond = within(month)
    rows = Invoice.objects.filter(issued_at__gte=first, issued_at__lt=beyond).order_by("pk")
    rows = rows.select_related("person", "organisation", "account")
    return head, (_invoice_row(invoice) for invoice in rows)


def _invoice_row(invoice: Invoice) -> list[Any]:
    return [
        invoice.number,
        programme_day(invoice.issued_at),
        invoice.owner_name,
        invoice.bill_to,
        invoice.purpose,
        invoice.total,
        invoice.credited,
        invoice.paid,
        invoice.left,
        _("paid") if invoice.settled else invoice.get_state_display(),
    ]


TABLES = {"journal": journal_table, "payments": payments_table, "invoices": invoices_table}
