"""What this room asks of the desk."""

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from lsscert.money.models import Account
from lsscert.todo import DeskTask, Queue


def _refunds() -> Queue:
    found = Account.objects.filter(kind=Account.Kind.CREDIT, balance__gt=0).aggregate(
        count=Count("pk", distinct=True), oldest=Max("incoming__at")
    )
    return Queue(found["count"], found["oldest"])


refunds_to_send = DeskTask(
    label=_("Refunds to send"),
    sentence=_("Send what is theirs back to the payers, and note how."),
    url_name="desk_refunds",
    look=_refunds,
)
