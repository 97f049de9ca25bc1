"""What a reviewer sees of their own work: load, time, and how far they agree with whoever read the same."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, F, Q

from candidates.portfolios.models import Review, Reviewer
from candidates.portfolios.quality.agreement import FEWEST_REVIEWS, Agreement, agreement
from candidates.portfolios.quality.counting import Period, counted_reviews, pairs_by_reviewer
from lsscert.policy import services as policy


@dataclass(frozen=True)
class OwnFigures:
    """`assigned` counts this calendar year, `days` is the average from assignment to handing in, None before the first.

    `agreed` is of all years, and only of portfolios whose decision is out.
    """

    year: int
    assigned: int
    cap: int
    waiting: int
    handed_in: int
    in_time: int
    days: float | None
    agreed: Agreement
    fewest: int = FEWEST_REVIEWS


def figures(reviewer: Reviewer, today: date) -> OwnFigures:
    person, year = reviewer.person_id, Period.of_year(today.year)
    handed_in = Q(state=Review.Status.HANDED_IN, carries=False, handed_in_at__gte=year.since)
    found = Review.objects.filter(reviewer=person).aggregate(
        assigned=Count("portfolio", distinct=True, filter=Q(assigned_at__gte=year.since, state__in=_COUNTED)),
        waiting=Count("pk", filter=Q(state=Review.Status.ASSIGNED)),
        handed_in=Count("pk", filter=handed_in),
        in_time=Count("pk", filter=handed_in & Q(handed_in_at__date__lte=F("due_on"))),
        took=Avg(F("handed_in_at") - F("assigned_at"), filter=handed_in),
    )
    took = found.pop("took")
    pairs = pairs_by_reviewer(reviewer=person).get(person, Counter())
    return OwnFigures(
        year=today.year,
        cap=reviewer.yearly_cap if reviewer.yearly_cap is not None else policy.at("review.yearly_cap", today),
        days=took.total_seconds() / 86_400 if took is not None else None,
        agreed=agreement(pairs, reviews=counted_reviews().filter(reviewer=person).count()),
        **found,
    )


_COUNTED = (Review.Status.ASSIGNED, Review.Status.HANDED_IN)
