"""Reminders of reviews: before the day they are due and after it, each once."""

from datetime import datetime, timedelta

from candidates.portfolios.models import Review
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy


def remind_what_is_due(now: datetime) -> int:
    """Safe to run again: a letter is written once for each review, due day and kind. Returns how many it looked at."""
    today = programme_day(now)
    before = today + timedelta(days=policy.at("review.remind_before_days", today))
    after = today - timedelta(days=policy.at("review.remind_after_days", today))
    waiting = Review.objects.filter(state=Review.Status.ASSIGNED, portfolio__held_since=None).select_related(
        "reviewer", "portfolio__set_edition__set"
    )
    soon = list(waiting.filter(due_on__lte=before, due_on__gte=today))
    late = list(waiting.filter(due_on__lte=after))
    for review in soon:
        _write_soon(review)
    for review in late:
        _write_late(review)
    return len(soon) + len(late)


def _write_soon(review: Review) -> None:
    letters.write(
        kind="review_due_soon",
        occasion=f"{review.ref}:{review.due_on}",
        to=review.reviewer,
        alias=review.portfolio.alias,
        set=review.portfolio.set_edition.set,
        review=review,
    )


def _write_late(review: Review) -> None:
    letters.write(
        kind="review_overdue",
        occasion=f"{review.ref}:{review.due_on}",
        to=review.reviewer,
        alias=review.portfolio.alias,
        set=review.portfolio.set_edition.set,
        review=review,
    )
