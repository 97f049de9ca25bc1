from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.approval_kinds import kinds_of_others
from lsscert.accounts.approval_models import Approval
from lsscert.todo import DeskTask, Queue


def _look() -> Queue:
    ours = Approval.objects.waiting().exclude(kind__in=kinds_of_others())
    found = ours.aggregate(count=Count("pk"), oldest=Min("asked_at"))
    return Queue(found["count"], found["oldest"])


for_a_second_person = DeskTask(
    label=_("Waiting for a second person"),
    sentence=_("Let it happen or stop it; what you asked for yourself you can take back."),
    url_name="desk_approvals",
    look=_look,
)
