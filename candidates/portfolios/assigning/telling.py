"""Letters to reviewers. They name the alias and the set, never the candidate."""

from typing import Any

from django.urls import reverse

from candidates.portfolios.models import Review
from candidates.portfolios.steps import set_of
from lsscert.letters import services as letters


def assigned(review: Review) -> None:
    letters.write(kind="review_assigned", occasion=review.ref, to=review.reviewer, **_facts(review))


def reassigned(review: Review) -> None:
    """To whoever had it: somebody else reads it now."""
    letters.withdraw(kind="review_assigned", occasion=review.ref)
    letters.write(
        kind="review_reassigned",
        occasion=review.ref,
        to=review.reviewer,
        why=review.ended_why,
        **_facts(review),
    )


def called_off(review: Review, *, for_others: bool) -> None:
    letters.withdraw(kind="review_assigned", occasion=review.ref)
    letters.withdraw(kind="review_second_round", occasion=review.ref)
    letters.write(
        kind="review_called_off",
        occasion=review.ref,
        to=review.reviewer,
        for_others=for_others,
        **_facts(review),
    )


def due_soon(review: Review) -> None:
    letters.write(kind="review_due_soon", occasion=_due(review), to=review.reviewer, **_facts(review))


def overdue(review: Review) -> None:
    letters.write(kind="review_overdue", occasion=_due(review), to=review.reviewer, **_facts(review))


def address(review: Review) -> str:
    """Where its reviewer reads it."""
    return f"{reverse('review_home')}{review.ref}/"


def _due(review: Review) -> str:
    """Once for each day it is due: a report that stopped the clocks moves that day, and is told anew."""
    return f"{review.ref}-{review.due_on.isoformat()}"


def _facts(review: Review) -> dict[str, Any]:
    portfolio = review.portfolio
    return {
        "alias": portfolio.alias,
        "set_name": set_of(portfolio).name,
        "review_url": address(review),
        "due_on": review.due_on,
        "round": review.round,
    }
