"""Suggestions and those left out, as the desk's page shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from candidates.portfolios.assigning import seats
from candidates.portfolios.assigning.gathering import ranking
from candidates.portfolios.assigning.guards import why_left_out
from candidates.portfolios.assigning.ranking import Standing
from candidates.portfolios.models import REVIEW_STATUS, Portfolio, Review, Reviewer
from lsscert.reasons import Reason


@dataclass(frozen=True)
class Shown:
    reviewer: Reviewer
    standing: Standing
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Suggestions:
    free: list[str]
    suggested: list[Shown]
    left_out: list[Shown]

    @property
    def first(self) -> list[Shown]:
        """As many as there are seats, in order."""
        return self.suggested[: len(self.free)]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(each.reviewer.ref, _option(each)) for each in self.suggested]


def _option(shown: Shown) -> str:
    return f"{shown.reviewer.person.name} ({shown.standing.load}/{shown.standing.cap})"


def suggestions_for(portfolio: Portfolio, today: date) -> Suggestions:
    round = portfolio.round_now
    found = ranking(portfolio, round, today)
    rows = Reviewer.objects.filter(retired_on=None).select_related("person").in_bulk()
    return Suggestions(
        free=seats.free_seats(portfolio, round) if portfolio.state in seats.WITH_REVIEWERS else [],
        suggested=[Shown(rows[each.pk], each) for each in found.suggested],
        left_out=[
            Shown(rows[each.pk], each, tuple(why_left_out(each, bars))) for each, bars in found.left_out
        ],
    )


def reviews_of(portfolio: Portfolio, today: date) -> list[dict[str, Any]]:
    """Every seat there ever was, newest round first, with its state in words."""
    rows = portfolio.reviews.select_related("reviewer", "assigned_by").order_by(
        "-cycle", "-round", "seat", "pk"
    )
    return [
        {
            "review": row,
            "info": REVIEW_STATUS[row.state],
            "late": row.state == Review.Status.ASSIGNED
            and row.due_on < today
            and portfolio.held_since is None,
            "live": row.state == Review.Status.ASSIGNED,
        }
        for row in rows
    ]
