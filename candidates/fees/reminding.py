"""When a reminder of open money is due, and what speaks against it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from lsscert.reasons import Reason


@dataclass(frozen=True)
class Rhythm:
    """The first so many days after the due day, each further one so many days after the last, and how many at most."""

    first_days: int
    again_days: int
    most: int


def next_on(due: date, sent: Sequence[date], rhythm: Rhythm) -> date | None:
    """From which day on the next one may go; None when all have gone.

    Counted from the one before, so that after a pause nobody gets several at once.
    """
    if len(sent) >= rhythm.most:
        return None
    first = due + timedelta(days=rhythm.first_days)
    return max(max(sent) + timedelta(days=rhythm.again_days), first) if sent else first


def step_due(due: date, sent: Sequence[date], rhythm: Rhythm, today: date) -> int | None:
    """The number of the reminder to write today, the first is 1; None when none is due."""
    day = next_on(due, sent, rhythm)
    return len(sent) + 1 if day and day <= today else None


def held_back(
    *, checking: bool, on_time: bool, paused_until: date | None, today: date, why: str = ""
) -> Reason | None:
    """Why a reminder that would be due is not written. `on_time` is of an instalment plan."""
    if checking:
        return Reason("order_to_check", _("A purchase order waits for the office to check it."))
    if on_time:
        return Reason("instalments_on_time", _("Their instalments are on time."))
    if paused_until and today < paused_until:
        return Reason("paused", why or _("The office paused its reminders."))
    return None
