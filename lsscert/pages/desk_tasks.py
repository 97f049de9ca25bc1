from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from lsscert.pages.models import ContactMessage
from lsscert.todo import DeskTask, Queue


def _look() -> Queue:
    found = ContactMessage.objects.unanswered().aggregate(count=Count("pk"), oldest=Min("written_at"))
    return Queue(found["count"], found["oldest"])


messages_to_answer = DeskTask(
    label=_("Messages to answer"),
    sentence=_("Answer from your own mail, then mark the message as answered."),
    url_name="desk_messages",
    look=_look,
)
