"""Writes the standard from its fixture. Safe to run again: a text that staff have written stays."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from competencies.standard.merging import Count, merge
from competencies.standard.models import Competency, CompetencySet, SetEdition

FIXTURE = Path(__file__).parent / "fixture.json"


def read_fixture() -> dict[str, Any]:
    return json.loads(FIXTURE.read_text())


@transaction.atomic
def load_standard(data: dict[str, Any]) -> dict[str, Count]:
    """Takes the fixture's shape; returns what was done, by kind of row."""
    sets, competencies = Count(), Count()
    known = {row.code: row for row in CompetencySet.objects.select_for_update()}
    for entry in data["sets"]:
        competency_set = merge(
            known.get(entry["code"]),
            CompetencySet(code=entry["code"]),
            {name: entry[name] for name in ("slug", "name", "required")},
            sets,
        )
        edition = _load_edition(competency_set, data["edition"], entry)
        _load_competencies(edition, entry["competencies"], competencies)
    return {"sets": sets, "competencies": competencies}


def _load_edition(competency_set: CompetencySet, edition: str, entry: dict[str, Any]) -> SetEdition:
    return merge(
        SetEdition.objects.filter(set=competency_set, edition=edition).first(),
        SetEdition(set=competency_set, edition=edition),
        {name: entry[name] for name in ("expected_count", "scope_note", "note", "source")},
        Count(),
    )


def _load_competencies(edition: SetEdition, entries: list[dict[str, Any]], count: Count) -> None:
    known = {row.number: row for row in edition.competencies.select_for_update()}
    for entry in entries:
        values = {
            "text": entry["text"],
            "subpoints": entry.get("subpoints", []),
            "note": entry.get("note", ""),
        }
        number = entry["number"]
        merge(known.get(number), Competency(set_edition=edition, number=number), values, count)
