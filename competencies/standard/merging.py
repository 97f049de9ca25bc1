"""How a fixture is written over what is on record: again and again, and never over the words of staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass
class Count:
    """`kept` are rows where the fixture says something else than staff have written since."""

    added: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0

    def __str__(self) -> str:
        done = f"{self.added} added, {self.changed} changed, {self.same} as before"
        return f"{done}, {self.kept} kept as staff wrote them"


def merge[M: models.Model](row: M | None, fresh: M, values: Mapping[str, Any], count: Count) -> M:
    """Give `row` the values where nobody has changed it (its version is 0), or save `fresh` with them."""
    if row is None:
        for name, value in values.items():
            setattr(fresh, name, value)
        fresh.save()
        count.added += 1
        return fresh
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    if not differing:
        count.same += 1
    elif getattr(row, "version", 0):
        count.kept += 1
    else:
        for name in differing:
            setattr(row, name, values[name])
        row.save(update_fields=differing)
        count.changed += 1
    return row
