"""How an award is split over funds and lines of the budget: what is proposed, and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lsscert.money.amounts import parse_amount
from lsscert.money.models import Fund
from lsscert.refused import Refused
from scholarships.applying.models import CostLine, ScholarshipApplication
from scholarships.awarding.allocation import spread
from scholarships.awarding.holding import Part, parts_for
from scholarships.awarding.sitting import Left, Row
from scholarships.rounds.models import Round


@dataclass(frozen=True)
class Field:
    """One amount to type, with what is proposed."""

    name: str
    line: CostLine | None
    initial: str


def fields_of(row: Row, round_: Round, left: Left) -> list[tuple[Fund, list[Field]]]:
    """For each fund one field, or one for each line. What is marked stands in them, else the sensible thing."""
    lines: list[CostLine | None] = list(row.application.costs.all()) or [None]
    funds = [fund for fund, _left in left.of_funds]
    if row.parts:
        given = [[_of(row, fund, line) for line in lines] for fund in funds]
    else:
        wanted = [line.asked if line else wanted_by(row.application, round_) for line in lines]
        given = spread(wanted, [amount for _fund, amount in left.of_funds], round_.amount)
    return [
        (
            fund,
            [
                Field(name_of(fund, line), line, f"{amount:.2f}" if amount else "")
                for line, amount in zip(lines, amounts, strict=True)
            ],
        )
        for fund, amounts in zip(funds, given, strict=True)
    ]


def _of(row: Row, fund: Fund, line: CostLine | None) -> Decimal:
    mine = (part for part in row.parts if part.fund_id == fund.pk and part.cost == line)
    return sum((part.amount for part in mine), Decimal(0))


def name_of(fund: Fund, line: CostLine | None) -> str:
    return f"part-{fund.ref}-{line.ref if line else ''}"


def wanted_by(application: ScholarshipApplication, round_: Round) -> Decimal:
    """What is asked for, at most the round's amount; all of it where nothing was said."""
    return min(application.asked or round_.amount, round_.amount)


def typed(data: Mapping[str, Any], application: ScholarshipApplication, round_: Round) -> list[Part]:
    """Empty where nothing was typed. Refused: amount."""
    lines: list[CostLine | None] = [None, *application.costs.all()]
    found = []
    for row in round_.draws_on.select_related("fund"):
        for line in lines:
            text = data.get(name_of(row.fund, line), "").strip()
            if text:
                found.append(Part(row.fund, _amount(text), line))
    return found


def sensible(application: ScholarshipApplication, round_: Round, left: Left) -> list[Part]:
    """All that is asked for, line by line, from the first fund that has money. Refused: fund_too_low."""
    wanted, lines = wanted_by(application, round_), list(application.costs.all())
    given = spread([line.asked for line in lines], [amount for _fund, amount in left.of_funds], wanted)
    if sum((sum(row, Decimal(0)) for row in given), Decimal(0)) != wanted:
        return parts_for(round_, wanted)
    return [
        Part(fund, amount, line)
        for (fund, _left), amounts in zip(left.of_funds, given, strict=True)
        for line, amount in zip(lines, amounts, strict=True)
        if amount
    ]


def _amount(text: str) -> Decimal:
    try:
        return parse_amount(text)
    except ValueError as wrong:
        raise Refused("amount", str(wrong)) from wrong
