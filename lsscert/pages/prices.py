"""What certification costs, for the public pages: all from the dated policy."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.fees.pricing import true_cost
from candidates.fees.services import prices_on
from competencies.standard.models import CompetencySet
from lsscert.policy import overview
from lsscert.policy import services as policy
from lsscert.policy.keys import KEYS
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
    """US dollars on one day. `by_portfolios` is enrolment and a portfolio for every set."""

    enrolment: Decimal
    enrolment_member: Decimal
    portfolio: Decimal
    portfolio_member: Decimal
    renewal: Decimal
    sets: int
    by_portfolios: Decimal
    by_portfolios_member: Decimal


def sets_needed(today: date) -> int:
    return CompetencySet.objects.filter(required=True).count() + int(policy.at("candidacy.electives", today))


def prices(today: date) -> Prices:
    enrolment, sets = prices_on(today), sets_needed(today)
    portfolio = policy.at("price.portfolio", today)
    portfolio_member = policy.at("price.portfolio_ala_member", today)
    return Prices(
        enrolment=enrolment.standard,
        enrolment_member=enrolment.ala_member,
        portfolio=portfolio,
        portfolio_member=portfolio_member,
        renewal=policy.at("price.renewal", today),
        sets=sets,
        by_portfolios=true_cost(enrolment=enrolment.standard, portfolios=sets, portfolio_price=portfolio),
        by_portfolios_member=true_cost(
            enrolment=enrolment.ala_member, portfolios=sets, portfolio_price=portfolio_member
        ),
    )


def changes(today: date) -> list[Any]:
    """A sentence for every price that is going to change."""
    coming = overview.next_changes(SHOWN, today)
    return [
        _("From %(day)s, %(what)s: %(amount)s.")
        % {
            "day": day_in_words(coming[name].effective_from),
            "what": KEYS[name].label,
            "amount": money(KEYS[name].parse(coming[name].value)),
        }
        for name in SHOWN
        if name in coming
    ]
