"""What enrolment costs, and what the whole way costs by the route taken."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class EnrolmentPrices:
    """US dollars, from the dated policy in force on the day the invoice is issued."""

    standard: Decimal
    ala_member: Decimal


@dataclass(frozen=True)
class PriceLine:
    """`description` is lazy; `amount` is in US dollars."""

    code: str
    description: Any
    amount: Decimal


def enrolment_lines(*, ala_member: bool, prices: EnrolmentPrices) -> tuple[PriceLine, ...]:
    """The caller has seen to it that a member number was given: without one, `ala_member` is False."""
    if ala_member:
        return (PriceLine("enrolment", _("Enrolment, ALA member price"), prices.ala_member),)
    return (PriceLine("enrolment", _("Enrolment"), prices.standard),)


def true_cost(*, enrolment: Decimal, portfolios: int, portfolio_price: Decimal) -> Decimal:
    """Enrolment and portfolios; what courses cost is the provider's to say and comes on top."""
    if portfolios < 0:
        raise ValueError("portfolios must not be negative")
    return enrolment + portfolios * portfolio_price
