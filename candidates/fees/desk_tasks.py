"""What this room asks of the desk."""

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from candidates.fees.drawer import cheques_in_hand
from lsscert.money.models import PurchaseOrder, Refund
from lsscert.todo import DeskTask, Queue


def _refunds() -> Queue:
    found = Refund.objects.filter(state=Refund.Status.DUE, way=Refund.Way.POST).aggregate(
        count=Count("pk"), oldest=Min("asked_at")
    )
    return Queue(found["count"], found["oldest"])


refunds_to_send = DeskTask(
    label=_("Refunds to send"),
    sentence=_("Send what is theirs back to the payers, and note how."),
    url_name="desk_refunds",
    look=_refunds,
)


def _orders() -> Queue:
    found = PurchaseOrder.objects.filter(state=PurchaseOrder.Status.RECEIVED).aggregate(
        count=Count("pk"), oldest=Min("received_at")
    )
    return Queue(found["count"], found["oldest"])


orders_to_accept = DeskTask(
    label=_("Purchase orders to check"),
    sentence=_("Look at the document and accept it, so that this part counts as paid."),
    url_name="desk_orders",
    look=_orders,
)


def _cheques() -> Queue:
    found = cheques_in_hand().order_by().aggregate(count=Count("pk"), oldest=Min("recorded_at"))
    return Queue(found["count"], found["oldest"])


cheques_to_bank = DeskTask(
    label=_("Cheques to bring to the bank"),
    sentence=_("Choose those that go, and print the deposit slip."),
    url_name="desk_banking",
    look=_cheques,
)
