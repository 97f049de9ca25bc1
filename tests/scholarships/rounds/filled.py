"""The page an organiser composes a round on, as a browser sends it."""

from typing import Any

from scholarships.rounds.models import Round


def rows(prefix: str, *given: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def page(round_: Round, **changes: Any) -> dict[str, Any]:
    """Five awards of $200 from the first fund of the organisation; `changes` by the names of the fields."""
    fund = round_.organisation.funds.first()
    sent = {
        "version": round_.version,
        "title": "Help with the enrolment fee",
        "purpose": "fee",
        "summary": "Five awards for members.",
        "places": 5,
        "amount": "200",
        "opens_on": "2026-03-01",
        "closes_on": "2026-03-22",
        "news_by": "2026-04-20",
        "accept_days": 14,
        "report_due_on": "",
        "method": "merit",
        "readers": 2,
        "scale": 5,
        "quorum": 2,
        "references": 0,
        "match_percent": 0,
        "rules-member": "on",
        "rules-region": "Oregon",
        "rules-years": 3,
        "rules-hours": 1820,
        **rows("criteria", {"title": "What it would change", "weight": 2}, {"title": ""}),
        **rows("questions", {"text": "What do you hope to learn?", "most_words": 200, "required": "on"}),
    }
    if fund:
        sent[f"fund-{fund.ref}-limit"] = "1000"
    return sent | changes
