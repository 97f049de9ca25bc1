"""Whose portfolio an address means."""

from django.http import Http404

from candidates.portfolios.models import Portfolio
from competencies.standard.models import Competency
from lsscert.accounts.models import Person


def own_portfolio(person: Person, slug: str, attempt: int | None = None) -> Portfolio:
    """The person's newest portfolio of a set, or that attempt. Http404 for everybody else's."""
    rows = Portfolio.objects.with_set().select_related("candidacy__person", "candidacy__application")
    rows = rows.filter(candidacy__person=person, set_edition__set__slug=slug)
    if attempt is not None:
        rows = rows.filter(attempt=attempt)
    found = rows.order_by("-candidacy__applied_at", "-attempt", "-pk").first()
    if found is None:
        raise Http404
    return found


def competency_of(portfolio: Portfolio, number: int) -> Competency:
    found = portfolio.set_edition.competencies.filter(number=number).first()
    if found is None:
        raise Http404
    return found
