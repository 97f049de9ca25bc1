"""“Does my past course count?”, asked with a day or only a month, before anybody has signed up."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

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

Judge = Callable[[date], Verdict]
OF_THE_DAY = {"in_approval", "too_early", "approval_ended"}


def ask(*, course: Course, completed: PartialDate, passed: bool, today: date, rules: CountingRules) -> Shown:
    def judge(day: date) -> Verdict:
        return judge_course(course, completed_on=day, passed=passed, today=today, rules=rules)

    if completed.day:
        return shown(judge(completed.first()), course, rules)
    return _month(completed, judge, today=today, course=course, rules=rules)


def _month(month: PartialDate, judge: Judge, *, today: date, course: Course, rules: CountingRules) -> Shown:
    """One answer where every day of the month has the same; otherwise which days have which."""
    days = _days_of(month, today)
    verdicts = {day: judge(day) for day in days}
    answers = {verdict.answer for verdict in verdicts.values()}
    if len(answers) > 1:
        reasons = tuple(
            Reason(f"days_{answer}", format_lazy(_BY_DAYS[answer], days=_spans(verdicts, answer)))
            for answer in Answer
            if answer in answers
        )
        return Shown(None, "act", _("It depends on the day"), reasons, on_record(course, rules))
    verdict = verdicts[days[0]]
    return shown(Verdict(verdict.answer, _of_the_month(verdict, month), verdict.window), course, rules)


_BY_DAYS = {
    Answer.COUNTS: _("Completed {days}: it counts."),
    Answer.DOES_NOT: _("Completed {days}: it does not count."),
    Answer.CANNOT_SAY: _("Completed {days}: we cannot say yet; the office will check."),
}
_WHOLE_MONTH = {
    "in_approval": _("Completed in {month}: the days that count run from {first} to {last}."),
    "too_early": _("{month} lies before {first}, the earliest day that counts."),
    "approval_ended": _("{month} lies after {last}, the day the course’s approval ended."),
}


def _of_the_month(verdict: Verdict, month: PartialDate) -> tuple[Reason, ...]:
    """The rule speaks of one day; here a month was asked about. The period that decided is named."""
    said, reasons = False, []
    for reason in verdict.reasons:
        if reason.code not in OF_THE_DAY or verdict.window is None:
            reasons.append(reason)
        elif not said:
            said = True
            first, last = map(day_in_words, verdict.window)
            sentence = format_lazy(_WHOLE_MONTH[reason.code], month=month, first=first, last=last)
            reasons.append(Reason(reason.code, sentence))
    return tuple(reasons)


def _days_of(month: PartialDate, today: date) -> list[date]:
    """Those that have come; of a month still to come, its first."""
    first, last = month.first(), month.last()
    past = [first + timedelta(days=n) for n in range((min(last, today) - first).days + 1)]
    return past or [first]


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
