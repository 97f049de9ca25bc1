"""Whether the review of a portfolio is paid, as far as finding reviewers goes."""

from django.db.models import Q

from candidates.portfolios.models import Portfolio
from candidates.portfolios.submitting import fee
from lsscert.money.models import Invoice


def settled() -> Q:
    """No fee was asked for it, or what is left of it to pay was promised by somebody whose word is good."""
    return Q(fee=None) | ~Q(fee__invoice__in=Invoice.objects.uncovered().order_by().values("pk"))


def is_settled(portfolio: Portfolio) -> bool:
    """The same of one portfolio."""
    return fee.is_settled(portfolio)
