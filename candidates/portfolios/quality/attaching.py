"""The letter of service as something a letter may carry."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.quality import service
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.letters.attachments import Attachable


def _made(ref: str) -> tuple[str, bytes, str]:
    """`ref` is that of the person and the year."""
    of_whom, _dash, year = ref.rpartition("-")
    found = service.file_of(Person.objects.get(ref=of_whom), int(year), clock.today())
    if found is None:
        raise LookupError(f"nothing was reviewed in {year}")
    return *found, "application/pdf"


def _url(ref: str) -> str:
    return reverse("review_service_pdf", args=[int(ref.rpartition("-")[2])])


ATTACHABLE = Attachable(service.KIND, _("Letter of service"), _made, _url)
