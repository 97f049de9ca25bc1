"""What certification costs, for the public pages: all from the dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.fees.pricing import true_cost
from candidates.portfolios import pathway
from lsscert.policy import overview
from lsscert.policy.keys import KEYS
from lsscert.ui.bars import Bar, bar
from lsscert.ui.wording import day as day_in_words
from lsscert.ui.wording import money

SHOWN = (
    "price.enrolment",
    "price.enrolment_ala_member",
    "price.portfolio",
    "price.portfolio_ala_member",
    "price.renewal",
)


@dataclass(frozen=True)
class Prices:
    """US dollars on one day. `by_portfolios` is enrolment and a portfolio for every set.

    While portfolios are not open no page shows their prices; they stay on record.
    """

    enrolment: Decimal
    enrolment_member: Decimal
    portfolio: Decimal
    portfolio_member: Decimal
    renewal: Decimal
    by_portfolios: Decimal
    by_portfolios_member: Decimal
    portfolios_open: bool = True


def prices(values: Mapping[str, Any], *, sets: int) -> Prices:
    """`values` are those of the policy for the keys in SHOWN and the pathway; `sets` make a certification."""
    enrolment, member, portfolio, portfolio_member, renewal = (values[name] for name in SHOWN)
    return Prices(
        enrolment=enrolment,
        enrolment_member=member,
        portfolio=portfolio,
        portfolio_member=portfolio_member,
        renewal=renewal,
        by_portfolios=true_cost(enrolment=enrolment, portfolios=sets, portfolio_price=portfolio),
        by_portfolios_member=true_cost(enrolment=member, portfolios=sets, portfolio_price=portfolio_member),
        portfolios_open=values[pathway.KEY],
    )


@dataclass(frozen=True)
class Way:
    """So many sets by portfolio, the others by courses, whose price is the provider's and in no total."""

    portfolios: int
    courses: int
    total: Decimal
    total_member: Decimal
    bar: Bar

    @property
    def in_planner(self) -> str:
        """What the planner's address holds for it."""
        return "&".join(f"way{number}=portfolio" for number in range(1, self.portfolios + 1)) or "way1=course"


def ways(prices: Prices, *, sets: int) -> list[Way]:
    """From all courses to all portfolios. Bars are as long as the last of them; courses are drawn without measure."""
    most = sets if prices.portfolios_open else 0
    return [_way(prices, portfolios, sets) for portfolios in range(most + 1)]


def _way(prices: Prices, portfolios: int, sets: int) -> Way:
    reviews = portfolios * prices.portfolio
    known = {"fee": prices.enrolment, "portfolio": reviews}
    return Way(
        portfolios=portfolios,
        courses=sets - portfolios,
        total=prices.enrolment + reviews,
        total_member=prices.enrolment_member + portfolios * prices.portfolio_member,
        bar=bar(known, whole=prices.by_portfolios, rest="unknown" if portfolios < sets else ""),
    )


def changes(today: date) -> list[Any]:
    """A sentence for every price that is going to change, and for portfolios that are going to be closed."""
    coming = overview.next_changes([*SHOWN, pathway.KEY], today)
    is_open = pathway.is_open(today)
    if is_open and pathway.KEY in coming:
        end = coming[pathway.KEY].effective_from
        closing = [_("From %(day)s, no more portfolios are taken for review.") % {"day": day_in_words(end)}]
    else:
        closing = []
    return closing + [
        _("From %(day)s, %(what)s: %(amount)s.")
        % {
            "day": day_in_words(coming[name].effective_from),
            "what": KEYS[name].label,
            "amount": money(KEYS[name].parse(coming[name].value)),
        }
        for name in SHOWN
        if name in coming and (is_open or not name.startswith("price.portfolio"))
    ]
