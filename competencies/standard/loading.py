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
    fresh: list[Competency] = []
    for entry in data["sets"]:
        competency_set = merge(
            known.get(entry["code"]),
            CompetencySet(code=entry["code"]),
            {name: entry[name] for name in ("slug", "name", "required")},
            sets,
        )
        edition = _load_edition(competency_set, data["edition"], entry)
        fresh += _load_competencies(edition, entry["competencies"], competencies)
    Competency.objects.bulk_create(fresh)
    return {"sets": sets, "competencies": competencies}


def _load_edition(competency_set: CompetencySet, edition: str, entry: dict[str, Any]) -> SetEdition:
    return merge(
        SetEdition.objects.filter(set=competency_set, edition=edition).first(),
        SetEdition(set=competency_set, edition=edition),
        {name: entry[name] for name in ("expected_count", "scope_note", "note", "source")},
        Count(),
    )


def _load_competencies(edition: SetEdition, entries: list[dict[str, Any]], count: Count) -> list[Competency]:
    """Changes those on record and returns the others, unsaved: a hundred rows are written at once."""
    known = {row.number: row for row in edition.competencies.select_for_update()}
    fresh = []
    for entry in entries:
        row = Competency(
            set_edition=edition,
            number=entry["number"],
            text=entry["text"],
            subpoints=entry.get("subpoints", []),
            note=entry.get("note", ""),
        )
        if row.number in known:
            values = {name: getattr(row, name) for name in ("text", "subpoints", "note")}
            merge(known[row.number], row, values, count)
        else:
            fresh.append(row)
    count.added += len(fresh)
    return fresh
