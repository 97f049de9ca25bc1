"""What the writing pages take from the rooms beside them."""

from typing import Any

from candidates.portfolios.models import Portfolio, Response

NO_EVIDENCE = "candidates/portfolios/writing/_no_evidence.html"


def evidence_panel(portfolio: Portfolio, response: Response | None) -> dict[str, Any]:
    """The panel of evidence for one response. It shows nothing until evidence has a place of its own."""
    return {"evidence_template": NO_EVIDENCE, "evidence_panel": None}
