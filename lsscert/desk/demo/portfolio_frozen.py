"""A demo portfolio as reviewers read it: frozen, with its hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from candidates.portfolios.models import Portfolio, Sheet
from candidates.portfolios.steps import set_of


def hashed(content: Mapping[str, Any]) -> str:
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def frozen(portfolio: Portfolio, reopened: tuple[int, ...] = ()) -> dict[str, Any]:
    """What reviewers read, in the shape of a submission."""
    statement = portfolio.sheets.filter(kind=Sheet.Kind.STATEMENT).first()
    of_set = set_of(portfolio)
    return {
        "set": {"code": of_set.code, "name": of_set.name},
        "edition": portfolio.set_edition.edition,
        "attempt": portfolio.attempt,
        "rules": {"pass_percent": 70, "not_met_most": 0},
        "statement": statement.text if statement else "",
        "competencies": [
            {
                "ref": each.competency.ref,
                "number": each.competency.number,
                "text": each.competency.text or "",
                "subpoints": each.competency.subpoints,
                "way": each.way,
                "assignment": "",
                "introduction": each.introduction,
                "response": each.text,
                "reopened": each.competency.number in reopened,
                "evidence": [
                    {"ref": use.evidence.ref, "weight": use.weight, "place": use.place}
                    for use in each.uses.select_related("evidence")
                ],
            }
            for each in portfolio.responses.select_related("competency")
        ],
        "evidence": [
            {
                "ref": each.ref,
                "number": each.number,
                "kind": "link",
                "file": "",
                "sha256": "",
                "size": 0,
                "url": each.url,
                "caption": each.caption,
            }
            for each in portfolio.evidence.all()
        ],
    }
