"""An event said as what changed, from what to what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from lsscert.desk.history.names import field_name
from lsscert.desk.history.scope import tracked_model
from lsscert.desk.ours import HistoryTable
from lsscert.ui.wording import day, moment

INSERT, UPDATE = "insert", "update"
# Numbers of ours, and a link that confirms a name to whoever holds it.
SILENT = frozenset({"id", "ref", "version", "link_token"})
LONGEST_VALUE = 300


@dataclass(frozen=True)
class Change:
    """`before` and `after` as people read them; empty where there was or is nothing."""

    field: Any
    before: str
    after: str


Related = Mapping[type[models.Model], Mapping[Any, models.Model]]


def tracked_fields(events: HistoryTable) -> list[models.Field]:
    kept = {field.name for field in events._meta.fields}
    return [field for field in tracked_model(events)._meta.fields if field.name in kept - SILENT]


def previous_events(events: Sequence[Any]) -> dict[tuple[HistoryTable, int], Any]:
    """For each of them, the event of the same row before it; two queries per table."""
    by_table: dict[HistoryTable, list[int]] = defaultdict(list)
    for event in events:
        if event.pgh_label == UPDATE:
            by_table[type(event)].append(event.pgh_id)
    found: dict[tuple[HistoryTable, int], Any] = {}
    for table, ids in by_table.items():
        before = table.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
        newest = Subquery(before.order_by("-pgh_id").values("pgh_id")[:1])
        pairs = dict(
            table.objects.filter(pgh_id__in=ids).annotate(before=newest).values_list("pgh_id", "before")
        )
        rows = table.objects.in_bulk([before_id for before_id in pairs.values() if before_id])
        found |= {(table, after): rows[before_id] for after, before_id in pairs.items() if before_id}
    return found


def related_rows(events: Iterable[Any]) -> Related:
    """Whatever the events point at, so that a person shows as a name; one query per kind."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for event in events:
        for field in tracked_fields(type(event)):
            if field.related_model and (pk := getattr(event, field.attname)) is not None:
                wanted[field.related_model].add(pk)
    return {model: model._default_manager.in_bulk(list(pks)) for model, pks in wanted.items()}


def changes(event: Any, before: Any, related: Related) -> list[Change]:
    """What an update changed; every value that a new row began with or a deleted one ended with."""
    found = []
    for field in tracked_fields(type(event)):
        now = getattr(event, field.attname)
        was = getattr(before, field.attname) if before else None
        if event.pgh_label == UPDATE:
            if now != was:
                found.append(
                    Change(field_name(field), _said(field, was, related), _said(field, now, related))
                )
        elif words := _said(field, now, related):
            began = event.pgh_label == INSERT
            found.append(Change(field_name(field), "" if began else words, words if began else ""))
    return found


def _said(field: models.Field, value: Any, related: Related) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.related_model:
        row = related.get(field.related_model, {}).get(value)
        return str(row) if row else _("number %(id)s, no longer on record") % {"id": value}
    if isinstance(field, models.DateTimeField):
        return moment(value)
    if isinstance(field, models.DateField):
        return day(value)
    if field.choices:
        value = dict(field.flatchoices).get(value, value)
    words = str(value)
    return words if len(words) <= LONGEST_VALUE else words[:LONGEST_VALUE] + "…"
