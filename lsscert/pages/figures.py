"""The policy's figures that the public pages name, under the names their templates use."""

from datetime import date
from typing import Any

from candidates.portfolios import pathway
from competencies.standard.models import CompetencySet
from lsscert.money.gateways import takes_cards
from lsscert.pages.prices import SHOWN, prices
from lsscert.policy import overview

NAMED = {
    "hours": "eligibility.hours",
    "window_years": "eligibility.window_years",
    "years_to_finish": "candidacy.years_to_finish",
    "settle_days": "candidacy.settle_days",
    "electives": "candidacy.electives",
    "decision_days": "application.decision_days",
    "refund_days": "refund.days",
    "lookback_years": "course.lookback_years",
    "approval_years": "course.approval_years",
    "check_days": "coursework.check_days",
    "certificate_years": "certificate.years",
    "opens_months": "renewal.opens_months_before",
    "grace_months": "renewal.grace_months",
    "quote_days": "quote.valid_days",
    "most_instalments": "instalments.most",
    "least_instalment": "instalments.least_amount",
    "office_email": "office.email",
    "postal_address": "office.postal_address",
}


def figures(today: date) -> dict[str, Any]:
    values = overview.values_on([*NAMED.values(), *SHOWN, pathway.KEY], today)
    named = {name: values[key] for name, key in NAMED.items()}
    sets = CompetencySet.objects.filter(required=True).count() + named["electives"]
    return named | {"sets": sets, "prices": prices(values, sets=sets), "takes_cards": takes_cards()}
