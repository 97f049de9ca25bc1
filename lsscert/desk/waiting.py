"""What waits at the desk, longest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lsscert.clock import programme_day
from lsscert.todo import DESK_TASKS, DeskTask


@dataclass(frozen=True)
class Waiting:
    task: DeskTask
    count: int
    oldest: datetime | None
    since: str


def what_waits(now: datetime) -> tuple[list[Waiting], list[Any]]:
    """The queues with something in them, and the labels of those without."""
    found, empty = [], []
    for task in DESK_TASKS:
        queue = task.look()
        if queue.count:
            found.append(Waiting(task, queue.count, queue.oldest, in_words(queue.oldest, now)))
        else:
            empty.append(task.label)
    found.sort(key=lambda waiting: waiting.oldest or now)
    return found, empty


def in_words(oldest: datetime | None, now: datetime) -> str:
    """Counted in the programme's calendar days."""
    if oldest is None:
        return ""
    days = (programme_day(now) - programme_day(oldest)).days
    if days < 1:
        return _("since today")
    if days == 1:
        return _("since yesterday")
    return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}
