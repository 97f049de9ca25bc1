"""What appeals ask of the desk."""

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from candidates.appeals.models import Appeal
from lsscert.todo import DeskTask, Queue


def _waiting() -> Queue:
    found = Appeal.objects.to_judge().aggregate(count=Count("pk"), oldest=Min("reasons_at"))
    return Queue(found["count"], found["oldest"])


def how_many_to_judge() -> int:
    return _waiting().count


appeals_to_judge = DeskTask(
    label=_("Appeals to judge"),
    sentence=_("Was the procedure followed, and was it fair? Somebody who took no part decides."),
    url_name="desk_appeals",
    look=_waiting,
)
