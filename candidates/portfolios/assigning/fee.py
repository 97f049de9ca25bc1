"""Whether the review of a portfolio is paid, as far as finding reviewers goes."""

from django.db.models import Q

from candidates.portfolios.models import Portfolio
from lsscert.money.models import Invoice


def settled() -> Q:
    """No fee was asked for it, or nothing of it is left to pay."""
    return Q(fee=None) | ~Q(fee__invoice__in=Invoice.objects.unpaid().order_by().values("pk"))


def is_settled(portfolio: Portfolio) -> bool:
    return Portfolio.objects.filter(settled(), pk=portfolio.pk).exists()
