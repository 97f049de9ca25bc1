"""What the desk can do with one purchase order."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from candidates.fees.act_forms import WhyForm
from candidates.fees.acting import Act, Cleaned
from lsscert.accounts.models import Person
from lsscert.money import orders
from lsscert.money.models import ORDER_STATUS, PurchaseOrder

Status = PurchaseOrder.Status


def acts_of(order: PurchaseOrder) -> Iterator[Act]:
    moves = ORDER_STATUS[order.state].moves
    if Status.ACCEPTED in moves:
        yield _accept(order)
    if Status.CANCELLED in moves:
        yield _cancel(order)


def _accept(order: PurchaseOrder) -> Act:
    def do(_data: Cleaned, by: Person, at: datetime) -> str:
        orders.accept_order(order=order, by=by, now=at)
        if order.share.invoice.person is None:
            return _("Purchase order %(number)s is accepted; it counts as paid.") % {"number": order}
        return _(
            "Purchase order %(number)s is accepted: this part counts as paid. "
            "The candidate can start once their own part is paid, too."
        ) % {"number": order}

    said = _("It covers the part until the money comes. Its number goes onto the invoice.")
    return Act("accept", _("It is in order"), _("Accept it"), do, said=said, primary=True)


def _cancel(order: PurchaseOrder) -> Act:
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        orders.cancel_order(order=order, by=by, now=at, **data)
        return _("Purchase order %(number)s covers nothing.") % {"number": order}

    said = _("It covers nothing then. The candidate and the organisation read why.")
    if order.state != Status.RECEIVED:
        return Act(
            "cancel", _("It does not count any more"), _("Cancel it"), do, WhyForm, said=said, danger=True
        )
    return Act(
        "cancel", _("It cannot be accepted"), _("Do not accept it"), do, WhyForm, said=said, danger=True
    )
