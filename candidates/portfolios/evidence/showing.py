"""The evidence of a response, and what else of the portfolio could serve it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candidates.portfolios.evidence.services import MEGABYTE, limits_on, used_by
from candidates.portfolios.models import Evidence, EvidenceUse, Portfolio, Response
from candidates.portfolios.reopened import editable
from lsscert import clock


@dataclass(frozen=True)
class Panel:
    """`others` are pieces of the portfolio that are not used here. Sizes in bytes and megabytes."""

    uses: Sequence[EvidenceUse]
    others: Sequence[Evidence]
    editable: bool
    asked: set[int]
    largest: int
    used: int
    most: int

    @property
    def largest_bytes(self) -> int:
        return self.largest * MEGABYTE


def panel_of(portfolio: Portfolio, response: Response, now: datetime | None = None) -> Panel:
    uses = list(response.uses.select_related("evidence__file")) if response.pk else []
    here = {use.evidence_id for use in uses}
    largest, most = limits_on(now or clock.now())
    return Panel(
        uses=uses,
        others=[each for each in portfolio.evidence.select_related("file") if each.pk not in here],
        editable=response.competency.number in editable(portfolio),
        asked=quarantined(portfolio),
        largest=largest,
        used=used_by(portfolio.candidacy.person),
        most=most,
    )


def quarantined(portfolio: Portfolio) -> set[int]:
    """Keys of the evidence that nobody but the office sees while a report is open."""
    open_reports = portfolio.reports.filter(state__in=["open", "asked"])
    return set(open_reports.values_list("evidence_id", flat=True))


def everything(portfolio: Portfolio) -> list[dict[str, Any]]:
    """All evidence with the competencies each piece serves."""
    rows = portfolio.evidence.select_related("file").prefetch_related("uses__response__competency")
    return [
        {"evidence": row, "numbers": sorted(use.response.competency.number for use in row.uses.all())}
        for row in rows
    ]
