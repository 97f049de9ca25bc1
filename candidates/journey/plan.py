"""What stands in a person's plan: each set with what it takes and how it is offered."""

from dataclasses import dataclass

from django.db.models import Count, Q

from candidates.journey.models import Candidacy
from candidates.journey.services import achieved_sets
from competencies.standard.models import CompetencySet, SetEdition
from competencies.standard.services import current_edition


@dataclass(frozen=True)
class PlannedSet:
    """`offers` counts courses that achieve the set alone, and bundles."""

    set: CompetencySet
    competencies: int
    offers: int
    achieved: bool
    picked: bool


def plan_of(candidacy: Candidacy | None, *, picked: set[str]) -> list[PlannedSet]:
    """All ten sets in the edition the candidate is judged by, required ones first."""
    edition = candidacy.edition if candidacy and candidacy.edition else current_edition()
    achieved = set(achieved_sets(candidacy).values_list("pk", flat=True)) if candidacy else set()
    editions = SetEdition.objects.of(edition).annotate(
        alone=Count("coverages", filter=Q(coverages__bundle=None), distinct=True),
        together=Count("bundles", distinct=True),
    )
    return [
        PlannedSet(
            set=each.set,
            competencies=each.expected_count,
            offers=each.alone + each.together,
            achieved=each.set_id in achieved,
            picked=each.set.required or str(each.set_id) in picked,
        )
        for each in editions
    ]
