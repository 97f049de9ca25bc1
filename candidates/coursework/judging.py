"""Carries what is on record to the pure rule in `counting.py`, and its answer back."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from candidates.coursework.counting import Approval, CountingRules, Verdict, does_it_count
from candidates.coursework.models import Completion
from candidates.journey.models import Candidacy
from competencies.courses.models import Course
from competencies.courses.offers import Offer, approvals_of, offers_for
from competencies.standard.models import SetEdition
from lsscert.clock import programme_day
from lsscert.policy import services as policy
from lsscert.policy.models import PolicyRow
from lsscert.words import day_in_words

LOOKBACK, APPROVAL = "course.lookback_years", "course.approval_years"
LONGEST_SOURCE = 400


def rules_on(day: date) -> CountingRules:
    return CountingRules(lookback_years=policy.at(LOOKBACK, day), approval_years=policy.at(APPROVAL, day))


def rules_by_day(days: AbstractSet[date]) -> dict[date, CountingRules]:
    """As `rules_on`, for many days: asked again only where a figure changed between two of them."""
    changes = set(
        PolicyRow.objects.filter(key__in=[LOOKBACK, APPROVAL]).values_list("effective_from", flat=True)
    )
    found: dict[date, CountingRules] = {}
    known: CountingRules | None = None
    since: date | None = None
    for day in sorted(days):
        if known is None or since is None or any(since < change <= day for change in changes):
            known = rules_on(day)
        found[day], since = known, day
    return found


def judge(completion: Completion, today: date, rules: CountingRules | None = None) -> Verdict:
    """By the rules of the day it was reported, so that a later change does not touch it."""
    return judge_course(
        completion.course,
        completed_on=completion.completed_on,
        passed=completion.passed,
        today=today,
        rules=rules or rules_on(programme_day(completion.reported_at)),
    )


def judge_course(
    course: Course, *, completed_on: date, passed: bool, today: date, rules: CountingRules
) -> Verdict:
    return does_it_count(
        completed_on=completed_on, passed=passed, approvals=approvals_for(course), rules=rules, today=today
    )


def judge_all(completions: Sequence[Completion], today: date) -> list[tuple[Completion, Verdict]]:
    """For a list, in a fixed number of queries."""
    rules = rules_by_day({programme_day(each.reported_at) for each in completions})
    return [(each, judge(each, today, rules[programme_day(each.reported_at)])) for each in completions]


def approvals_for(course: Course) -> list[Approval]:
    return [Approval(begins, ends) for begins, ends in approvals_of(course)]


@dataclass(frozen=True)
class Achieved:
    """The offer that achieves a set, with its verified completions in the order they were completed."""

    offer: Offer
    completions: tuple[Completion, ...]

    @property
    def achieved_on(self) -> date:
        return self.completions[-1].completed_on

    @property
    def source(self) -> str:
        """“Technology in Libraries, Infopeople, completed 2 June 2025”, course by course."""
        return source_words(self.completions)


def judge_set(candidacy: Candidacy, set_edition: SetEdition) -> Achieved | None:
    """By what the office has verified. Where several offers achieve it, the one that was complete first."""
    verified = candidacy.completions.filter(state=Completion.Status.VERIFIED)
    by_course = {row.course_id: row for row in verified.select_related("course__provider")}
    found = [
        Achieved(offer, tuple(sorted((by_course[course.pk] for course in offer.courses), key=_order)))
        for offer in offers_for(set_edition)
        if all(course.pk in by_course for course in offer.courses)
    ]
    return min(found, key=lambda each: (each.achieved_on, len(each.completions)), default=None)


def _order(completion: Completion) -> tuple[date, int]:
    return completion.completed_on, completion.pk


def source_words(completions: Sequence[Completion]) -> str:
    """Titles are shortened where they would not fit; providers and days never are."""
    room = LONGEST_SOURCE // len(completions) - 2
    return "; ".join(_one_source(each, room) for each in completions)


def _one_source(completion: Completion, room: int) -> str:
    words = _("%(title)s, %(provider)s, completed %(day)s")
    values = {"provider": completion.course.provider.name, "day": day_in_words(completion.completed_on)}
    title = completion.course.title
    too_long = len(words % {"title": title, **values}) - room
    if too_long > 0:
        title = title[: max(0, len(title) - too_long - 1)].rstrip() + "…"
    return (words % {"title": title, **values})[:room]
