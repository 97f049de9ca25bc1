"""May this person join? A diploma, and enough hours of library work in the years before the application."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import lcm

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.journey.hours import Post, PostResult, Window, count_post
from lsscert.dates import years_earlier, years_later
from lsscert.reasons import Reason
from lsscert.words import day_in_words, number_in_words

__all__ = ["Assessment", "Post", "PostResult", "Rules", "Verdict", "Window", "assess", "eligible_from"]


class Verdict(StrEnum):
    ELIGIBLE = "eligible"
    # Only the applicant's own explained corrections reach the hours: staff look at the explanation.
    ELIGIBLE_WITH_CORRECTION = "eligible_with_correction"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Rules:
    """The dated policy in force on the day of the first submission."""

    window_years: int
    hours_needed: Decimal
    weekly_flag_hours: Decimal


@dataclass(frozen=True)
class Assessment:
    """`reasons` always speaks of the diploma and of the hours; `flags` are for staff and change nothing."""

    window_starts: date
    window_ends: date
    posts: tuple[PostResult, ...]
    hours: Fraction
    hours_with_corrections: Fraction
    hours_needed: Fraction
    has_diploma: bool
    peak_weekly_hours: Fraction
    flags: tuple[Reason, ...]
    verdict: Verdict
    reasons: tuple[Reason, ...]

    @property
    def hours_short(self) -> Fraction:
        return max(Fraction(0), self.hours_needed - self.hours_with_corrections)


def assess(*, posts: Sequence[Post], has_diploma: bool, applied_on: date, rules: Rules) -> Assessment:
    window = window_before(applied_on, rules)
    results = tuple(count_post(post, window) for post in posts)
    hours = sum((result.hours for result in results), Fraction(0))
    corrected = sum((result.hours_with_correction for result in results), Fraction(0))
    needed = Fraction(rules.hours_needed)
    peak, peak_day = _peak(results)
    return Assessment(
        window_starts=window.first,
        window_ends=window.last,
        posts=results,
        hours=hours,
        hours_with_corrections=corrected,
        hours_needed=needed,
        has_diploma=has_diploma,
        peak_weekly_hours=peak,
        flags=tuple(_flags(results, peak, peak_day, Fraction(rules.weekly_flag_hours))),
        verdict=_verdict(has_diploma, hours, corrected, needed),
        reasons=(_diploma_reason(has_diploma), _hours_reason(hours, corrected, needed)),
    )


def window_before(applied_on: date, rules: Rules) -> Window:
    return Window(years_earlier(applied_on, rules.window_years), applied_on - timedelta(days=1))


def eligible_from(*, posts: Sequence[Post], has_diploma: bool, today: date, rules: Rules) -> date | None:
    """The first day from today on which an application would reach the hours if the posts simply go on.

    None without a diploma, or when that day does not come within the years of the window: by then a post that
    goes on fills the whole of it. An explained correction goes on at its own pace per day.
    """
    if not has_diploma:
        return None
    now = window_before(today, rules)
    paces = [_hours_per_day(count_post(post, now)) for post in posts]
    # Whole numbers of a common fraction of an hour: as exact, and quick enough for 1,800 days.
    unit = lcm(*(pace.denominator for pace in paces))
    units = [(post, int(pace * unit)) for post, pace in zip(posts, paces)]
    needed = Fraction(rules.hours_needed) * unit
    for later in range((years_later(today, rules.window_years) - today).days + 1):
        day = today + timedelta(days=later)
        window = window_before(day, rules)
        if sum(per_day * post.days_in(window) for post, per_day in units) >= needed:
            return day
    return None


def _hours_per_day(result: PostResult) -> Fraction:
    if not result.days_counted:
        return result.post.hours_per_day
    return result.hours_with_correction / result.days_counted


def _verdict(has_diploma: bool, hours: Fraction, corrected: Fraction, needed: Fraction) -> Verdict:
    """A correction downwards is believed too: an honest applicant is told "not yet", not let in by the formula."""
    if not has_diploma or corrected < needed:
        return Verdict.NOT_YET
    return Verdict.ELIGIBLE if hours >= needed else Verdict.ELIGIBLE_WITH_CORRECTION


def _diploma_reason(has_diploma: bool) -> Reason:
    if has_diploma:
        return Reason("diploma_held", _("There is a high-school diploma or its equivalent."))
    return Reason("diploma_missing", _("A high-school diploma or its equivalent (GED) is needed."))


def _hours_reason(hours: Fraction, corrected: Fraction, needed: Fraction) -> Reason:
    if corrected < needed:
        code = "hours_short"
        sentence = _("{hours} of the {needed} hours needed are there; {short} are still missing.")
    elif hours < needed:
        code = "hours_reached_with_correction"
        sentence = _(
            "The corrections bring it to {hours} of the {needed} hours needed; the office will look."
        )
    else:
        code, sentence = "hours_reached", _("{hours} hours are there; {needed} are needed.")
    words = {
        "hours": number_in_words(corrected),
        "needed": number_in_words(needed),
        "short": number_in_words(needed - corrected, up=True),
    }
    return Reason(code, format_lazy(sentence, **words))


def _peak(results: Sequence[PostResult]) -> tuple[Fraction, date | None]:
    """The most hours a week held at the same time inside the window, and the first day it was so."""
    peak, peak_day = Fraction(0), None
    # The sum only rises on a day on which some post begins to count.
    for day in sorted({result.counted_from for result in results if result.counted_from}):
        weekly = sum((_weekly_hours_on(day, result) for result in results), Fraction(0))
        if weekly > peak:
            peak, peak_day = weekly, day
    return peak, peak_day


def _weekly_hours_on(day: date, result: PostResult) -> Fraction:
    if result.counted_from is None or result.counted_to is None:
        return Fraction(0)
    if not result.counted_from <= day <= result.counted_to:
        return Fraction(0)
    return Fraction(result.post.hours_per_week)


def _flags(
    results: Sequence[PostResult], peak: Fraction, peak_day: date | None, limit: Fraction
) -> list[Reason]:
    flags = []
    if peak_day and peak > limit:
        sentence = _("{hours} hours a week at the same time from {day}: more than {limit}.")
        flags.append(
            Reason(
                "many_weekly_hours",
                format_lazy(
                    sentence,
                    hours=number_in_words(peak),
                    day=day_in_words(peak_day),
                    limit=number_in_words(limit),
                ),
            )
        )
    for result in results:
        if result.corrected and result.hours_with_correction * 7 > limit * result.days_counted:
            sentence = _("The corrected hours of “{post}” come to more than {limit} a week.")
            words = {"post": result.post.label, "limit": number_in_words(limit)}
            flags.append(Reason("correction_many_weekly_hours", format_lazy(sentence, **words)))
    return flags
