"""What the outbox has for the desk to do."""

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from lsscert.letters.models import Letter
from lsscert.todo import DeskTask, Queue


def _look() -> Queue:
    found = Letter.objects.not_delivered().aggregate(count=Count("pk"), oldest=Min("written_at"))
    return Queue(found["count"], found["oldest"])


not_delivered = DeskTask(
    label=_("Letters not delivered"),
    sentence=_("Check the address, then send the letter again, or put it on paper."),
    url_name="desk_letters",
    look=_look,
)
