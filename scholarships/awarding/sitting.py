"""The one screen of the meeting: applications in their order, what is marked, what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lsscert.accounts.models import Person
from lsscert.money import funds
from lsscert.money.models import Fund
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import reserve
from scholarships.awarding.holding import ENDED
from scholarships.awarding.models import Award, Draw
from scholarships.awarding.ranking import Entry, Ranked, rank
from scholarships.rounds.models import Round
from scholarships.scoring.models import Recusal, Sheet
from scholarships.scoring.points import Summary, summary
from scholarships.scoring.showing import percent_of, weights_of


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


def draw_positions(round_: Round) -> dict[int, int]:
    """Place in the draw, from 1, by the application's number; empty before there was one."""
    draw = Draw.objects.filter(round=round_).exclude(drawn_at=None).first()
    if draw is None:
        return {}
    return {int(code.removeprefix("A-")): place for place, code in enumerate(draw.order, 1)}


def rows_of(round_: Round, viewer: Person) -> list[Row]:
    """Those in the running in their order; then those who left it while marked, to be taken off."""
    awards = {
        award.application_id: award
        for award in round_.awards.exclude(state__in=ENDED).prefetch_related("parts__fund", "parts__cost")
    }
    counted = list(round_.applications.counted().select_related("person").prefetch_related("costs"))
    running = [each for each in counted if each.state == ScholarshipApplication.Status.HANDED_IN]
    summaries = summaries_of(round_, running)
    ranked = {each.number: each for each in _ranked(round_, running, summaries)}
    places, aside, own = reserve.places_of(round_), _aside(round_), _own(round_, viewer)

    def row(application: ScholarshipApplication) -> Row:
        award, at = awards.get(application.pk), ranked.get(application.number or 0)
        return Row(
            application=application,
            rank=at.rank if at else None,
            tied=bool(at and at.tied),
            summary=summaries.get(application.pk, summary([])),
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


def summaries_of(round_: Round, applications: Iterable[ScholarshipApplication]) -> dict[int, Summary]:
    """Of all sheets handed in, by the application's id; in three queries, however many there are."""
    weights = weights_of(round_)
    sheets = Sheet.objects.filter(application__in=list(applications)).exclude(handed_in_at=None)
    found: dict[int, list[Any]] = {}
    for sheet in sheets.prefetch_related("scores"):
        found.setdefault(sheet.application_id, []).append(percent_of(sheet, round_, weights))
    return {pk: summary(percents) for pk, percents in found.items()}


def _ranked(
    round_: Round, running: Iterable[ScholarshipApplication], summaries: dict[int, Summary]
) -> list[Ranked]:
    drawn, none = draw_positions(round_), summary([])
    entries = [
        Entry(
            each.number or 0,
            summaries.get(each.pk, none).mean,
            drawn.get(each.number or 0),
            each.helped_before,
        )
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
