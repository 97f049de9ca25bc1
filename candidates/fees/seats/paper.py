"""The invoice of seats as a PDF, as an accounts office wants it."""

from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.fees.seats.telling import INVOICE_PAPER
from lsscert.clock import programme_day
from lsscert.letters.attachments import Attachable
from lsscert.money.models import Invoice
from lsscert.money.using import uses_of
from lsscert.paper import bills
from lsscert.paper.sheet import Line, Paper, Party, as_pdf
from lsscert.policy import services as policy
from lsscert.ui.wording import day as in_words


def file_name(invoice: Invoice) -> str:
    return f"invoice-{invoice.number}.pdf"


def invoice_pdf(invoice: Invoice) -> bytes:
    return as_pdf(invoice_paper(invoice))


def invoice_paper(invoice: Invoice) -> Paper:
    issued = programme_day(invoice.issued_at)
    void = invoice.state == Invoice.Status.CANCELLED
    return bills.invoice(
        number=invoice.number,
        day=issued,
        sender=_sender(issued),
        to=Party(invoice.bill_to, _lines(invoice.bill_address)),
        lines=[Line(line.description, line.amount) for line in invoice.lines.all()],
        due=None if void or invoice.settled else issued + timedelta(days=_days_to_pay(issued)),
        reference=invoice.bill_reference,
        payments=_taken_off(invoice),
        ways=() if void else _ways(invoice, issued),
        across=_("Void") if void else "",
    )


def _taken_off(invoice: Invoice) -> list[tuple[str, Decimal]]:
    notes = [
        (_("Credit note %(number)s") % {"number": note.number}, note.amount)
        for note in invoice.credit_notes.order_by("pk")
    ]
    uses = [
        (
            _("%(method)s %(day)s")
            % {"method": use.payment.get_method_display(), "day": in_words(use.payment.received_on)},
            use.amount,
        )
        for use in uses_of(invoice)
    ]
    return notes + uses


def _sender(day: date) -> Party:
    name = policy.at("office.vendor_name", day) or _("ALA-APA, Library Support Staff Certification Program")
    address = policy.at("office.remittance_address", day) or policy.at("office.postal_address", day)
    tax_id = policy.at("office.tax_id", day)
    lines = _lines(address) + _lines(policy.at("office.email", day))
    return Party(name, (*lines, _("Tax number %(number)s") % {"number": tax_id}) if tax_id else lines)


def _ways(invoice: Invoice, day: date):  # type: ignore[no-untyped-def]
    return bills.ways_to_pay(
        invoice_number=invoice.number,
        payee=policy.at("office.cheque_payee", day),
        postal=_lines(policy.at("office.remittance_address", day) or policy.at("office.postal_address", day)),
        bank=_lines(policy.at("office.bank_details", day)),
    )


def _days_to_pay(day: date) -> int:
    terms = policy.at("office.payment_terms_days", day)
    return policy.at("invoice.due_days", day) if terms is None else terms


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _attached(ref: str) -> tuple[str, bytes, str]:
    invoice = Invoice.objects.select_related("account").get(ref=ref)
    return file_name(invoice), invoice_pdf(invoice), "application/pdf"


ATTACHABLE = Attachable(
    INVOICE_PAPER,
    gettext_lazy("Invoice (PDF)"),
    _attached,
    desk_url=lambda ref: reverse("desk_invoice", args=[ref]),
)
