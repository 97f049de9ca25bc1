"""The second round of a portfolio."""

from datetime import datetime

from candidates.portfolios.models import Portfolio


def begin_round_two(*, portfolio: Portfolio, now: datetime) -> None:
    raise NotImplementedError
