"""What is counted of reviews. The database adds up; only sums come here.

Only first rounds count where both reviews are in and the decision is out: earlier, a figure could tell one reviewer
what the other said. A round judged anew after an appeal counts by itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncQuarter

from candidates.portfolios.models import Rating as RatingRow
from candidates.portfolios.models import Review
from candidates.portfolios.outcome import Pair, Rating
from lsscert.dates import PROGRAMME_ZONE

SET = "review__portfolio__set_edition__set"
_SAME_ROUND = "review__portfolio__reviews"
type Pairs = Counter[Pair]


@dataclass(frozen=True)
class Period:
    """Decisions released from `since` on and before `until`; None has no end."""

    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """A calendar year in the programme's zone."""
        start, end = (datetime(each, 1, 1, tzinfo=PROGRAMME_ZONE) for each in (year, year + 1))
        return cls(start, end)


ALWAYS = Period()


def counted_reviews(period: Period = ALWAYS) -> QuerySet[Review]:
    """First and second reviews of first rounds whose decision is out."""
    return Review.objects.filter(
        _released("portfolio__decisions__", "cycle", period),
        round=1,
        state=Review.Status.HANDED_IN,
        seat__in=[Review.Seat.FIRST, Review.Seat.SECOND],
    )


def counted_ratings(period: Period = ALWAYS) -> QuerySet[RatingRow]:
    return RatingRow.objects.exclude(value="").filter(
        _released("review__portfolio__decisions__", "review__cycle", period),
        review__round=1,
        review__state=Review.Status.HANDED_IN,
        review__seat__in=[Review.Seat.FIRST, Review.Seat.SECOND],
    )


def _released(path: str, cycle: str, period: Period) -> Q:
    of_it: dict[str, Any] = {"round": 1, "cycle": F(cycle), "released_at__isnull": False}
    if period.since:
        of_it["released_at__gte"] = period.since
    if period.until:
        of_it["released_at__lt"] = period.until
    return Q(**{path + name: value for name, value in of_it.items()})


def _side_by_side(period: Period) -> QuerySet[Any]:
    """First reviewers' ratings beside the second's (`other`) of the same competency."""
    return (
        counted_ratings(period)
        .filter(
            Q(**{f"{_SAME_ROUND}__seat": Review.Seat.SECOND})
            & Q(**{f"{_SAME_ROUND}__round": 1, f"{_SAME_ROUND}__cycle": F("review__cycle")})
            & Q(**{f"{_SAME_ROUND}__state": Review.Status.HANDED_IN})
            & Q(**{f"{_SAME_ROUND}__ratings__competency": F("competency")})
            & Q(**{f"{_SAME_ROUND}__ratings__value__gt": ""}),
            review__seat=Review.Seat.FIRST,
        )
        .annotate(other=F(f"{_SAME_ROUND}__ratings__value"), second=F(f"{_SAME_ROUND}__reviewer"))
    )


def pairs_by_set(period: Period = ALWAYS) -> dict[int, Pairs]:
    found: dict[int, Pairs] = defaultdict(Counter)
    rows = _side_by_side(period).order_by().values_list(SET, "value", "other").annotate(times=Count("pk"))
    for set_id, one, other, times in rows:
        found[set_id][Rating(one), Rating(other)] += times
    return found


def pairs_by_reviewer(period: Period = ALWAYS, reviewer: int | None = None) -> dict[int, Pairs]:
    """By person, of all or of one. Each pair counts for both who rated."""
    found: dict[int, Pairs] = defaultdict(Counter)
    rows = _side_by_side(period)
    if reviewer:
        rows = rows.filter(Q(review__reviewer=reviewer) | Q(second=reviewer))
    counted = rows.order_by().values_list("review__reviewer", "second", "value", "other")
    for first, second, one, other, times in counted.annotate(times=Count("pk")):
        found[first][Rating(one), Rating(other)] += times
        found[second][Rating(other), Rating(one)] += times
    return found


def reviews_by(field: str, period: Period = ALWAYS) -> dict[int, tuple[int, float]]:
    """How many reviews, and how many days they took from assignment to handing in on average."""
    took = Avg(F("handed_in_at") - F("assigned_at"))
    rows = counted_reviews(period).order_by().values_list(field).annotate(n=Count("pk"), took=took)
    return {key: (number, took.total_seconds() / 86_400) for key, number, took in rows}


@dataclass(frozen=True)
class Shares:
    """How often which rating was given."""

    met: int = 0
    partial: int = 0
    not_met: int = 0

    @property
    def all(self) -> int:
        return self.met + self.partial + self.not_met

    @property
    def short(self) -> int:
        """Below Met."""
        return self.partial + self.not_met

    def __add__(self, other: "Shares") -> "Shares":
        return Shares(self.met + other.met, self.partial + other.partial, self.not_met + other.not_met)


SHARES = {
    "met": Count("pk", filter=Q(value=RatingRow.Value.MET)),
    "partial": Count("pk", filter=Q(value=RatingRow.Value.PARTIAL)),
    "not_met": Count("pk", filter=Q(value=RatingRow.Value.NOT_MET)),
}


def shares_by_quarter(period: Period = ALWAYS) -> dict[date, dict[int, Shares]]:
    """First day of the quarter in which the review was handed in → person → ratings."""
    quarter = TruncQuarter("review__handed_in_at", tzinfo=PROGRAMME_ZONE)
    rows = counted_ratings(period).order_by().annotate(quarter=quarter)
    found: dict[date, dict[int, Shares]] = defaultdict(dict)
    for start, person, *numbers in (
        rows.values_list("quarter", "review__reviewer").annotate(**SHARES).order_by("quarter")
    ):
        found[start.date()][person] = Shares(*numbers)
    return found


def shares_by_competency(period: Period = ALWAYS) -> list[tuple[int, int, str, Shares]]:
    """Set, number, text of the competency and how it was rated."""
    rows = counted_ratings(period).order_by().values_list(SET, "competency__number", "competency__text")
    return [(*row[:3], Shares(*row[3:])) for row in rows.annotate(**SHARES)]


def plain_counts(period: Period = ALWAYS) -> Iterator[tuple[Any, ...]]:
    """By set, competency, reviewer and quarter how often which rating was given. Nothing in it names a candidate."""
    quarter = TruncQuarter("review__handed_in_at", tzinfo=PROGRAMME_ZONE)
    rows = counted_ratings(period).order_by().annotate(quarter=quarter)
    fields = (f"{SET}__code", "competency__number", "review__reviewer__name", "quarter")
    for code, number, name, start, *counts in (
        rows.values_list(*fields).annotate(**SHARES).order_by(*fields).iterator()
    ):
        yield code, number, name, start.date(), *counts
