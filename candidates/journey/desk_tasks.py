"""What this room asks of the desk."""

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from lsscert.todo import DeskTask, Queue


def _waiting() -> Queue:
    found = Candidacy.objects.filter(state=Candidacy.Status.SUBMITTED).aggregate(
        count=Count("pk"), oldest=Min("applied_at")
    )
    return Queue(found["count"], found["oldest"])


def how_many_to_decide() -> int:
    return _waiting().count


applications_to_decide = DeskTask(
    label=_("Applications to decide"),
    sentence=_("Read the hours the rule counted, then accept or say why not."),
    url_name="desk_applications",
    look=_waiting,
)
