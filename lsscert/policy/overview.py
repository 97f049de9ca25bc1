"""The policy as a table: every figure, what it is today, what it will be, and what it was."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from lsscert.policy.keys import KEYS, Key
from lsscert.policy.models import PolicyRow


@dataclass
class Figure:
    """`present` is None only while load_policy has not run. `past` is newest first, `coming` soonest first."""

    name: str
    key: Key
    present: PolicyRow | None = None
    coming: list[PolicyRow] = field(default_factory=list)
    past: list[PolicyRow] = field(default_factory=list)


def figures(today: date) -> list[Figure]:
    """All of them, in the order of keys.py, in one query."""
    rows = PolicyRow.objects.select_related("set_by").order_by("key", "-effective_from")
    return _arranged(KEYS, rows, today)


def figure(name: str, today: date) -> Figure:
    rows = PolicyRow.objects.filter(key=name).select_related("set_by").order_by("-effective_from")
    return _arranged([name], rows, today)[0]


def values_on(names: Iterable[str], day: date) -> dict[str, Any]:
    """What services.at says of each, in one query. LookupError when a figure is not on record at all."""
    names = list(names)
    rows = PolicyRow.objects.filter(key__in=names).order_by("key", "-effective_from")
    found = {each.name: each.present for each in _arranged(names, rows, day)}
    missing = [name for name, row in found.items() if row is None]
    if missing:
        raise LookupError(f"no policy row for {', '.join(missing)}; run load_policy")
    return {name: KEYS[name].parse(row.value) for name, row in found.items() if row}


def grouped(all_figures: list[Figure]) -> list[tuple[Any, list[Figure]]]:
    """By the group of the key; keys of one group need not stand together in keys.py."""
    groups: dict[str, tuple[Any, list[Figure]]] = {}
    for each in all_figures:
        groups.setdefault(str(each.key.group), (each.key.group, []))[1].append(each)
    return list(groups.values())


def next_changes(names: Iterable[str], today: date) -> dict[str, PolicyRow]:
    """For each figure that is going to change, its soonest new row."""
    rows = PolicyRow.objects.filter(key__in=names, effective_from__gt=today).order_by("-effective_from")
    return {row.key: row for row in rows}


def _arranged(names: Iterable[str], rows: Iterable[PolicyRow], today: date) -> list[Figure]:
    """`rows` come newest first within each key."""
    by_key = {key: list(group) for key, group in groupby(rows, key=lambda row: row.key)}
    return [_figure(name, by_key.get(name, []), today) for name in names]


def _figure(name: str, rows: list[PolicyRow], today: date) -> Figure:
    begun = [row for row in rows if row.effective_from <= today]
    coming = [row for row in rows if row.effective_from > today][::-1]
    if not begun and coming:
        # As in services.at: before its first row, a figure is what the first row says.
        return Figure(name, KEYS[name], coming[0], coming[1:], [])
    return Figure(name, KEYS[name], begun[0] if begun else None, coming, begun[1:])
