"""The one screen of the meeting: applications in their order, what is marked, what is left."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lsscert.accounts.models import Person
from lsscert.money import funds
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import reserve
from scholarships.awarding.holding import ENDED
from scholarships.awarding.models import Award, Draw
from scholarships.awarding.ranking import Entry, rank
from scholarships.rounds.models import Round
from scholarships.scoring.models import Recusal
from scholarships.scoring.points import Summary
from scholarships.scoring.showing import summaries

NO_SCORES = Summary(0, None, None)


@dataclass(frozen=True)
class Row:
    """One application as this person may see it: `masked` where they stepped aside."""

    application: ScholarshipApplication
    rank: int
    tied: bool
    summary: Summary
    award: Award | None
    place: int | None
    masked: bool
    recused: list[str]
    parts: list[Any]


@dataclass(frozen=True)
class Left:
    """What is left of the round: of one fund the smaller of its limit and what is free in it."""

    places: int
    money: Decimal
    of_funds: list[tuple[Any, Decimal]]


def left_of(round_: Round) -> Left:
    rows = list(round_.draws_on.select_related("fund"))
    found = [(row.fund, min(row.limit - row.drawn, funds.free(row.fund))) for row in rows]
    return Left(round_.places - round_.awarded, sum((left for _fund, left in found), Decimal(0)), found)


def draw_positions(round_: Round) -> dict[int, int]:
    """Place in the draw, from 1, by the application's number; empty before there was one."""
    draw = Draw.objects.filter(round=round_).exclude(drawn_at=None).first()
    if draw is None:
        return {}
    return {int(code.removeprefix("A-")): place for place, code in enumerate(draw.order, 1)}


def rows_of(round_: Round, viewer: Person) -> list[Row]:
    running = round_.applications.in_the_running().select_related("person").prefetch_related("costs")
    applications = {each.number or 0: each for each in running}
    drawn, scored = draw_positions(round_), summaries(round_)
    of = {number: scored.get(each.pk, NO_SCORES) for number, each in applications.items()}
    entries = [
        Entry(number, of[number].mean, drawn.get(number), each.helped_before)
        for number, each in applications.items()
    ]
    ranked = rank(entries, method=round_.method, helped_first=round_.helped_first)
    awards = {
        award.application_id: award
        for award in round_.awards.exclude(state__in=ENDED).prefetch_related("parts__fund", "parts__cost")
    }
    places, aside, own = reserve.places_of(round_), _aside(round_), _own(round_, viewer)
    found = []
    for each in ranked:
        application = applications[each.number]
        award = awards.get(application.pk)
        found.append(
            Row(
                application=application,
                rank=each.rank,
                tied=each.tied,
                summary=of[each.number],
                award=award,
                place=places.get(award.pk) if award else None,
                masked=application.pk in own,
                recused=aside.get(application.pk, []),
                parts=list(award.parts.all()) if award else [],
            )
        )
    return found


def _aside(round_: Round) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for recusal in Recusal.objects.filter(judge__round=round_).select_related("judge__person"):
        found.setdefault(recusal.application_id, []).append(recusal.judge.person.name)
    return found


def _own(round_: Round, viewer: Person) -> set[int]:
    return set(
        Recusal.objects.filter(judge__round=round_, judge__person=viewer).values_list(
            "application", flat=True
        )
    )
