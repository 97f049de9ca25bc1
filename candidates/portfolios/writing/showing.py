"""What the writing pages take from the parts beside them."""

from typing import Any

from candidates.portfolios.evidence.showing import panel_of
from candidates.portfolios.models import Portfolio, Response
from competencies.standard.models import Competency


def evidence_panel(portfolio: Portfolio, competency: Competency, response: Response | None) -> dict[str, Any]:
    """The evidence of one response, which may not be written yet."""
    response = response or Response(portfolio=portfolio, competency=competency)
    return {"evidence_panel": panel_of(portfolio, response)}
