"""The rule's answer as pages show it: one word, why, and what is on record about the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from candidates.coursework.counting import Answer, Approval, CountingRules, Verdict, counting_window
from candidates.coursework.judging import approvals_for
from competencies.courses.models import Course
from lsscert.reasons import Reason
from lsscert.words import day_in_words

TONES = {Answer.COUNTS: "done", Answer.DOES_NOT: "stop", Answer.CANNOT_SAY: "wait"}
WORDS = {
    Answer.COUNTS: _("It counts"),
    Answer.DOES_NOT: _("It does not count"),
    Answer.CANNOT_SAY: _("We cannot say yet"),
}
TAGS = {
    Answer.COUNTS: _("counts"),
    Answer.DOES_NOT: _("does not count"),
    Answer.CANNOT_SAY: _("cannot say yet"),
}


@dataclass(frozen=True)
class Shown:
    """`answer` is None where it depends on a day that is not known. `periods` tells what is on record, in words."""

    answer: Answer | None
    tone: str
    word: Any
    reasons: Sequence[Reason]
    periods: Sequence[Any] = ()

    @property
    def counts(self) -> bool:
        return self.answer is Answer.COUNTS

    @property
    def does_not(self) -> bool:
        return self.answer is Answer.DOES_NOT

    @property
    def cannot_say(self) -> bool:
        return self.answer is Answer.CANNOT_SAY


def shown(verdict: Verdict, course: Course, rules: CountingRules) -> Shown:
    return Shown(
        answer=verdict.answer,
        tone=TONES[verdict.answer],
        word=WORDS[verdict.answer],
        reasons=verdict.reasons,
        periods=on_record(course, rules),
    )


def on_record(course: Course, rules: CountingRules) -> list[Any]:
    """A sentence for each approval: “Approved 1 March 2024: completions from 1 March 2022 to 1 March 2028 count.”"""
    approvals = approvals_for(course)
    if not approvals:
        return [_("No approval date of this course is on record.")]
    return [period_in_words(approval, rules) for approval in approvals]


def period_in_words(approval: Approval, rules: CountingRules) -> Any:
    begins, ends = approval.begins, approval.ends
    window = counting_window(approval, rules)
    if window:
        span = {
            "first": day_in_words(window[0]),
            "last": day_in_words(window[1]),
            "begins": begins,
            "ends": ends,
        }
        sentence = (
            _("Approved {begins} until {ends}: completions from {first} to {last} count.")
            if ends
            else _("Approved {begins}, no end on record: completions from {first} to {last} count.")
        )
        return format_lazy(sentence, **span)
    if begins and ends:
        sentence = _(
            "Approved {begins} until {ends}, says the record, which cannot be; the office will check."
        )
        return format_lazy(sentence, begins=begins, ends=ends)
    if ends:
        return format_lazy(_("Approved until {ends}; since when is not on record."), ends=ends)
    return _("Approved, but since when is not on record.")
