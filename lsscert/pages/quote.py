"""A quote for an employer: what so many enrolments would cost, and until when it holds. Pure, and nothing is stored.

The page and any paper made of it print the same `Quote`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from lsscert.pages.prices import Prices


@dataclass(frozen=True)
class Wish:
    """What the employer asks for. The first three are as they typed them, `members` is how many belong to ALA."""

    organisation: str
    attention: str
    address: str
    enrolments: int
    members: int
    portfolios_each: int


@dataclass(frozen=True)
class QuoteLine:
    description: Any
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.price


@dataclass(frozen=True)
class Quote:
    """`courses_each` sets are left to courses; their price is the provider's, so no line and no total has it."""

    wish: Wish
    made_on: date
    valid_until: date
    lines: tuple[QuoteLine, ...]
    courses_each: int

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    def has_run_out(self, today: date) -> bool:
        return today > self.valid_until


def quote(
    wish: Wish, prices: Prices, *, made_on: date, valid_days: int, next_change: date | None, sets: int
) -> Quote:
    """`prices` are those of `made_on`; `next_change` is the first day after it on which one of them is another."""
    others = wish.enrolments - wish.members
    reviews = wish.portfolios_each
    lines = (
        QuoteLine(_("Enrolment"), others, prices.enrolment),
        QuoteLine(_("Enrolment, ALA member"), wish.members, prices.enrolment_member),
        QuoteLine(_("Review of a portfolio"), others * reviews, prices.portfolio),
        QuoteLine(_("Review of a portfolio, ALA member"), wish.members * reviews, prices.portfolio_member),
    )
    return Quote(
        wish=wish,
        made_on=made_on,
        valid_until=valid_until(made_on, valid_days, next_change),
        lines=tuple(line for line in lines if line.quantity),
        courses_each=sets - reviews,
    )


def valid_until(made_on: date, valid_days: int, next_change: date | None) -> date:
    """So many days, but not into another price: an invoice takes the price of the day it is issued."""
    last = made_on + timedelta(days=valid_days)
    if next_change is not None and next_change > made_on:
        last = min(last, next_change - timedelta(days=1))
    return last
