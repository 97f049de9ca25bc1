"""What the desk sees of the decisions on a portfolio."""

from dataclasses import dataclass
from typing import Any

from candidates.portfolios.deciding import gathering
from candidates.portfolios.deciding.picture import Picture, drawn
from candidates.portfolios.models import Decision, Portfolio

TONES = {"achieved": "done", "more_info": "act", "not_achieved": "stop"}


@dataclass(frozen=True)
class Shown:
    decision: Decision
    picture: Picture
    current: bool

    @property
    def tone(self) -> str:
        return TONES[self.decision.kind]

    @property
    def to_release(self) -> bool:
        return self.current and self.decision.released_at is None


def shown(portfolio: Portfolio) -> list[Shown]:
    """Newest first. Only one of the present cycle can still be told."""
    rows = portfolio.decisions.select_related("held_by", "released_by").order_by("-decided_at", "-pk")
    for row in rows:
        row.portfolio = portfolio
    return [Shown(row, drawn(row), row.cycle == portfolio.cycle) for row in rows]


def third_is_needed(portfolio: Portfolio) -> list[int]:
    """The competencies a third rates, as long as nothing is decided."""
    if portfolio.state != Portfolio.Status.SECOND_ROUND or gathering.decision_now(portfolio):
        return []
    held = gathering.seats(portfolio, 2)
    pair = [held.get(seat) for seat in (gathering.FIRST, gathering.SECOND)]
    if any(one is None or one.handed_in_at is None for one in pair):
        return []
    return gathering.disputed(portfolio)


def context(portfolio: Portfolio) -> dict[str, Any]:
    return {
        "portfolio": portfolio,
        "shown": shown(portfolio),
        "third": third_is_needed(portfolio),
        "reports": list(portfolio.reports.select_related("evidence")),
    }
