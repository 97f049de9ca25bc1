"""From the reviews of a round to its outcome, its release and the second round."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from candidates.portfolios.models import Portfolio


def excluded(portfolio: "Portfolio") -> set[int]:
    """Who must not be given it, because they judged it before an appeal sent it back: keys of people."""
    from candidates.portfolios.deciding import (
        gathering,  # the room's models are not there yet when this is read
    )

    return gathering.excluded(portfolio)
