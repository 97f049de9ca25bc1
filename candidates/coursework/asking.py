"""“Does my past course count?”, asked with a day, a month or only a year, before anybody has signed up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from candidates.coursework.counting import Answer, CountingRules, Verdict
from candidates.coursework.judging import judge_course
from candidates.coursework.showing import Shown, on_record, shown
from competencies.courses.models import Course
from lsscert.partial_dates import PartialDate
from lsscert.reasons import Reason
from lsscert.words import day_in_words

OF_THE_DAY = {"in_approval", "too_early", "approval_ended"}


@dataclass(frozen=True)
class When:
    """The day of completion as far as it is remembered: it lies from `first` to `last`. `iso` goes into a link."""

    first: date
    last: date
    words: str
    iso: str

    @classmethod
    def of(cls, partial: PartialDate) -> Self:
        return cls(partial.first(), partial.last(), partial.human(), partial.iso())

    @classmethod
    def in_year(cls, year: int) -> Self:
        return cls(date(year, 1, 1), date(year, 12, 31), str(year), str(year))

    @property
    def one_day(self) -> bool:
        return self.first == self.last


def ask(*, course: Course, completed: When, passed: bool, today: date, rules: CountingRules) -> Shown:
    def judge(day: date) -> Verdict:
        return judge_course(course, completed_on=day, passed=passed, today=today, rules=rules)

    if completed.one_day:
        return shown(judge(completed.first), course, rules)
    verdicts = {day: judge(day) for day in _days_of(completed, today)}
    answers = {verdict.answer for verdict in verdicts.values()}
    if len(answers) > 1:
        reasons = tuple(
            Reason(f"days_{answer}", format_lazy(_BY_DAYS[answer], days=_spans(verdicts, answer)))
            for answer in Answer
            if answer in answers
        )
        return Shown(None, "act", _("It depends on the day"), reasons, on_record(course, rules))
    verdict = next(iter(verdicts.values()))
    return shown(Verdict(verdict.answer, _of_all_days(verdict, completed), verdict.window), course, rules)


_BY_DAYS = {
    Answer.COUNTS: _("Completed {days}: it counts."),
    Answer.DOES_NOT: _("Completed {days}: it does not count."),
    Answer.CANNOT_SAY: _("Completed {days}: we cannot say yet; the office will check."),
}
_ALL_DAYS = {
    "in_approval": _("Completed in {when}: the days that count run from {first} to {last}."),
    "too_early": _("{when} lies before {first}, the earliest day that counts."),
    "approval_ended": _("{when} lies after {last}, the day the course’s approval ended."),
}


def _of_all_days(verdict: Verdict, completed: When) -> tuple[Reason, ...]:
    """The rule speaks of one day; here many were asked about. The period that decided is named."""
    said, reasons = False, []
    for reason in verdict.reasons:
        if reason.code not in OF_THE_DAY or verdict.window is None:
            reasons.append(reason)
        elif not said:
            said = True
            first, last = map(day_in_words, verdict.window)
            sentence = format_lazy(_ALL_DAYS[reason.code], when=completed.words, first=first, last=last)
            reasons.append(Reason(reason.code, sentence))
    return tuple(reasons)


def _days_of(completed: When, today: date) -> list[date]:
    """Those that have come; where none has, the first."""
    count = (min(completed.last, today) - completed.first).days + 1
    return [completed.first + timedelta(days=n) for n in range(count)] or [completed.first]


def _spans(verdicts: dict[date, Verdict], answer: Answer) -> str:
    """ "from 1 March 2009 to 14 March 2009 or on 20 March 2009"."""
    spans: list[list[date]] = []
    for day in (day for day, verdict in verdicts.items() if verdict.answer is answer):
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    return _now(" or ").join(_span(span) for span in spans)


def _span(days: Sequence[date]) -> Any:
    if len(days) == 1:
        return _now("on %(day)s") % {"day": day_in_words(days[0])}
    return _now("from %(first)s to %(last)s") % {
        "first": day_in_words(days[0]),
        "last": day_in_words(days[-1]),
    }
