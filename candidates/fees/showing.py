"""An invoice as its pages show it, to the candidate and to staff."""

from typing import Any

from candidates.fees.reasons import reason_in_words
from lsscert.clock import programme_day
from lsscert.money.gateways import takes_cards
from lsscert.money.models import INVOICE_STATUS, Invoice
from lsscert.money.using import uses_of
from lsscert.policy import services as policy


def invoice_context(invoice: Invoice) -> dict[str, Any]:
    """Needs the invoice with its account. `paid_by` lists each amount used on it, with the payment it came from."""
    day = programme_day(invoice.issued_at)
    return {
        "invoice": invoice,
        "info": INVOICE_STATUS[invoice.state],
        "tone": _tone(invoice),
        "lines": list(invoice.lines.all()),
        "credit_notes": _credit_notes(invoice),
        "paid_by": _paid_by(invoice),
        "takes_cards": takes_cards(),
        "payee": policy.at("office.cheque_payee", day),
        "address": policy.at("office.postal_address", day),
        "office_email": policy.at("office.email", day),
        "refund_days": policy.at("refund.days", day),
    }


def _tone(invoice: Invoice) -> str:
    if invoice.state == Invoice.Status.CANCELLED:
        return "stop"
    return "done" if invoice.settled else "act"


def _credit_notes(invoice: Invoice) -> list[dict[str, Any]]:
    notes = invoice.credit_notes.order_by("pk")
    return [
        {"ref": it.ref, "number": it.number, "in_words": reason_in_words(it.why), "minus": -it.amount}
        for it in notes
    ]


def _paid_by(invoice: Invoice) -> list[dict[str, Any]]:
    """What each payment pays of the invoice today."""
    return [{"minus": -use.amount, "payment": use.payment} for use in uses_of(invoice)]
