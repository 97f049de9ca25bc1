"""A portfolio on its way through both rounds, by the real services."""

from datetime import datetime
from typing import Any

from candidates.portfolios.deciding import rounds, services
from candidates.portfolios.models import Decision, Portfolio, Review
from candidates.portfolios.reviewing import services as reviewing
from candidates.portfolios.reviewing import standing
from tests import people
from tests.candidates.portfolios import making

NOW = people.NOW
M, P, N = "met", "partial", "not"
ALL_MET = dict.fromkeys(range(1, 10), M)
"""Technology has nine competencies, and seven must be Met."""


def begun(portfolio: Portfolio | None = None, *, now: datetime = NOW) -> tuple[Portfolio, Review, Review]:
    """In review, opened by two."""
    portfolio = portfolio or making.submitted(now=now)
    reviews = [
        reviewing.open_review(making.review(portfolio, making.reviewer(now=now).person, seat, now=now), now)
        for seat in ("first", "second")
    ]
    portfolio.refresh_from_db()
    return portfolio, reviews[0], reviews[1]


def hand_in(
    review: Review, ratings: dict[int, str] | None = None, *, now: datetime = NOW, comment: str = ""
) -> Review:
    """Rated and handed in; opened first where it was not."""
    review.refresh_from_db()
    if review.opened_at is None:
        review = reviewing.open_review(review, now)
    making.rate(review, ratings or ALL_MET, comment=comment or f"{review.seat} says why.", now=now)
    review = Review.objects.get(pk=review.pk)
    return reviewing.hand_in(review=review, seen=standing.of(review).version, by=review.reviewer, now=now)


def decided(
    first: dict[int, str] | None = None, second: dict[int, str] | None = None, **kwargs: Any
) -> Decision:
    """Of round one; what is not named is Met."""
    portfolio, one, two = begun(**kwargs)
    hand_in(one, ALL_MET | (first or {}))
    hand_in(two, ALL_MET | (second or {}))
    return portfolio.decisions.get()


def asked(first: dict[int, str] | None = None, second: dict[int, str] | None = None) -> Portfolio:
    """More information was asked for, and the candidate has been told."""
    decision = decided(first or {9: N}, second or {9: N})
    services.release(decision=decision, by=people.staff(), now=NOW)
    return Portfolio.objects.get(pk=decision.portfolio_id)


def second_round(
    portfolio: Portfolio, *, now: datetime = NOW, reopened: list[int] | None = None
) -> list[Review]:
    making.freeze(portfolio, round=2, why="more", reopened=reopened or [9], now=now)
    return rounds.begin_round_two(portfolio, now)
