"""How much each reviewer has: portfolios assigned in a calendar year, each counted once, without those given back."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import Count, Max

from candidates.portfolios.models import Portfolio, Review, Reviewer
from lsscert.clock import PROGRAMME_ZONE
from lsscert.policy import services as policy


def year_begins(day: date) -> datetime:
    return datetime.combine(date(day.year, 1, 1), time.min, PROGRAMME_ZONE)


def loads(people: Collection[int], day: date, *, without: Portfolio | None = None) -> dict[int, int]:
    """By person. A portfolio read in both rounds counts once; what was declined, given up or called off does not.

    Ratings that were only carried into a second round are no work, so they do not count in the year of that round.
    """
    reviews = Review.objects.live().filter(
        reviewer__in=people, assigned_at__gte=year_begins(day), carries=False
    )
    if without is not None:
        reviews = reviews.exclude(portfolio=without)
    counted = reviews.order_by().values("reviewer").annotate(number=Count("portfolio", distinct=True))
    return dict(counted.values_list("reviewer", "number"))


def last_assigned(people: Collection[int]) -> dict[int, datetime]:
    found = Review.objects.filter(reviewer__in=people).order_by().values("reviewer")
    return dict(found.annotate(last=Max("assigned_at")).values_list("reviewer", "last"))


def usual_cap(day: date) -> int:
    return policy.at("review.yearly_cap", day)


def cap_of(reviewer: Reviewer, usual: int) -> int:
    return reviewer.yearly_cap if reviewer.yearly_cap is not None else usual


def is_available(reviewer: Reviewer, day: date) -> bool:
    """Away until a day means back on that day."""
    return reviewer.available and (reviewer.away_until is None or reviewer.away_until <= day)
