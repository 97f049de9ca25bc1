"""Dates of which perhaps only the month is on record, as in most old papers of the programme."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Any, Self

from django.apps import apps
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _

from lsscert.words import DAY_FORMAT, MONTH_FORMAT

FIRST_YEAR, LAST_YEAR = 1900, 2200
ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)


class NotADate(ValueError):
    """`code` for tests, `sentence` (lazy) for people."""

    def __init__(self, code: str, sentence: Any) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A month means its first day for a beginning, its last for an end; it sorts just before its first day."""

    year: int
    month: int
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise NotADate("year", _("The year must lie between 1900 and 2200."))
        if not 1 <= self.month <= 12:
            raise NotADate("month", _("The month must be a number from 1 to 12."))
        if self.day is not None and not 1 <= self.day <= self._days_in_month():
            raise NotADate("day", _("That month has no such day."))

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "2011-03" or "2011-03-15"; raises NotADate, a ValueError."""
        match = ISO.fullmatch(text)
        if match is None:
            raise NotADate("form", _("Write the date as 2011-03 or 2011-03-15."))
        year, month, day = match.groups()
        return cls(int(year), int(month), int(day) if day else None)

    @classmethod
    def on(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    def first(self) -> date:
        return date(self.year, self.month, self.day or 1)

    def last(self) -> date:
        return date(self.year, self.month, self.day or self._days_in_month())

    def iso(self) -> str:
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    def human(self) -> str:
        """ "15 March 2011" or "March 2011", in the language in force; English while Django is not set up."""
        if apps.ready:
            return format_date(self.first(), DAY_FORMAT if self.day else MONTH_FORMAT)
        return (f"{self.day} " if self.day else "") + f"{self.first():%B %Y}"

    def __str__(self) -> str:
        return self.human()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.iso() < other.iso()

    def _days_in_month(self) -> int:
        return monthrange(self.year, self.month)[1]
