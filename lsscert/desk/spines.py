"""The picture of six sets for a whole page of candidacies, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from candidates.coursework.models import Completion
from candidates.journey.models import Candidacy, ChosenElective, SetAchievement
from candidates.portfolios.models import Portfolio
from competencies.standard.models import CompetencySet
from lsscert.policy import services as policy

Sets = dict[int, set[int]]
Standing = Completion.Status
WITH_THE_OFFICE = (Standing.REPORTED, Standing.WAITING)
WITH_REVIEWERS = (Portfolio.Status.SUBMITTED, Portfolio.Status.IN_REVIEW, Portfolio.Status.SECOND_ROUND)


def six_spines(candidacies: Sequence[Candidacy], *, today: date) -> dict[int, list[str]]:
    """Candidacy id → one tone per set: the required ones first, then as many electives as are asked for today."""
    ids = [candidacy.pk for candidacy in candidacies]
    required = list(CompetencySet.objects.filter(required=True).values_list("pk", flat=True))
    chosen = _by_candidacy(ChosenElective.objects.filter(candidacy__in=ids), "set")
    standing = SetAchievement.objects.filter(candidacy__in=ids, annulled_at=None)
    achieved = _by_candidacy(standing, "set_edition__set")
    completions = Completion.objects.filter(candidacy__in=ids)
    covered = "course__coverages__set_edition__set"
    checking = _by_candidacy(completions.filter(state__in=WITH_THE_OFFICE), covered)
    refused = _by_candidacy(completions.filter(state=Standing.REFUSED), covered)
    portfolios = Portfolio.objects.filter(candidacy__in=ids)
    read = _by_candidacy(portfolios.filter(state__in=WITH_REVIEWERS), "set_edition__set")
    asked = _by_candidacy(portfolios.filter(state=Portfolio.Status.MORE_INFORMATION), "set_edition__set")
    needed = policy.at("candidacy.electives", today)
    pictures = {}
    for pk in ids:
        electives = _electives(set(required), chosen[pk], achieved[pk], needed)
        waits, acts = checking[pk] | read[pk], refused[pk] | asked[pk]
        tones = [_tone(each, achieved[pk], waits, acts) for each in [*required, *electives]]
        pictures[pk] = tones + ["open"] * (needed - len(electives))
    return pictures


def _by_candidacy(rows: QuerySet, field: str) -> Sets:
    found: Sets = defaultdict(set)
    for candidacy, value in rows.order_by().values_list("candidacy", field):
        found[candidacy].add(value)
    return found


def _electives(required: set[int], chosen: set[int], achieved: set[int], needed: int) -> list[int]:
    """Achieved ones first, whether chosen or not; then those chosen and still to be done."""
    done = sorted(achieved - required)
    return (done + sorted(chosen - achieved - required))[:needed]


def _tone(of: int, achieved: set[int], waits: set[int], acts: set[int]) -> str:
    if of in achieved:
        return "done"
    if of in waits:
        return "wait"
    return "act" if of in acts else "open"
