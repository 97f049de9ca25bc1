"""Follow-up reports: what an award brought, in the words of who had it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import drafts
from lsscert.accounts.models import Draft, Person
from lsscert.clock import programme_day, today
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import without_unstorable
from scholarships.applying.history import History
from scholarships.following.clocks import overdue
from scholarships.following.models import FollowUp

REMIND = (14, 3, -7)
"""Days before the report is due on which a reminder is written; the last is after it."""


def draft_name(follow_up: FollowUp) -> str:
    return f"scholarship-report:{follow_up.ref}"


@transaction.atomic
def keep(*, follow_up: FollowUp, text: str, version: int) -> Draft:
    """As it is typed. Refused: report_here, stale."""
    follow_up = follow_up.lock()
    _require_open(follow_up)
    return drafts.save(
        person=follow_up.award.person, form=draft_name(follow_up), data={"text": text}, version=version
    )


def _require_open(follow_up: FollowUp) -> None:
    if follow_up.handed_in_at:
        raise Refused("report_here", _("Your report is handed in; it cannot be changed any more."))


@transaction.atomic
def save(*, follow_up: FollowUp, text: str, hand_in: bool, now: datetime) -> FollowUp:
    """Refused: report_here."""
    follow_up = follow_up.lock()
    _require_open(follow_up)
    follow_up.text = without_unstorable(text)
    follow_up.handed_in_at = now if hand_in else None
    follow_up.save()
    drafts.discard(person=follow_up.award.person, form=draft_name(follow_up))
    if hand_in:
        letters.write(
            kind="scholarship_report_received",
            occasion=follow_up.ref,
            to=follow_up.award.person,
            round=follow_up.award.round,
        )
    return follow_up


@transaction.atomic
def excuse(*, follow_up: FollowUp, why: str, by: Person) -> FollowUp:
    """The organisation does not need it. Refused: report_own, report_here."""
    if by == follow_up.award.person:
        raise Refused("report_own", _("Somebody else of your organisation must decide on your own report."))
    follow_up = follow_up.lock()
    if follow_up.handed_in_at:
        raise Refused("report_here", _("This report is here already."))
    follow_up.excused_why, follow_up.excused_by = why[:300], by
    follow_up.save()
    return follow_up


def remind(now: datetime) -> int:
    """Each of the reminders once. Returns how many were written."""
    days = [programme_day(now) + timedelta(days=before) for before in REMIND]
    due = FollowUp.objects.filter(due_on__in=days, handed_in_at=None, excused_why="")
    for follow_up in due.select_related("award__person", "award__round__organisation"):
        letters.write(
            kind="scholarship_report_reminder",
            occasion=f"{follow_up.ref}:{programme_day(now)}",
            to=follow_up.award.person,
            follow_up=follow_up,
            round=follow_up.award.round,
            late=follow_up.due_on < programme_day(now),
        )
    return len(due)


def history_of(person: Person) -> History:
    rows = FollowUp.objects.filter(award__person=person)
    return History(
        report_missing=any(
            overdue(row.due_on, row.handed_in_at is not None, bool(row.excused_why), today()) for row in rows
        )
    )
