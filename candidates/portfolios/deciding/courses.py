"""What to suggest to somebody whose portfolio did not achieve its set."""

from datetime import date

from candidates.portfolios.models import Portfolio
from competencies.courses.approval import Standing, standing
from competencies.courses.offers import Offer, approvals_of, offers_for

AT_MOST = 6


def suggested(portfolio: Portfolio, today: date) -> list[Offer]:
    """Courses that achieve the set and whose approval has not ended, as far as that is on record."""
    return [offer for offer in offers_for(portfolio.set_edition) if _open(offer, today)][:AT_MOST]


def _open(offer: Offer, today: date) -> bool:
    return all(
        any(standing(period, today) is not Standing.ENDED for period in periods) or not periods
        for periods in map(approvals_of, offer.courses)
    )
