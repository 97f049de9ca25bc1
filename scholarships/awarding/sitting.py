"""The one screen of the meeting: applications in their order, what is marked, what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lsscert.accounts.models import Person
from lsscert.money import funds
from lsscert.money.models import Fund
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import reserve
from scholarships.awarding.draw_services import draw_positions
from scholarships.awarding.holding import ENDED
from scholarships.awarding.models import Award
from scholarships.awarding.ranking import Entry, Ranked, rank
from scholarships.rounds.models import Round
from scholarships.scoring.models import Recusal
from scholarships.scoring.points import Summary
from scholarships.scoring.showing import summaries

NO_SCORES = Summary(0, None, None)


@dataclass(frozen=True)
class Row:
    """One application as this person may see it: `masked` where they stepped aside. `gone`: not in the running now."""

    application: ScholarshipApplication
    rank: int | None
    tied: bool
    summary: Summary
    award: Award | None
    place: int | None
    masked: bool
    recused: list[str]
    parts: list[Any]
    gone: bool = False


@dataclass(frozen=True)
class Left:
    """What is left of the round: of one fund the smaller of its limit and what is free in it."""

    places: int
    money: Decimal
    of_funds: list[tuple[Fund, Decimal]]


def left_of(round_: Round) -> Left:
    rows = list(round_.draws_on.select_related("fund"))
    found = [(row.fund, min(row.limit - row.drawn, funds.free(row.fund))) for row in rows]
    return Left(round_.places - round_.awarded, sum((left for _fund, left in found), Decimal(0)), found)


def rows_of(round_: Round, viewer: Person) -> list[Row]:
    """Those in the running in their order; then those who left it while marked, to be taken off."""
    awards = {
        award.application_id: award
        for award in round_.awards.exclude(state__in=ENDED).prefetch_related("parts__fund", "parts__cost")
    }
    counted = list(round_.applications.counted().select_related("person").prefetch_related("costs"))
    running = [each for each in counted if each.state == ScholarshipApplication.Status.HANDED_IN]
    scored = summaries(round_)
    ranked = {each.number: each for each in _ranked(round_, running, scored)}
    places, aside, own = reserve.places_of(round_), _aside(round_), _own(round_, viewer)

    def row(application: ScholarshipApplication) -> Row:
        award, at = awards.get(application.pk), ranked.get(application.number or 0)
        return Row(
            application=application,
            rank=at.rank if at else None,
            tied=bool(at and at.tied),
            summary=scored.get(application.pk, NO_SCORES),
            award=award,
            place=places.get(award.pk) if award else None,
            masked=application.pk in own,
            recused=aside.get(application.pk, []),
            parts=list(award.parts.all()) if award else [],
            gone=at is None,
        )

    by_number = {each.number: each for each in running}
    found = [row(by_number[number]) for number in ranked]
    return found + [row(each) for each in counted if each.number not in ranked and each.pk in awards]


def _ranked(
    round_: Round, running: Iterable[ScholarshipApplication], scored: Mapping[int, Summary]
) -> list[Ranked]:
    drawn = draw_positions(round_)
    entries = [
        Entry(each.number or 0, scored.get(each.pk, NO_SCORES).mean, drawn.get(each.pk), each.helped_before)
        for each in running
    ]
    return rank(entries, method=round_.method, helped_first=round_.helped_first)


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
