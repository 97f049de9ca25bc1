"""What this room asks of the desk."""

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from candidates.coursework.models import Completion, CompletionQuerySet
from lsscert.todo import DeskTask, Queue


def _queue(rows: CompletionQuerySet) -> Queue:
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min("reported_at"))
    return Queue(found["count"], found["oldest"])


def how_many_to_check() -> int:
    return Completion.objects.to_check().count()


proofs_to_check = DeskTask(
    label=_("Proofs to check"),
    sentence=_("Look at the proof, read what the rule says, and count the course or say what is missing."),
    url_name="desk_coursework",
    look=lambda: _queue(Completion.objects.to_check()),
)

waiting_for_dates = DeskTask(
    label=_("Completions waiting for an approval date"),
    sentence=_(
        "Find out when the course was approved and enter it; the completion then comes back to be checked."
    ),
    url_name="desk_coursework",
    look=lambda: _queue(Completion.objects.waiting_for_a_date()),
    query="show=waiting",
)
