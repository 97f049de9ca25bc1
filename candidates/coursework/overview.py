"""Where a candidate stands, set by set: what was reported, what counts, and which courses are still missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from candidates.coursework.achieving import sets_covered
from candidates.coursework.models import STATUS, Completion
from candidates.journey.models import Candidacy, SetAchievement
from candidates.journey.services import achieved_sets
from competencies.courses.models import Course
from competencies.courses.offers import Offer, offers_by_set
from competencies.standard.models import CompetencySet, SetEdition

VERIFIED = Completion.Status.VERIFIED


@dataclass(frozen=True)
class Part:
    """One course of a way to a set, and what the candidate reported of it, if anything."""

    course: Course
    completion: Completion | None

    @property
    def info(self) -> Any:
        return STATUS[self.completion.state] if self.completion else None

    @property
    def counts(self) -> bool:
        return self.completion is not None and self.completion.state == VERIFIED


@dataclass(frozen=True)
class Way:
    """A course, or the courses of a bundle, towards one set."""

    parts: Sequence[Part]

    @property
    def begun(self) -> bool:
        return any(part.completion for part in self.parts)

    @property
    def together(self) -> bool:
        return len(self.parts) > 1

    @property
    def missing(self) -> list[Course]:
        return [part.course for part in self.parts if not part.counts]


@dataclass(frozen=True)
class SetStanding:
    """`ways` are those the candidate has begun; `offers` counts all there are."""

    edition: SetEdition
    planned: bool
    achievement: SetAchievement | None
    ways: Sequence[Way]
    offers: int

    @property
    def set(self) -> CompetencySet:
        return self.edition.set


def standing_by_set(candidacy: Candidacy) -> list[SetStanding]:
    """The sets of the plan, then others the candidate has begun or achieved. A fixed number of queries."""
    editions = list(SetEdition.objects.of(candidacy.edition))
    offers = offers_by_set(editions)
    reported = _reported(candidacy)
    chosen = set(candidacy.electives.values_list("set_id", flat=True))
    achieved = {each.set_edition_id: each for each in candidacy.achievements.filter(annulled_at=None)}
    standings = [
        SetStanding(
            edition=edition,
            planned=edition.set.required or edition.set_id in chosen,
            achievement=achieved.get(edition.pk),
            ways=[way for way in (_way(offer, reported) for offer in offers[edition.pk]) if way.begun],
            offers=len(offers[edition.pk]),
        )
        for edition in editions
    ]
    shown = [each for each in standings if each.planned or each.ways or each.achievement]
    return sorted(shown, key=lambda each: not each.planned)


@dataclass(frozen=True)
class Half:
    """A set that a counted course leads to only together with others."""

    set: CompetencySet
    missing: str


def halves_of(completion: Completion) -> list[Half]:
    """Where a counted course achieves no set yet: what is still missing beside it, set by set."""
    candidacy = completion.candidacy
    done = set(achieved_sets(candidacy))
    editions = [each for each in sets_covered(completion.course, candidacy) if each.set not in done]
    reported, offers = _reported(candidacy), offers_by_set(editions)
    found = []
    for edition in editions:
        ways = [_way(offer, reported) for offer in offers[edition.pk] if completion.course in offer.courses]
        missing = min((way.missing for way in ways), key=len, default=[])
        if missing:
            found.append(Half(edition.set, ", ".join(course.title for course in missing)))
    return found


def _reported(candidacy: Candidacy) -> dict[int, Completion]:
    rows = candidacy.completions.standing().select_related("course__provider")
    return {row.course_id: row for row in rows}


def _way(offer: Offer, reported: dict[int, Completion]) -> Way:
    return Way([Part(course, reported.get(course.pk)) for course in offer.courses])
