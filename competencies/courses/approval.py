"""When a course was approved, as far as that is on record, and how to say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lsscert.dates import years_later
from lsscert.partial_dates import PartialDate

Period = tuple[PartialDate | None, PartialDate | None]
"""When an approval begins and when it ended; None is not on record."""


class Standing(StrEnum):
    """Of one period on one day. The order is the one courses are listed in."""

    APPROVED = "approved"
    TO_COME = "to_come"
    UNKNOWN = "unknown"
    ENDED = "ended"


ORDER = list(Standing)
TONES = {
    Standing.APPROVED: "done",
    Standing.TO_COME: "open",
    Standing.UNKNOWN: "wait",
    Standing.ENDED: "open",
}


@dataclass(frozen=True)
class Approved:
    """What to say of a course: `sentence` in words, `tone` for its colour."""

    standing: Standing
    sentence: Any

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def rank(self) -> int:
        return ORDER.index(self.standing)


NOT_ON_RECORD = Approved(Standing.UNKNOWN, _("approval date not on record: the office will check"))


def standing(period: Period, today: date) -> Standing:
    begins, ends = period
    if ends and ends.last() < today:
        return Standing.ENDED
    if begins is None:
        return Standing.UNKNOWN
    return Standing.TO_COME if begins.first() > today else Standing.APPROVED


def in_words(period: Period, today: date) -> Approved:
    begins, ends = period
    found = standing(period, today)
    if found is Standing.UNKNOWN:
        return NOT_ON_RECORD
    return Approved(found, format_lazy(_sentence(found, begins, ends), begins=begins, ends=ends))


def _sentence(found: Standing, begins: PartialDate | None, ends: PartialDate | None) -> Any:
    if found is Standing.ENDED:
        return _("approved {begins} until {ends}: ended") if begins else _("approval ended {ends}")
    if found is Standing.TO_COME:
        return _("approved from {begins} until {ends}") if ends else _("approved from {begins}")
    return _("approved {begins} until {ends}") if ends else _("approved since {begins}")


def best_of(periods: Sequence[Period], today: date) -> Approved:
    """What to say of a course in one line: its best period, and of two alike the one that lasts longest."""
    said = [(in_words(period, today), period[1] or period[0]) for period in periods]
    if not said:
        return NOT_ON_RECORD
    last_first = sorted(said, key=lambda pair: pair[1].iso() if pair[1] else "", reverse=True)
    return min(last_first, key=lambda pair: pair[0].rank)[0]


def date_missing(periods: Sequence[Period]) -> bool:
    """Nobody can say yet whether a completion counts: no period is on record, or one without its beginning."""
    return not periods or any(begins is None for begins, _ends in periods)


def usual_end(begins: PartialDate, years: int) -> PartialDate:
    """The same day or month so many years later."""
    if begins.day is None:
        return PartialDate(begins.year + years, begins.month)
    return PartialDate.on(years_later(begins.first(), years))
