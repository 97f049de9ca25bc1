"""What the pages of the holder and of the desk share."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.certificates import paper
from candidates.certificates.models import Certificate
from candidates.certificates.term import last_valid_day
from candidates.portfolios import pathway
from lsscert.paper.download import as_download
from lsscert.policy import services as policy


def pdf_response(certificate: Certificate) -> HttpResponse:
    return as_download(paper.as_pdf(paper.sheet_of(certificate)), f"{certificate.number}.pdf")


def with_days(sets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The kept copy of the sets, with days instead of ISO text."""
    return [one | {"date": date.fromisoformat(one["date"])} for one in sets]


def preview_sheet(*, holder_name: str, sets: list[dict[str, Any]], today: date) -> paper.Sheet:
    """How the certificate will look if it is issued today; it has no number yet and says that it proves nothing."""
    return paper.Sheet(
        holder_name=holder_name,
        number=f"LSSC-{today.year}-·····-·",
        issued_on=today,
        term_begins=today,
        term_ends=last_valid_day(today, policy.at("certificate.years", today)),
        link=settings.SITE_URL + reverse("verify"),
        sets=sets,
        across=_("Preview"),
        notice=_("Preview, not a certificate"),
        portfolios=pathway.is_open(today),
    )
