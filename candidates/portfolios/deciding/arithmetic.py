"""An outcome as plain values, as a decision keeps it, and back. Pure."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from candidates.portfolios.outcome import Kind, Outcome, Pair, Rating, Rules


def rules_of(content: Mapping[str, Any]) -> Rules:
    """The rules frozen in what was handed in."""
    rules = content.get("rules") or {}
    return Rules(int(rules.get("pass_percent", 70)), int(rules.get("not_met_most", 0)))


def as_kept(outcome: Outcome, rules: Rules) -> dict[str, Any]:
    return {
        "lines": [
            {
                "number": line.number,
                "ratings": [str(rating) for rating in line.ratings],
                "together": str(line.together) if line.together else "",
                "from_round": line.from_round,
            }
            for line in outcome.lines
        ],
        "count": asdict(outcome.count),
        "rules": asdict(rules),
        "open": list(outcome.open),
        "third": outcome.kind is Kind.THIRD_NEEDED or any(len(line.ratings) == 3 for line in outcome.lines),
    }


def pairs_kept(arithmetic: Mapping[str, Any]) -> dict[int, Pair]:
    """The two ratings of each competency of a decision on round one."""
    pairs: dict[int, Pair] = {}
    for line in arithmetic["lines"]:
        first, second = line["ratings"][:2]
        pairs[line["number"]] = (Rating(first), Rating(second))
    return pairs
