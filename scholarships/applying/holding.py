"""An unsettled place waits while a decision on help with the fee is pending (DOMAIN §1)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from candidates.journey.models import Candidacy
from candidates.journey.place import Wait
from lsscert.clock import programme_day
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Round

Status = ScholarshipApplication.Status
TOLD = (Round.Status.ANNOUNCED, Round.Status.CLOSED)


def waits(candidacy: Candidacy) -> list[Wait]:
    """Every application for help with the fee that was ever handed in, those that are over with their last day."""
    rows = candidacy.person.scholarship_applications.counted().filter(round__purpose=Round.Purpose.FEE)
    return [_wait(row) for row in rows.select_related("round")]


def _wait(row: ScholarshipApplication) -> Wait:
    since = row.first_handed_in_at or row.handed_in_at or row.begun_at
    said = _("Your application for “%(title)s” is being decided.") % {"title": row.round.title}
    return Wait(programme_day(since), _last_day(row), said)


def _last_day(row: ScholarshipApplication) -> date | None:
    """None while it is pending. What was taken back and not handed in again ends with the round's last day."""
    round_ = row.round
    if row.state == Status.WITHDRAWN and row.withdrawn_at:
        return programme_day(row.withdrawn_at)
    if row.state == Status.NOT_ELIGIBLE and row.checked_at:
        return programme_day(row.checked_at)
    if row.state == Status.DRAFT or round_.state == Round.Status.CALLED_OFF:
        return round_.closes_on
    told = round_.announced_at if round_.state in TOLD else None
    return programme_day(told) if told else None
