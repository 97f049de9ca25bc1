"""The desk's picture of how reviewing goes, put together from what was counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from candidates.portfolios.quality import counting
from candidates.portfolios.quality.agreement import Agreement, agreement
from candidates.portfolios.quality.counting import Period, Shares
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person
from lsscert.ui.bars import Bar, bar

MOST_SHORT = 3
"""So many competencies are named of each set."""
MOST_QUARTERS = 12
"""So many are shown, the latest: further back the people and the sets were others."""


@dataclass(frozen=True)
class Row:
    """A set or a reviewer. `days` is the average from assignment to handing in."""

    of: Any
    agreed: Agreement
    days: float | None
    shares: Shares

    @property
    def bar(self) -> Bar:
        return picture(self.shares)


@dataclass(frozen=True)
class Quarter:
    """`chosen` is of the reviewer somebody looks at, None without one."""

    start: date
    everybody: Shares
    chosen: Shares | None

    @property
    def number(self) -> int:
        return (self.start.month + 2) // 3

    @property
    def bar(self) -> Bar:
        return picture(self.everybody)

    @property
    def chosen_bar(self) -> Bar:
        return picture(self.chosen or Shares())


@dataclass(frozen=True)
class Short:
    """A competency that was often rated below Met."""

    number: int
    text: str
    shares: Shares

    @property
    def bar(self) -> Bar:
        return picture(self.shares)


@dataclass(frozen=True)
class Quality:
    reviews: int
    whole: Agreement
    sets: list[Row]
    reviewers: list[Row]
    quarters: list[Quarter]
    to_teach: list[tuple[CompetencySet, list[Short]]]


def quality(period: Period, chosen: Person | None = None) -> Quality:
    by_set = counting.pairs_by_set(period)
    of_sets = counting.reviews_by("portfolio__set_edition__set", period)
    sets = list(CompetencySet.objects.filter(pk__in=of_sets).order_by("-required", "name"))
    quarters = counting.shares_by_quarter(period)
    reviews = sum(number for number, _days in of_sets.values())
    return Quality(
        reviews=reviews,
        whole=agreement(sum(by_set.values(), Counter()), reviews=reviews),
        sets=_rows(sets, by_set, of_sets, {}),
        reviewers=_reviewers(period, quarters.values()),
        quarters=_quarters(quarters, chosen),
        to_teach=_to_teach(sets, counting.shares_by_competency(period)),
    )


def picture(shares: Shares) -> Bar:
    parts = {"rated-met": shares.met, "rated-partial": shares.partial, "rated-not": shares.not_met}
    return bar({kind: Decimal(number) for kind, number in parts.items()}, whole=Decimal(shares.all))


def _reviewers(period: Period, quarters: Iterable[Mapping[int, Shares]]) -> list[Row]:
    """Everybody of whom something is counted, by name."""
    of_people = counting.reviews_by("reviewer", period)
    shares: dict[int, Shares] = {}
    for quarter in quarters:
        for person, found in quarter.items():
            shares[person] = shares.get(person, Shares()) + found
    people = list(Person.objects.filter(pk__in=of_people).order_by("name", "pk"))
    return _rows(people, counting.pairs_by_reviewer(period), of_people, shares)


def _rows(
    whom: Iterable[Any],
    pairs: Mapping[int, counting.Pairs],
    reviews: Mapping[int, tuple[int, float]],
    shares: Mapping[int, Shares],
) -> list[Row]:
    return [
        Row(
            of=each,
            agreed=agreement(pairs.get(each.pk, Counter()), reviews=reviews[each.pk][0]),
            days=reviews[each.pk][1],
            shares=shares.get(each.pk, Shares()),
        )
        for each in whom
    ]


def _quarters(found: Mapping[date, Mapping[int, Shares]], chosen: Person | None) -> list[Quarter]:
    return [
        Quarter(
            start=start,
            everybody=sum(people.values(), Shares()),
            chosen=people.get(chosen.pk, Shares()) if chosen else None,
        )
        for start, people in sorted(found.items())[-MOST_QUARTERS:]
    ]


def _to_teach(
    sets: Iterable[CompetencySet], rated: Iterable[tuple[int, int, str, Shares]]
) -> list[tuple[CompetencySet, list[Short]]]:
    """Of each set the competencies most often below Met, the most often first."""
    rated = list(rated)
    found = [(each, _shortest(row[1:] for row in rated if row[0] == each.pk)) for each in sets]
    return [(each, short) for each, short in found if short]


def _shortest(rated: Iterable[tuple[int, str, Shares]]) -> list[Short]:
    short = [Short(number, text or "", shares) for number, text, shares in rated if shares.short]
    short.sort(key=lambda each: (-each.shares.short / each.shares.all, each.number))
    return short[:MOST_SHORT]
