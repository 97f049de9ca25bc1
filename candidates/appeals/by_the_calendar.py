"""What happens to appeals by itself: reminders before a day is over, and what follows when it is."""

from datetime import datetime, timedelta

from django.db import transaction

from candidates.appeals import judging, steps
from candidates.appeals.models import STATUS, Appeal
from candidates.journey import services as journey
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy

Status = Appeal.Status


def lapse_what_is_due(now: datetime) -> int:
    """No reasons in time: forfeited. No second body asked in time: upheld. Safe to run again."""
    late = Appeal.objects.filter(
        state__in=[Status.NOTICED, Status.ANSWERED], due_on__lt=programme_day(now)
    ).order_by("pk")
    return sum(_lapse(appeal, now) for appeal in late)


@transaction.atomic
def _lapse(appeal: Appeal, now: datetime) -> bool:
    appeal = steps.locked(appeal)
    if appeal.due_on is None or appeal.due_on >= programme_day(now):
        return False
    if appeal.state == Status.NOTICED:
        STATUS.move(appeal, Status.FORFEITED, due_on=None, closed_at=now)
        journey.note(appeal.candidacy, "appeal_forfeited", by=None, now=now, title=appeal.title)
        steps.tell(appeal, "forfeited")
    elif appeal.state == Status.ANSWERED:
        steps.uphold(appeal, by=None, now=now)
    return True


def remind(now: datetime) -> int:
    """Whoever's turn it is, once for each day something is due: candidates of their reasons, judges of their answer.

    Returns how many appeals are due soon, reminded today or before. Late ones stay in the desk's list.
    """
    today = programme_day(now)
    last = today + timedelta(days=policy.at("appeal.remind_before_days", today))
    soon = Appeal.objects.filter(
        state__in=[Status.NOTICED, Status.REASONED, Status.SECOND], due_on__range=(today, last)
    ).select_related("candidacy__person")
    for appeal in soon.order_by("pk"):
        if appeal.state == Status.NOTICED:
            steps.tell(appeal, "reasons_soon", due=appeal.due_on)
        else:
            _tell_judges(appeal)
    return len(soon)


def _tell_judges(appeal: Appeal) -> None:
    for judge in judging.judges_of(appeal):
        letters.write(
            kind="appeal_to_judge",
            occasion=f"{appeal.ref}:{appeal.state}",
            to=judge,
            appeal=appeal,
            second=appeal.state == Status.SECOND,
        )
