"""An invoice as its pages show it, to the candidate and to staff."""

from typing import Any

from lsscert.clock import programme_day
from lsscert.money.gateways import takes_cards
from lsscert.money.models import INVOICE_STATUS, Invoice, Payment
from lsscert.policy import services as policy


def invoice_context(invoice: Invoice) -> dict[str, Any]:
    """Needs the invoice with its account. `paid_by` lists each amount used on it, with the payment it came from."""
    day = programme_day(invoice.issued_at)
    return {
        "invoice": invoice,
        "info": INVOICE_STATUS[invoice.state],
        "tone": _tone(invoice),
        "lines": list(invoice.lines.all()),
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


def _paid_by(invoice: Invoice) -> list[dict[str, Any]]:
    """Amounts that went onto the invoice, less those that went back."""
    uses = list(invoice.account.incoming.order_by("at", "id"))
    refs = [use.key.split(":")[1] for use in uses if use.key.startswith("payment:")]
    payments = {
        payment.ref: payment for payment in Payment.objects.filter(ref__in=refs).select_related("payer")
    }
    return [
        {"minus": -use.amount, "at": use.at, "payment": payments.get(use.key.split(":")[1])} for use in uses
    ]
