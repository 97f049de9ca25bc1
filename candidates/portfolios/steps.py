"""What every act on a portfolio begins and ends with."""

from candidates.portfolios.models import Portfolio
from competencies.standard.models import CompetencySet


def locked(portfolio: Portfolio) -> Portfolio:
    """The portfolio, fresh and locked, after its candidacy: always in that order. Reviews are locked after it."""
    candidacy = portfolio.candidacy.lock()
    row = portfolio.lock()
    row.candidacy = candidacy
    return row


def set_of(portfolio: Portfolio) -> CompetencySet:
    return portfolio.set_edition.set
