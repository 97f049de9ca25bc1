"""How many hours of one library post lie inside the time that counts, and what of it was left out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lsscert.reasons import Reason
from lsscert.words import day_in_words, days_in_words, exactly_in_words, number_in_words

# Part of the formula, leap year or not: 35 hours in 52 weeks of 365 days are exactly 1,820.
DAYS_IN_A_YEAR = 365


@dataclass(frozen=True)
class Window:
    """The days that count, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Post:
    """Paid or voluntary library work. `ends` is None while it goes on; both days were worked.

    `corrected_hours` is what the applicant says the post's hours inside the window really were. It is heard only
    with a `correction_note`.
    """

    label: str
    starts: date
    ends: date | None
    hours_per_week: Decimal
    weeks_per_year: Decimal
    corrected_hours: Decimal | None = None
    correction_note: str = ""

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.starts:
            raise ValueError("a post cannot end before it starts")

    @property
    def hours_per_day(self) -> Fraction:
        return Fraction(self.hours_per_week) * Fraction(self.weeks_per_year) / DAYS_IN_A_YEAR

    @property
    def explained_hours(self) -> Fraction | None:
        if self.corrected_hours is None or not self.correction_note.strip():
            return None
        return Fraction(self.corrected_hours)

    def days_in(self, window: Window) -> int:
        last = window.last if self.ends is None else min(self.ends, window.last)
        return max(0, (last - max(self.starts, window.first)).days + 1)


@dataclass(frozen=True)
class PostResult:
    """`hours` follows from the post itself; `hours_with_correction` is the explained correction where there is one."""

    post: Post
    counted_from: date | None
    counted_to: date | None
    days_counted: int
    hours: Fraction
    hours_with_correction: Fraction
    left_out: tuple[Reason, ...]

    @property
    def corrected(self) -> bool:
        return self.hours_with_correction != self.hours

    @property
    def arithmetic(self) -> Any:
        """ "35 h × 52 weeks × 365 days ÷ 365 = 1,820", lazily; shown hours are rounded down to tenths."""
        exact = (self.hours * 10).denominator == 1
        return format_lazy(
            _("{hours} h × {weeks} weeks × {days} ÷ 365 {equals} {total}"),
            hours=exactly_in_words(self.post.hours_per_week),
            weeks=exactly_in_words(self.post.weeks_per_year),
            days=days_in_words(self.days_counted),
            equals="=" if exact else "≈",
            total=number_in_words(self.hours),
        )


def count_post(post: Post, window: Window) -> PostResult:
    days = post.days_in(window)
    hours = post.hours_per_day * days
    # A post with no day inside has no hours inside either, whatever the correction says.
    corrected = post.explained_hours if days else None
    first = max(post.starts, window.first) if days else None
    return PostResult(
        post=post,
        counted_from=first,
        counted_to=first + timedelta(days=days - 1) if first else None,
        days_counted=days,
        hours=hours,
        hours_with_correction=hours if corrected is None else corrected,
        left_out=tuple(_left_out(post, window, days)),
    )


def _left_out(post: Post, window: Window, days: int) -> list[Reason]:
    reasons = []
    if post.starts < window.first:
        reasons.append(_before_window(post, window))
    if post.starts > window.last or (post.ends is not None and post.ends > window.last):
        reasons.append(_after_window(post, window))
    if not days:
        reasons.append(_none_counted(window))
    elif post.corrected_hours is not None and post.explained_hours is None:
        reasons.append(Reason("correction_unexplained", _("The corrected hours need a word of explanation.")))
    return reasons


def _before_window(post: Post, window: Window) -> Reason:
    last = window.first - timedelta(days=1)
    left = (min(post.ends or last, last) - post.starts).days + 1
    sentence = _("Work before {first} is too long ago to count: {days} left out.")
    return Reason(
        "before_window", format_lazy(sentence, first=day_in_words(window.first), days=days_in_words(left))
    )


def _after_window(post: Post, window: Window) -> Reason:
    sentence = _("Work after {last}, the day before the application, does not count yet.")
    return Reason("after_window", format_lazy(sentence, last=day_in_words(window.last)))


def _none_counted(window: Window) -> Reason:
    sentence = _("No day of this post lies between {first} and {last}, so none of it counts.")
    return Reason(
        "none_counted",
        format_lazy(sentence, first=day_in_words(window.first), last=day_in_words(window.last)),
    )
