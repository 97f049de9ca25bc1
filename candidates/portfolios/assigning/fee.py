"""Whether the review of a portfolio is paid, as far as finding reviewers goes."""

from django.db.models import Q

from candidates.portfolios.models import Portfolio
from candidates.portfolios.submitting import fee
from lsscert.money.models import Invoice


def settled() -> Q:
    """No fee was asked for it, or nothing of it is left to pay."""
    return Q(fee=None) | ~Q(fee__invoice__in=Invoice.objects.unpaid().order_by().values("pk"))


def is_settled(portfolio: Portfolio) -> bool:
    """As above, or somebody whose word is good has promised it."""
    return fee.is_settled(portfolio)
