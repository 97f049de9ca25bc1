"""Which events somebody asks for: of an object and what belongs to it, of a kind, by a person, in a span of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from pghistory.models import Context

from candidates.certificates.models import Certificate
from candidates.certificates.numbers import parse_number
from lsscert.accounts.finding import people_named
from lsscert.clock import PROGRAMME_ZONE
from lsscert.desk.history.names import kind_name
from lsscert.desk.ours import HistoryTable, our_events
from lsscert.money.models import Invoice
from lsscert.money.numbers import INVOICE_NUMBER, invoice_number

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scope:
    """Empty values ask for everything. `kind` is a model's label, `since` and `until` are both included."""

    object: str = ""
    kind: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None


def tracked_model(events: HistoryTable) -> type[models.Model]:
    return events.pgh_tracked_model


def kinds() -> list[tuple[str, Any]]:
    """Every table that keeps a history, for a form's choices."""
    tracked = [tracked_model(events) for events in our_events()]
    return sorted(((model._meta.label, kind_name(model)) for model in tracked), key=lambda kind: str(kind[1]))


def querysets(scope: Scope) -> Iterator[QuerySet[Any]]:
    """One per history table that can hold such events, each narrowed to them."""
    named = _objects_called(scope.object) if scope.object else None
    authors = _authors(scope.by) if scope.by else None
    for events in our_events():
        if scope.kind and tracked_model(events)._meta.label != scope.kind:
            continue
        rows = events.objects.all()
        if named is not None:
            about = _about(events, named, scope.object)
            if about is None:
                continue
            rows = rows.filter(about)
        if authors is not None:
            rows = rows.filter(pgh_context__in=authors)
        yield _between(rows, scope)


def _between(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    if scope.since:
        rows = rows.filter(pgh_created_at__gte=datetime.combine(scope.since, time(), PROGRAMME_ZONE))
    if scope.until:
        rows = rows.filter(pgh_created_at__lt=datetime.combine(scope.until + A_DAY, time(), PROGRAMME_ZONE))
    return rows


def _authors(name: str) -> QuerySet[Context]:
    """The occasions on which people of that name changed something."""
    users = list(people_named(name).exclude(user=None).values_list("user", flat=True))
    return Context.objects.filter(metadata__user__in=users)


def _objects_called(text: str) -> list[models.Model]:
    """The rows with that reference or number."""
    text = text.strip()
    found: list[models.Model] = []
    if number := INVOICE_NUMBER.fullmatch(text):
        found += Invoice.objects.filter(number=invoice_number(number))
    if number_on_paper := parse_number(text):
        found += Certificate.objects.filter(number=number_on_paper)
    for events in our_events():
        if _has_ref(events):
            found += tracked_model(events)._default_manager.filter(ref=text.lower())
    return found


def _has_ref(events: HistoryTable) -> bool:
    return any(field.name == "ref" for field in events._meta.fields)


def _about(events: HistoryTable, named: list[models.Model], text: str) -> Q | None:
    """Events of these rows and of rows that point at them; by reference alone where the row itself is gone."""
    about = Q()
    for row in named:
        if isinstance(row, tracked_model(events)):
            about |= Q(pgh_obj_id=row.pk)
        for field in tracked_model(events)._meta.fields:
            if field.related_model is type(row):
                about |= Q(**{field.attname: row.pk})
    if not named and _has_ref(events):
        about = Q(ref=text.strip().lower())
    return about or None
