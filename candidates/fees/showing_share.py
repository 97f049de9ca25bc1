"""An organisation's part as it sees it by its link: its own, and nothing of what others pay."""

from datetime import date
from typing import Any

from lsscert.money.gateways import takes_cards
from lsscert.money.models import ORDER_STATUS, SHARE_STATUS, PurchaseOrder, Share
from lsscert.money.using import uses_of
from lsscert.policy import services as policy


def share_context(share: Share, *, today: date) -> dict[str, Any]:
    order = share.orders.order_by("-pk").first()
    standing = order if order and order.state != PurchaseOrder.Status.CANCELLED else None
    return {
        "share": share,
        "invoice": share.invoice,
        "candidate": share.invoice.person,
        "info": SHARE_STATUS[share.state],
        "paid": [(use.payment, use.amount) for use in uses_of(share.invoice) if use.share == share],
        "order": order,
        "order_stands": standing,
        "order_info": ORDER_STATUS[order.state] if order else None,
        "may_answer": share.left > 0 and standing is None,
        "takes_cards": takes_cards(),
        "payee": policy.at("office.cheque_payee", today),
        "postal": policy.at("office.postal_address", today),
        "bank": policy.at("office.bank_details", today),
        "office_email": policy.at("office.email", today),
    }
