"""Does a completed course count? The look-back runs from the course's approval, not from anybody's enrolment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lsscert.dates import months_later, years_earlier, years_later
from lsscert.partial_dates import PartialDate
from lsscert.reasons import Reason
from lsscert.words import day_in_words, days_in_words


class Answer(StrEnum):
    COUNTS = "counts"
    DOES_NOT = "does_not"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True)
class Approval:
    """One approval period as far as it is on record; a month is known from its first to its last day."""

    begins: PartialDate | None
    ends: PartialDate | None


@dataclass(frozen=True)
class CountingRules:
    lookback_years: int
    approval_years: int


@dataclass(frozen=True)
class Verdict:
    """`window` is the first and last day of completion that count, of the period that decided, if one did."""

    answer: Answer
    reasons: tuple[Reason, ...]
    window: tuple[date, date] | None = None


@dataclass(frozen=True)
class _Finding:
    """What one approval period says; `days_off` is how far the completion lies outside it."""

    answer: Answer
    reason: Reason
    window: tuple[date, date] | None = None
    days_off: int = 0


def does_it_count(
    *, completed_on: date, passed: bool, approvals: Sequence[Approval], rules: CountingRules, today: date
) -> Verdict:
    """Any one period suffices. A fact that fails for itself is named even while an approval date is missing."""
    findings = sorted(
        (_look_at(approval, completed_on, rules) for approval in approvals),
        key=lambda finding: (finding.days_off, finding.window or (date.max, date.max)),
    )
    failing = _failing_facts(completed_on, passed, today)
    for finding in findings:
        if finding.answer is Answer.COUNTS:
            return _failed_or(failing, Verdict(Answer.COUNTS, (finding.reason,), finding.window))
    if not findings or any(finding.answer is Answer.CANNOT_SAY for finding in findings):
        return _failed_or(failing, Verdict(Answer.CANNOT_SAY, (_unknown(),)))
    # Between two periods it is both too late and too early: the nearest of each kind is named, nearest first.
    nearest: dict[str, Reason] = {}
    for finding in findings:
        nearest.setdefault(finding.reason.code, finding.reason)
    return Verdict(Answer.DOES_NOT, (*failing, *nearest.values()), findings[0].window)


def counting_window(approval: Approval, rules: CountingRules) -> tuple[date, date] | None:
    """The first and last day of completion that count; None where the record does not say."""
    if approval.begins is None or (approval.ends and approval.ends.last() < approval.begins.first()):
        return None
    first = years_earlier(approval.begins.first(), rules.lookback_years)
    if approval.ends:
        return first, approval.ends.last()
    return first, _end_of_term(approval.begins, rules.approval_years)


def _look_at(approval: Approval, completed_on: date, rules: CountingRules) -> _Finding:
    window = counting_window(approval, rules)
    if window is None:
        # An end that is on record can rule the period out even when its beginning is not.
        if approval.begins is None and approval.ends and approval.ends.last() < completed_on:
            return _ended(approval.ends.last(), completed_on, None)
        return _Finding(Answer.CANNOT_SAY, _unknown())
    if completed_on < window[0]:
        return _too_early(completed_on, window)
    if completed_on > window[1]:
        return _ended(window[1], completed_on, window)
    sentence = _("Finished on {day}: the days that count run from {first} to {last}.")
    words = {
        "day": day_in_words(completed_on),
        "first": day_in_words(window[0]),
        "last": day_in_words(window[1]),
    }
    return _Finding(Answer.COUNTS, Reason("in_approval", format_lazy(sentence, **words)), window)


def _end_of_term(begins: PartialDate, years: int) -> date:
    """The same calendar date years later; for a month, the last day of that month years later."""
    if begins.day is None:
        return months_later(begins.first(), 12 * years + 1) - timedelta(days=1)
    return years_later(begins.first(), years)


def _failed_or(failing: tuple[Reason, ...], verdict: Verdict) -> Verdict:
    return Verdict(Answer.DOES_NOT, failing) if failing else verdict


def _failing_facts(completed_on: date, passed: bool, today: date) -> tuple[Reason, ...]:
    failing = []
    if completed_on > today:
        sentence = _("{day} has not come yet: a course counts once it is finished.")
        failing.append(Reason("in_future", format_lazy(sentence, day=day_in_words(completed_on))))
    if not passed:
        failing.append(Reason("not_passed", _("The course was not passed.")))
    return tuple(failing)


def _unknown() -> Reason:
    return Reason(
        "approval_unknown", _("The course’s approval date is not on record; the office will check.")
    )


def _too_early(completed_on: date, window: tuple[date, date]) -> _Finding:
    days_off = (window[0] - completed_on).days
    sentence = _("Finished {days} before {first}, the earliest day that counts.")
    words = {"days": days_in_words(days_off), "first": day_in_words(window[0])}
    return _Finding(Answer.DOES_NOT, Reason("too_early", format_lazy(sentence, **words)), window, days_off)


def _ended(last: date, completed_on: date, window: tuple[date, date] | None) -> _Finding:
    days_off = (completed_on - last).days
    sentence = _("Finished {days} after {last}, the day the course’s approval ended.")
    words = {"days": days_in_words(days_off), "last": day_in_words(last)}
    return _Finding(
        Answer.DOES_NOT, Reason("approval_ended", format_lazy(sentence, **words)), window, days_off
    )
