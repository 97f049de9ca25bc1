"""Portfolios that two reviewers rated, for tests of what is counted of them."""

from datetime import datetime, timedelta

from candidates.journey.models import Candidacy
from candidates.portfolios.models import Decision, Portfolio, Review
from lsscert.accounts.models import Person
from tests import people
from tests.candidates.portfolios import making

DAYS = timedelta(days=10)


def judged(
    first: Person,
    second: Person,
    ratings: tuple[dict[int, str], dict[int, str]],
    *,
    candidacy: Candidacy | None = None,
    now: datetime = people.NOW,
    released: datetime | None = people.NOW,
    code: str = "TEC",
    cycle: int = 1,
    portfolio: Portfolio | None = None,
) -> Portfolio:
    """Both handed in on `now`, ten days after assignment; with a decision that may be out or not."""
    portfolio = portfolio or making.draft(candidacy, code, now=now - DAYS)
    Portfolio.objects.filter(pk=portfolio.pk).update(state="in_review", submitted_at=now - DAYS, cycle=cycle)
    portfolio.refresh_from_db()
    for person, seat, rated in ((first, "first", ratings[0]), (second, "second", ratings[1])):
        review = making.review(portfolio, person, seat, now=now - DAYS)
        making.rate(review, rated, now=now)
        hand_in(review, now)
    Decision.objects.create(
        portfolio=portfolio,
        cycle=cycle,
        round=1,
        kind="achieved",
        unanimous=True,
        arithmetic={},
        decided_at=now,
        released_at=released,
    )
    return portfolio


def hand_in(review: Review, now: datetime) -> None:
    Review.objects.filter(pk=review.pk).update(state="handed_in", handed_in_at=now)
