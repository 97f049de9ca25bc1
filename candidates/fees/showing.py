"""An invoice as its pages show it, to the candidate and to staff."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from candidates.fees.agreeing import most_for, plan_of
from candidates.fees.candidate_forms import OtherAmountForm
from candidates.fees.credit import credit_of
from candidates.fees.reasons import reason_in_words
from candidates.fees.services import PURPOSE
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.money import sharing
from lsscert.money.gateways import takes_cards
from lsscert.money.models import INVOICE_STATUS, ORDER_STATUS, SHARE_STATUS, Invoice, PurchaseOrder, Share
from lsscert.money.using import Use, uses_of
from lsscert.policy import services as policy
from lsscert.ui.bars import bar


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


def own_invoice_context(invoice: Invoice, person: Person) -> dict[str, Any]:
    """All that its owner sees of it: who pays which part, what is theirs, and what to do next."""
    promised = sharing.promised_by_others(invoice)
    own = invoice.left - promised
    rows = invoice.shares.exclude(state=Share.Status.WITHDRAWN)
    shares = list(rows.select_related("organisation").prefetch_related("transfers", "orders"))
    backed = min(sum((one.left for one in shares if _is_backed(one)), Decimal(0)), promised)
    uses = uses_of(invoice) if invoice.state == Invoice.Status.ISSUED else []
    today = clock.today()
    return invoice_context(invoice) | {
        "own_part": own,
        "bar": bar({"fee": invoice.paid, "employer": promised, "unknown": own}, whole=invoice.due),
        "payers": [
            *(_paid_part(use, person) for use in uses),
            *(_asked_part(one) for one in shares if one.left),
        ],
        "promised": promised - backed,
        "backed": backed,
        "plan": plan_of(invoice, today) if invoice.purpose == PURPOSE else None,
        "may_divide": invoice.purpose == PURPOSE and most_for(invoice, today) > 1,
        "usable_credit": min(credit_of(person), own),
        "other_amount": OtherAmountForm(own_part=own),
    }


def _is_backed(share: Share) -> bool:
    """An accepted order stands behind it, so nobody needs to be asked any more."""
    counting = (PurchaseOrder.Status.ACCEPTED, PurchaseOrder.Status.INVOICED)
    return any(order.state in counting for order in share.orders.all())


@dataclass(frozen=True)
class PayersPart:
    """One line of who pays what: `tone` and `state` say how far it is.

    `receipt` is the payment a receipt can be had for, `share` an organisation's part with a page of its own.
    """

    name: str
    amount: Decimal
    tone: str
    state: Any
    receipt: str = ""
    share: str = ""
    said: Any = ""


def _paid_part(use: Use, person: Person) -> PayersPart:
    own = use.payment.payer == person
    name = _("You") if own else use.payment.payer_name
    return PayersPart(
        name,
        use.amount,
        "done",
        _("paid"),
        receipt=use.payment.ref if own else "",
        share=use.share.ref if use.share else "",
        said=_came(use),
    )


def _came(use: Use) -> str:
    return _("by %(method)s") % {"method": use.payment.get_method_display()}


def _asked_part(share: Share) -> PayersPart:
    standing = (one for one in share.orders.all() if one.state != PurchaseOrder.Status.CANCELLED)
    order = next(standing, None)
    state = ORDER_STATUS[order.state] if order else SHARE_STATUS[share.state]
    said = _("purchase order %(number)s") % {"number": order.number} if order else ""
    return PayersPart(
        str(share.organisation), share.left, state.tone, state.candidate, share=share.ref, said=said
    )


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
