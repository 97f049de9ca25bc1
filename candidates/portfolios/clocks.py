"""Clocks of a portfolio stand still while a report is looked into, and go on by the days they stood."""

from datetime import datetime, timedelta

from django.db.models import F

from candidates.portfolios.models import Portfolio, Report, Review
from lsscert.clock import programme_day


def stop(portfolio: Portfolio, *, now: datetime) -> None:
    """Of a locked portfolio; a second report does not stop them again."""
    if portfolio.held_since is None:
        portfolio.held_since = now
        portfolio.save(update_fields=["held_since"])


def go_on(portfolio: Portfolio, *, now: datetime) -> bool:
    """When no report of a locked portfolio is open any more. Days due move by whole days; returns whether they go."""
    waiting = portfolio.reports.filter(state__in=[Report.Status.OPEN, Report.Status.ASKED]).exists()
    if waiting or portfolio.held_since is None:
        return False
    stood = programme_day(now) - programme_day(portfolio.held_since)
    _move_days(portfolio, stood)
    portfolio.held_since = None
    portfolio.save(update_fields=["held_since", "more_due_on"])
    return True


def _move_days(portfolio: Portfolio, stood: timedelta) -> None:
    waiting = Review.objects.filter(portfolio=portfolio, state=Review.Status.ASSIGNED)
    waiting.update(due_on=F("due_on") + stood)
    if portfolio.more_due_on:
        portfolio.more_due_on += stood
