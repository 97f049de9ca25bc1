"""What this room asks of the desk."""

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from lsscert.money.models import Refund
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
