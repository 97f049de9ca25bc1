"""Who of several payers is asked for how much, and by which days, as it stands on the paper of the whole invoice."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from candidates.fees import agreeing
from lsscert.money import sharing
from lsscert.money.models import Invoice, PurchaseOrder, Share
from lsscert.ui.wording import day as in_words
from lsscert.ui.wording import money


def asked_of_each(invoice: Invoice) -> list[tuple[str, Decimal]]:
    """Empty unless others are asked for something that is still open."""
    if invoice.person is None or invoice.state != Invoice.Status.ISSUED:
        return []
    asked = invoice.shares.exclude(state=Share.Status.WITHDRAWN).select_related("organisation")
    parts = [(_asked_of(share), share.left) for share in asked if share.left]
    return [*parts, (_("Your part"), sharing.own_part(invoice))] if parts else []


def days_of_instalments(invoice: Invoice, on: date) -> str:
    """Those still to come or late, each with what of it is open; empty where nothing was agreed."""
    plan = agreeing.plan_of(invoice, on)
    if plan is None or not plan.asks:
        return ""
    open_rows = [
        (row.part.day, row.part.amount - row.came) for row in plan.rows if row.came < row.part.amount
    ]
    return ", ".join(
        _("%(day)s: %(amount)s") % {"day": in_words(day), "amount": money(amount)}
        for day, amount in open_rows
    )


def _asked_of(share: Share) -> str:
    order = share.orders.exclude(state=PurchaseOrder.Status.CANCELLED).first()
    if order:
        said = _("Asked of %(payer)s (purchase order %(number)s)")
        return said % {"payer": share.organisation, "number": order.number}
    return _("Asked of %(payer)s") % {"payer": share.organisation}
