"""A portfolio as it is handed in: one value with one hash. Reviewers read it, so it names nobody and no file."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from candidates.portfolios.models import Evidence, EvidenceUse, Portfolio, Sheet
from competencies.standard.models import Competency
from lsscert.policy import services as policy


def rules_on(day: date) -> dict[str, int]:
    """The figures it is judged by: those of the day it was first handed in."""
    return {
        "pass_percent": policy.at("portfolio.pass_percent", day),
        "not_met_most": policy.at("portfolio.not_met_most", day),
    }


def content_of(
    portfolio: Portfolio, *, rules: dict[str, int], reopened: Collection[int] = ()
) -> dict[str, Any]:
    """Plain values for JSON. `reopened` are the numbers of the competencies more information was asked for."""
    edition = portfolio.set_edition
    statement = portfolio.sheets.filter(kind=Sheet.Kind.STATEMENT).first()
    return {
        "set": {"code": edition.set.code, "name": edition.set.name},
        "edition": edition.edition,
        "attempt": portfolio.attempt,
        "rules": rules,
        "statement": statement.text if statement else "",
        "competencies": _competencies(portfolio, reopened),
        "evidence": [_evidence(each) for each in portfolio.evidence.select_related("file")],
    }


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON: keys in order, no spaces, characters as they are, UTF-8."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _competencies(portfolio: Portfolio, reopened: Collection[int]) -> list[dict[str, Any]]:
    responses = {each.competency_id: each for each in portfolio.responses.select_related("assignment")}
    uses: dict[int, list[EvidenceUse]] = defaultdict(list)
    for use in EvidenceUse.objects.filter(response__portfolio=portfolio).select_related("evidence"):
        uses[use.response_id].append(use)
    return [
        _competency(each, responses.get(each.pk), uses, each.number in reopened)
        for each in portfolio.set_edition.competencies.all()
    ]


def _competency(
    competency: Competency, response: Any, uses: dict[int, list[EvidenceUse]], reopened: bool
) -> dict[str, Any]:
    return {
        "ref": competency.ref,
        "number": competency.number,
        "text": competency.text or "",
        "subpoints": competency.subpoints,
        "way": response.way if response else "",
        "assignment": response.assignment.text if response and response.assignment else "",
        "introduction": response.introduction if response else "",
        "response": response.text if response else "",
        "reopened": reopened,
        "evidence": [
            {"ref": use.evidence.ref, "weight": use.weight, "place": use.place}
            for use in (uses[response.pk] if response else [])
        ],
    }


def _evidence(each: Evidence) -> dict[str, Any]:
    stored = each.file
    return {
        "ref": each.ref,
        "number": each.number,
        "kind": stored.kind if stored else "link",
        "file": stored.ref if stored else "",
        "sha256": stored.sha256 if stored else "",
        "size": stored.size if stored else 0,
        "url": each.url,
        "caption": each.caption,
    }
