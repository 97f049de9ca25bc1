"""What every act on a portfolio begins and ends with."""

from typing import Any

from candidates.portfolios.models import STATUS, Portfolio
from competencies.standard.models import CompetencySet


def locked(portfolio: Portfolio) -> Portfolio:
    """The portfolio, fresh and locked, after its candidacy: always in that order. Reviews are locked after it."""
    candidacy = portfolio.candidacy.lock()
    row = portfolio.lock()
    row.candidacy = candidacy
    return row


def change(portfolio: Portfolio, to: Portfolio.Status, **changes: Any) -> None:
    """Move a locked portfolio along the table, together with what belongs to the move."""
    STATUS.require(portfolio.state, to)
    portfolio.state = to
    portfolio.version += 1
    for name, value in changes.items():
        setattr(portfolio, name, value)
    portfolio.save(update_fields=["state", "version", *changes])


def set_of(portfolio: Portfolio) -> CompetencySet:
    return portfolio.set_edition.set
