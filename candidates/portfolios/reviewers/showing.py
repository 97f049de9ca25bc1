"""A reviewer's year in figures."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from candidates.portfolios.models import Review, Reviewer
from lsscert.clock import programme_day
from lsscert.policy import services as policy


@dataclass(frozen=True)
class Year:
    """`load` counts portfolios asked of them this calendar year, `days` is the median from asking to handing in."""

    load: int
    cap: int
    handed_in: int
    days: int | None
    waiting: int
    overdue: int


def year_of(reviewer: Reviewer, today: date) -> Year:
    rows = list(reviewer.person.reviews.filter(assigned_at__year=today.year, carries=False))
    counted = [row for row in rows if row.state not in {Review.Status.DECLINED, Review.Status.CALLED_OFF}]
    done = [row for row in rows if row.state == Review.Status.HANDED_IN and row.handed_in_at]
    took = [
        (programme_day(row.handed_in_at) - programme_day(row.assigned_at)).days
        for row in done
        if row.handed_in_at
    ]
    waiting = [row for row in rows if row.state == Review.Status.ASSIGNED]
    cap = policy.at("review.yearly_cap", today)
    return Year(
        load=len({row.portfolio_id for row in counted}),
        cap=cap if reviewer.yearly_cap is None else reviewer.yearly_cap,
        handed_in=len(done),
        days=round(median(took)) if took else None,
        waiting=len(waiting),
        overdue=sum(row.due_on < today for row in waiting),
    )
