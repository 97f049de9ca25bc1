"""Which courses a candidate can still report, set by set."""

from collections.abc import Sequence
from dataclasses import dataclass

from candidates.journey.models import Candidacy
from candidates.journey.services import achieved_sets
from competencies.courses.models import Course
from competencies.courses.offers import Offer, offers_by_set
from competencies.standard.models import SetEdition


@dataclass(frozen=True)
class Choice:
    """`others` are the courses without which this one does not achieve the set."""

    course: Course
    others: Sequence[Course]


@dataclass(frozen=True)
class Group:
    edition: SetEdition
    choices: Sequence[Choice]


def courses_to_report(candidacy: Candidacy, *, only: str = "") -> list[Group]:
    """The sets of the plan first; without achieved sets and reported courses.

    `only` is the slug of a set; one that is unknown or has nothing to offer is passed over.
    """
    done = set(achieved_sets(candidacy))
    reported = set(candidacy.completions.standing().values_list("course_id", flat=True))
    chosen = set(candidacy.electives.values_list("set_id", flat=True))
    editions = [each for each in SetEdition.objects.of(candidacy.edition) if each.set not in done]
    editions.sort(key=lambda each: not (each.set.required or each.set_id in chosen))
    offers = offers_by_set(editions)
    groups = [Group(each, _choices(offers[each.pk], reported)) for each in editions]
    groups = [group for group in groups if group.choices]
    return [group for group in groups if group.edition.set.slug == only] or groups


def _choices(offers: Sequence[Offer], reported: set[int]) -> list[Choice]:
    return [
        Choice(course, [other for other in offer.courses if other != course])
        for offer in offers
        for course in offer.courses
        if course.pk not in reported
    ]
