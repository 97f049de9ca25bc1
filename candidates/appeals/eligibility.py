"""The decision that somebody is not eligible can be appealed."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.appeals.kinds import Appealable, Decided
from candidates.journey.models import Candidacy
from candidates.journey.reopening import reopen_application
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters.models import Letter

KIND = "eligibility"


def refs(candidacy: Candidacy) -> list[str]:
    return [candidacy.ref]


def look(candidacy: Candidacy, ref: str) -> Decided | None:
    """`ref` is the candidacy's own."""
    if candidacy.ref != ref or candidacy.state != Candidacy.Status.NOT_ELIGIBLE:
        return None
    decided_by, decided_at = candidacy.application.decided_by, candidacy.application.decided_at
    letters = Letter.objects.filter(kind="application_refused", occasion__startswith=candidacy.ref)
    letter = letters.order_by("-written_at", "-pk").first()
    return Decided(
        title=_("Application: not eligible"),
        decided_on=candidacy.closed_on or programme_day(decided_at or candidacy.applied_at),
        opened_at=None,
        letter_delivered_at=letter.sent_at if letter else decided_at,
        excluded=frozenset({decided_by.pk}) if decided_by else frozenset(),
        url=reverse("my_home"),
    )


def sent_back(appeal: Any, by: Person, now: datetime) -> None:
    """It is open again by itself, and somebody else decides it. Nothing where the applicant applied again meanwhile."""
    if appeal.candidacy.state == Candidacy.Status.NOT_ELIGIBLE:
        reopen_application(candidacy=appeal.candidacy, by=by, now=now)


APPEALABLE = Appealable(label=_("Decision on an application"), refs=refs, look=look, sent_back=sent_back)
