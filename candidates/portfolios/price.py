"""What the review of one portfolio costs on a day, by dated policy; nothing when the policy says so."""

from datetime import date
from decimal import Decimal

from candidates.journey.models import Candidacy
from lsscert.policy import services as policy


def review_price(candidacy: Candidacy, day: date) -> Decimal:
    member = candidacy.application.ala_member
    return policy.at("price.portfolio_ala_member" if member else "price.portfolio", day)
