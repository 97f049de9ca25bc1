"""What a portfolio keeps open: the four years while it is judged, and closed: the refund once it was."""

from datetime import date

from candidates.journey.models import Candidacy
from candidates.portfolios.models import Portfolio, Review

_WITH_OTHERS = (
    Portfolio.Status.SUBMITTED,
    Portfolio.Status.IN_REVIEW,
    Portfolio.Status.MORE_INFORMATION,
    Portfolio.Status.SECOND_ROUND,
)


def holds_the_lapse(candidacy: Candidacy, today: date) -> bool:
    """What was handed in before the deadline is judged and counts, with its one round of more information."""
    return candidacy.portfolios.filter(state__in=_WITH_OTHERS).exists()


def has_been_judged(candidacy: Candidacy) -> bool:
    return Review.objects.filter(portfolio__candidacy=candidacy, state=Review.Status.HANDED_IN).exists()
