"""What a reviewer has done this year, in figures."""

from dataclasses import dataclass
from datetime import date
from statistics import median_low

from candidates.portfolios.assigning.loads import cap_of, loads, usual_cap, year_begins
from candidates.portfolios.models import Review, Reviewer
from lsscert.clock import programme_day


@dataclass(frozen=True)
class Figures:
    """`days` is the median from assignment to handing in, this year; None before the first."""

    load: int
    cap: int
    handed_in: int
    in_time: int
    waiting: int
    overdue: int
    days: int | None

    @property
    def left(self) -> int:
        return max(0, self.cap - self.load)


def figures_of(reviewer: Reviewer, today: date) -> Figures:
    person = reviewer.person_id
    done = list(
        Review.objects.filter(
            reviewer=person,
            state=Review.Status.HANDED_IN,
            carries=False,
            handed_in_at__gte=year_begins(today),
        ).values_list("assigned_at", "handed_in_at", "due_on")
    )
    took = [
        (programme_day(handed) - programme_day(assigned)).days for assigned, handed, _due in done if handed
    ]
    waiting = Review.objects.filter(reviewer=person, state=Review.Status.ASSIGNED)
    return Figures(
        load=loads([person], today).get(person, 0),
        cap=cap_of(reviewer, usual_cap(today)),
        handed_in=len(done),
        in_time=sum(programme_day(handed) <= due for _assigned, handed, due in done if handed),
        waiting=waiting.count(),
        overdue=waiting.overdue(today).count(),
        days=median_low(took) if took else None,
    )
