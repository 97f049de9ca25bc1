"""Pages of the forensic history, newest first, over all its tables at once."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pghistory.models import Context

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.desk.history.changes import Change, changes, previous_events, related_rows
from lsscert.desk.history.names import kind_name
from lsscert.desk.history.scope import Scope, querysets, tracked_model
from lsscert.ui.paging import LONGEST_CURSOR, Page

SIZE = 40
SALT = "lsscert.desk.history"
LABELS = {"insert": _("new"), "update": _("changed"), "delete": _("deleted")}


@dataclass(frozen=True)
class Line:
    """`who` is empty where nobody was signed in: the worker, a command, a visitor."""

    at: datetime
    who: str
    path: str
    what: Any
    kind: Any
    ref: str
    label: str
    candidacy: str
    changes: list[Change]


def history_page(scope: Scope, request: HttpRequest) -> Page:
    """Each table is read backwards by its own key; the cursor holds how far in each, so no page skips or repeats."""
    reached = _read_cursor(request.GET.get("from", ""))
    heads = []
    for rows in querysets(scope):
        name = rows.model._meta.db_table
        if name in reached:
            rows = rows.filter(pgh_id__lt=reached[name])
        heads.append(list(rows.order_by("-pgh_id")[: SIZE + 1]))
    merged = list(heapq.merge(*heads, key=lambda event: event.pgh_created_at, reverse=True))[: SIZE + 1]
    events, more = merged[:SIZE], len(merged) > SIZE
    for event in events:
        reached[event._meta.db_table] = event.pgh_id
    return Page(
        items=_lines(events),
        next_url=_url(request, signing.dumps(reached, salt=SALT, compress=True)) if more else None,
        first_url=_url(request, "") if request.GET.get("from") else None,
    )


def _url(request: HttpRequest, cursor: str) -> str:
    query = request.GET.copy()
    query.pop("from", None)
    if cursor:
        query["from"] = cursor
    return f"?{query.urlencode()}"


def _read_cursor(text: str) -> dict[str, int]:
    """A forged or damaged cursor is the first page."""
    try:
        return dict(signing.loads(text, salt=SALT)) if 0 < len(text) <= LONGEST_CURSOR else {}
    except (signing.BadSignature, ValueError, TypeError):
        return {}


def _lines(events: Sequence[Any]) -> list[Line]:
    before = previous_events(events)
    related = related_rows([*events, *before.values()])
    contexts = Context.objects.in_bulk({event.pgh_context_id for event in events if event.pgh_context_id})
    names = _names({context.metadata.get("user") for context in contexts.values()})
    candidacies = _candidacies(events)
    lines = []
    for event in events:
        context = contexts.get(event.pgh_context_id)
        metadata = context.metadata if context else {}
        lines.append(
            Line(
                at=event.pgh_created_at,
                who=names.get(metadata.get("user"), ""),
                path=metadata.get("url", ""),
                what=LABELS[event.pgh_label],
                kind=kind_name(tracked_model(type(event))),
                ref=getattr(event, "ref", ""),
                label=event.pgh_label,
                candidacy=candidacies.get(_candidacy_id(event), ""),
                changes=changes(event, before.get((type(event), event.pgh_id)), related),
            )
        )
    return lines


def _names(users: set[Any]) -> dict[Any, str]:
    return dict(Person.objects.filter(user__in=[user for user in users if user]).values_list("user", "name"))


def _candidacy_id(event: Any) -> Any:
    if tracked_model(type(event)) is Candidacy:
        return event.pgh_obj_id
    return getattr(event, "candidacy_id", None)


def _candidacies(events: Sequence[Any]) -> dict[Any, str]:
    ids = {_candidacy_id(event) for event in events} - {None}
    return dict(Candidacy.objects.filter(pk__in=ids).values_list("pk", "ref"))
