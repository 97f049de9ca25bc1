"""The portfolios of a candidacy, as the cards of the home say them."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from candidates.journey.models import Candidacy
from candidates.my.portfolio_cards import PortfolioFacts
from candidates.portfolios import pathway
from candidates.portfolios.models import Portfolio
from candidates.portfolios.submitting import fee
from candidates.portfolios.writing.matrix import ready_counts
from lsscert.clock import programme_day
from lsscert.money.models import Invoice

Status = Portfolio.Status


def portfolios_by_set(candidacy: Candidacy) -> dict[int, PortfolioFacts]:
    """The newest of each set."""
    rows = candidacy.portfolios.select_related("set_edition__set", "consent").order_by("attempt")
    newest = {row.set_edition.set_id: row for row in rows}
    ready = ready_counts([row for row in newest.values() if row.state == Status.DRAFT])
    unpaid = fee.unpaid_of(newest.values())
    return {key: _facts(row, ready.get(row.pk, 0), unpaid.get(row.pk)) for key, row in newest.items()}


def may_begin(candidacy: Candidacy, today: date) -> bool:
    return candidacy.state == Candidacy.Status.ACTIVE and pathway.is_open(today)


def _facts(row: Portfolio, ready: int, bill: Invoice | None) -> PortfolioFacts:
    slug = row.set_edition.set.slug
    again = row.state == Status.NOT_ACHIEVED and hasattr(row, "consent")
    return PortfolioFacts(
        state=row.state,
        ready=ready,
        all=row.set_edition.expected_count,
        url=reverse("my_portfolio", args=[slug]),
        due_on=row.more_due_on,
        submitted_on=programme_day(row.submitted_at) if row.submitted_at else None,
        again_url=reverse("my_portfolio_begin", args=[slug]) if again else "",
        unpaid=bill.left if bill else Decimal(0),
        pay_url=reverse("my_invoice", args=[bill.ref]) if bill else "",
    )
