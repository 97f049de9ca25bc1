"""Invoices, payments and credit notes as papers. `on` is the day whose facts about the office stand on them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from candidates.fees import paper_parts
from candidates.fees.reasons import reason_in_words
from lsscert.clock import programme_day
from lsscert.money import ledger, using
from lsscert.money.models import CreditNote, Invoice, Payment, Refund, Share
from lsscert.paper import bills, receipts
from lsscert.paper.sheet import Line, Note, Paper, Party
from lsscert.policy import services as policy
from lsscert.ui.wording import day as in_words

METHODS = {
    Payment.Method.CARD: gettext_noop("Card"),
    Payment.Method.CHEQUE: gettext_noop("Cheque"),
    Payment.Method.TRANSFER: gettext_noop("Bank transfer"),
    Payment.Method.AWARD: gettext_noop("Award"),
}
TAKEN_BACK = {Payment.Status.RETURNED, Payment.Status.VOID, Payment.Status.DISPUTED}


def invoice_paper(invoice: Invoice, *, on: date) -> Paper:
    """The whole of it, made out to whose accounts it goes."""
    issued = programme_day(invoice.issued_at)
    notes = [
        Line(_("Credit note %(number)s") % {"number": note.number}, -note.amount) for note in _notes(invoice)
    ]
    return bills.invoice(
        number=invoice.number,
        day=issued,
        due=None if _in_instalments(invoice) else _due(invoice.organisation is not None, issued),
        sender=sender(on),
        to=_bill_to(invoice),
        reference=invoice.bill_reference,
        candidate=str(invoice.person or ""),
        lines=[*(Line(line.description, line.amount) for line in invoice.lines.all()), *notes],
        payments=_payments(using.uses_of(invoice)),
        parts=paper_parts.asked_of_each(invoice),
        days=paper_parts.days_of_instalments(invoice, on),
        ways=ways(invoice.number, on),
        across=across(_("Void") if invoice.state == Invoice.Status.CANCELLED else ""),
    )


def _in_instalments(invoice: Invoice) -> bool:
    """Then each part has its own day, on the invoice's page."""
    return hasattr(invoice, "instalments")


def share_invoice_paper(share: Share, *, on: date) -> Paper:
    """Only the part of this organisation; what others pay is none of its business."""
    asked = programme_day(share.asked_at)
    return bills.invoice(
        number=share.invoice.number,
        day=asked,
        due=_due(True, asked),
        sender=sender(on),
        to=share_party(share),
        reference=share.reference,
        candidate=str(share.invoice.person or ""),
        lines=[_share_line(share)],
        payments=_payments([use for use in using.uses_of(share.invoice) if use.share == share]),
        ways=ways(share.invoice.number, on),
        part=str(share.organisation)[:40],
        across=across(_("Withdrawn") if share.state == Share.Status.WITHDRAWN else ""),
    )


def receipt_paper(payment: Payment, *, on: date) -> Paper:
    """All that came by one payment and what became of it, for whoever paid it."""
    invoices = {use.invoice for use in using.uses_by(payment)}
    only = next(iter(invoices)) if len(invoices) == 1 else None
    return _receipt(
        payment,
        on=on,
        payer=Party(payment.payer_name),
        lines=_what_became_of(payment),
        invoice_number=only.number if only else "",
        left=only.left if only else None,
        candidate=", ".join(sorted({str(invoice.person) for invoice in invoices if invoice.person})),
    )


def share_receipt_paper(payment: Payment, share: Share, *, on: date) -> Paper:
    """What a payment pays of one part; what else its payer paid with it stands elsewhere."""
    uses = using.uses_of(share.invoice)
    used = sum((use.amount for use in uses if use.payment == payment and use.share == share), Decimal(0))
    return _receipt(
        payment,
        on=on,
        payer=share_party(share),
        lines=[_share_line(share, used)],
        invoice_number=share.invoice.number,
        left=share.left,
        candidate=str(share.invoice.person or ""),
    )


def credit_note_paper(note: CreditNote, *, on: date) -> Paper:
    line = Line(_described(note.invoice), note.amount)
    return _credit_note(note, on, _bill_to(note.invoice), [line], note.invoice.bill_reference)


def share_credit_note_paper(note: CreditNote, share: Share, *, on: date) -> Paper:
    """The part of this organisation, once the whole invoice came to nothing."""
    return _credit_note(note, on, share_party(share), [_share_line(share)], share.reference)


def receipt_number(payment: Payment) -> str:
    """Of the payment itself: the same on every copy."""
    return f"R-{payment.received_on.year}-{payment.ref.upper()}"


def sender(on: date) -> Party:
    name = policy.at("office.vendor_name", on) or _("ALA-APA, Library Support Staff Certification Program")
    address = policy.at("office.remittance_address", on) or policy.at("office.postal_address", on)
    tax_id = policy.at("office.tax_id", on)
    tax = _("Tax number (EIN): %(number)s") % {"number": tax_id} if tax_id else ""
    return Party(name, (*address.splitlines(), policy.at("office.email", on), tax))


def ways(number: str, on: date) -> tuple[Note, ...]:
    return bills.ways_to_pay(
        invoice_number=number,
        payee=policy.at("office.cheque_payee", on),
        postal=tuple(policy.at("office.postal_address", on).splitlines()),
        bank=tuple(policy.at("office.bank_details", on).splitlines()),
    )


def across(word: str = "") -> str:
    """No paper of a demonstration can be taken for a real one."""
    return " · ".join(part for part in (_("Demonstration") if settings.DEMO else "", word) if part)


def share_party(share: Share) -> Party:
    attention = _("Attention: %(name)s") % {"name": share.contact} if share.contact else ""
    return Party(str(share.organisation), (attention, *share.address.splitlines()))


def method_in_words(payment: Payment) -> str:
    """A card's number of the card company says nothing to anybody."""
    method = _(METHODS[Payment.Method(payment.method)])
    return method if payment.method == Payment.Method.CARD else f"{method} {payment.reference}"


def _receipt(payment: Payment, *, on: date, payer: Party, lines: list[Line], **facts: Any) -> Paper:
    return receipts.receipt(
        number=receipt_number(payment),
        day=programme_day(payment.recorded_at),
        received=payment.received_on,
        sender=sender(on),
        payer=payer,
        method=method_in_words(payment),
        lines=lines,
        across=across(_("Taken back") if payment.state in TAKEN_BACK else ""),
        **facts,
    )


def _what_became_of(payment: Payment) -> list[Line]:
    """Lines that add up to the payment. What went back is told, so that nobody is paid back twice for it."""
    if payment.state in TAKEN_BACK:
        return [Line(_("This payment did not stand"), payment.amount)]
    lines = [
        Line(_described(use.invoice), use.amount, _("Invoice %(number)s") % {"number": use.invoice.number})
        for use in using.uses_by(payment)
    ]
    for refund in payment.refunds.exclude(state=Refund.Status.STOPPED):
        lines.append(
            Line(
                _("Sent back to the payer")
                if refund.state == Refund.Status.SENT
                else _("On its way back to the payer"),
                refund.amount,
                refund.why,
            )
        )
    if free := ledger.free(payment):
        lines.append(Line(_("Kept as the payer's credit"), free))
    return lines


def _credit_note(note: CreditNote, on: date, to: Party, lines: list[Line], reference: str) -> Paper:
    return receipts.credit_note(
        number=note.number,
        day=programme_day(note.issued_at),
        sender=sender(on),
        to=to,
        lines=lines,
        invoice_number=note.invoice.number,
        reason=capfirst(str(reason_in_words(note.why))),
        outcome=_("What was paid beyond the rest goes back to the one who paid it, by the way it came."),
        reference=reference,
        candidate=str(note.invoice.person or ""),
        across=across(),
    )


def _payments(uses: list[using.Use]) -> list[tuple[str, Decimal]]:
    return [
        (
            _("%(payer)s, %(method)s, %(day)s")
            % {
                "payer": use.payment.payer_name,
                "method": method_in_words(use.payment),
                "day": in_words(use.payment.received_on),
            },
            use.amount,
        )
        for use in uses
    ]


def _share_line(share: Share, amount: Decimal | None = None) -> Line:
    return Line(
        _described(share.invoice),
        share.amount if amount is None else amount,
        _("Your part of invoice %(number)s") % {"number": share.invoice.number},
    )


def _described(invoice: Invoice) -> str:
    return ", ".join(line.description for line in invoice.lines.all())


def _bill_to(invoice: Invoice) -> Party:
    return Party(invoice.bill_to, tuple(invoice.bill_address.splitlines()))


def _notes(invoice: Invoice) -> list[CreditNote]:
    return list(invoice.credit_notes.order_by("pk"))


def _due(to_organisation: bool, issued: date) -> date | None:
    key = "office.payment_terms_days" if to_organisation else "invoice.due_days"
    days = policy.at(key, issued)
    return issued + timedelta(days=days) if days is not None else None
