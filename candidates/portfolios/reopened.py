"""Which competencies may be written on: all of a draft, and those more information was asked for."""

from candidates.portfolios.models import Decision, Portfolio


def reopened(portfolio: Portfolio) -> frozenset[int]:
    """The numbers in the newest decision the candidate was told; none unless more information is asked for."""
    if portfolio.state != Portfolio.Status.MORE_INFORMATION:
        return frozenset()
    told = portfolio.decisions.filter(cycle=portfolio.cycle, released_at__isnull=False, sent_back_at=None)
    decision = told.order_by("-decided_at", "-pk").first()
    if decision is None or decision.kind != Decision.Kind.MORE_INFORMATION:
        return frozenset()
    return frozenset(int(number) for number in decision.arithmetic.get("open", ()))
