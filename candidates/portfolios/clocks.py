"""The clocks of a portfolio stand still while a report about one of its files is open."""

from datetime import datetime, timedelta

from candidates.portfolios.models import Portfolio, Report, Review
from lsscert.clock import programme_day

UNSETTLED = (Report.Status.OPEN, Report.Status.ASKED)


def stand_still(portfolio: Portfolio, now: datetime) -> None:
    """For a locked portfolio."""
    if portfolio.held_since is None:
        portfolio.held_since = now
        portfolio.save(update_fields=["held_since"])


def go_on(portfolio: Portfolio, now: datetime) -> int:
    """Unless another report is still open: what was due is due so many whole days later. For a locked portfolio.

    Returns the days that the clocks stood still.
    """
    if portfolio.held_since is None or portfolio.reports.filter(state__in=UNSETTLED).exists():
        return 0
    days = (programme_day(now) - programme_day(portfolio.held_since)).days
    portfolio.held_since = None
    if portfolio.more_due_on:
        portfolio.more_due_on += timedelta(days=days)
    portfolio.save(update_fields=["held_since", "more_due_on"])
    waiting = portfolio.reviews.filter(state=Review.Status.ASSIGNED).order_by("pk")
    for review in waiting.select_for_update(of=("self",), no_key=True):
        review.due_on += timedelta(days=days)
        review.save(update_fields=["due_on"])
    return days
