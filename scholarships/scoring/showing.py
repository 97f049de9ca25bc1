"""Scores as pages show them: one's own first, others' afterwards."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Criterion, Round
from scholarships.scoring.models import COUNTED, Sheet
from scholarships.scoring.points import Summary, percent, summary


@dataclass(frozen=True)
class Spread:
    """What was given for one criterion, lowest first. `dots` are places on the scale in percent with how many there,
    `at` is the mean's place."""

    criterion: Criterion
    points: list[int]
    mean: Fraction
    dots: list[tuple[int, int]]
    at: int


def handed_in(application: ScholarshipApplication) -> list[Sheet]:
    """Those that count."""
    rows = application.sheets.filter(COUNTED).select_related("judge__person").prefetch_related("scores")
    return list(rows)


def percent_of(sheet: Sheet, round_: Round, weights: dict[int, int]) -> Fraction:
    points = {score.criterion_id: score.points for score in sheet.scores.all()}
    return percent(points, weights, round_.scale)


def weights_of(round_: Round) -> dict[int, int]:
    return dict(round_.criteria.values_list("pk", "weight"))


def summaries(round_: Round) -> dict[int, Summary]:
    """Of every application that has sheets, by its id."""
    weights, found = weights_of(round_), defaultdict(list)
    rows = Sheet.objects.filter(COUNTED, application__round=round_).prefetch_related("scores")
    for sheet in rows:
        found[sheet.application_id].append(percent_of(sheet, round_, weights))
    return {application: summary(percents) for application, percents in found.items()}


def spreads(application: ScholarshipApplication) -> list[Spread]:
    round_, sheets, found = application.round, handed_in(application), []
    for criterion in round_.criteria.all():
        points = sorted(
            score.points
            for sheet in sheets
            for score in sheet.scores.all()
            if score.criterion_id == criterion.pk
        )
        if points:
            dots = [(round(100 * each / round_.scale), points.count(each)) for each in sorted(set(points))]
            mean = Fraction(sum(points), len(points))
            found.append(Spread(criterion, points, mean, dots, round(100 * mean / round_.scale)))
    return found


def others(application: ScholarshipApplication, own: Sheet) -> list[dict[str, Any]]:
    """What the others gave; only for somebody whose own sheet is handed in."""
    assert own.handed_in_at, "scores of others are hidden until one's own are in"
    weights = weights_of(application.round)
    return [
        {"sheet": sheet, "percent": percent_of(sheet, application.round, weights)}
        for sheet in handed_in(application)
        if sheet.pk != own.pk
    ]
