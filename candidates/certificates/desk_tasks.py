"""What this room asks of the desk."""

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from candidates.certificates.models import CertificateRequest
from lsscert.todo import DeskTask, Queue


def _to_issue() -> Queue:
    waiting = CertificateRequest.objects.filter(state=CertificateRequest.Status.ASKED)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("asked_at"))
    return Queue(found["count"], found["oldest"])


def how_many_to_issue() -> int:
    return _to_issue().count


certificates_to_issue = DeskTask(
    label=_("Certificates to issue"),
    sentence=_("Look at the six sets once more, then issue."),
    url_name="desk_certificates",
    look=_to_issue,
)
