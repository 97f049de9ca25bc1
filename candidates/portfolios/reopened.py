"""Which competencies may be written on: all of a draft, and those more information was asked for."""

from candidates.portfolios.models import Decision, Portfolio

Status = Portfolio.Status


def asked_for(portfolio: Portfolio) -> frozenset[int]:
    """The numbers more information was asked for, whether it came by now or not; none before the candidate was told."""
    told = portfolio.decisions.filter(released_at__isnull=False, sent_back_at=None)
    decision = told.filter(kind=Decision.Kind.MORE_INFORMATION).order_by("-cycle", "-decided_at").first()
    return frozenset(decision.arithmetic["open"]) if decision else frozenset()


def editable(portfolio: Portfolio) -> frozenset[int]:
    """The numbers of the competencies whose response and evidence can be changed now."""
    if portfolio.state == Status.DRAFT:
        return frozenset(portfolio.set_edition.competencies.values_list("number", flat=True))
    return asked_for(portfolio) if portfolio.state == Status.MORE_INFORMATION else frozenset()
