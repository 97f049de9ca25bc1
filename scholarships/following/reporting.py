"""Follow-up reports: what an award brought, in the words of who had it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import drafts
from lsscert.accounts.models import Draft, Person
from lsscert.clock import programme_day, today
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import without_unstorable
from scholarships.applying.history import History
from scholarships.awarding.models import Award
from scholarships.following.clocks import REMIND, overdue, reminder
from scholarships.following.models import FollowUp

LAST = min(REMIND)


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


def begin(*, award: Award, due_on: date, now: datetime) -> FollowUp:
    """Asked for with the award, which says so; whoever accepts shortly before it is due is not reminded at once."""
    reminded = reminder(due_on, None, programme_day(now))
    return FollowUp.objects.create(award=award, due_on=due_on, reminded=reminded)


def remind(now: datetime) -> int:
    """Each of the reminders once, also when the worker slept on its day. Returns how many were written."""
    soon = programme_day(now) + timedelta(days=max(REMIND))
    rows = FollowUp.objects.filter(due_on__lte=soon, handed_in_at=None, excused_why="").exclude(reminded=LAST)
    return sum(_remind(row, now) for row in rows.order_by("due_on", "pk"))


@transaction.atomic
def _remind(follow_up: FollowUp, now: datetime) -> bool:
    follow_up = follow_up.lock()
    step = reminder(follow_up.due_on, follow_up.reminded, programme_day(now))
    if step is None or follow_up.handed_in_at or follow_up.excused_why:
        return False
    follow_up.reminded = step
    follow_up.save(update_fields=["reminded"])
    letters.write(
        kind="scholarship_report_reminder",
        occasion=f"{follow_up.ref}:{step}",
        to=follow_up.award.person,
        follow_up=follow_up,
        round=follow_up.award.round,
        late=follow_up.due_on < programme_day(now),
    )
    return True


def history_of(person: Person) -> History:
    rows = FollowUp.objects.filter(award__person=person)
    return History(
        report_missing=any(
            overdue(row.due_on, row.handed_in_at is not None, bool(row.excused_why), today()) for row in rows
        )
    )
