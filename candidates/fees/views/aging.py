"""The desk's page of open money by age."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from candidates.fees import aging, csv_files
from candidates.fees.aging import BUCKETS, ORGANISATIONS, PEOPLE, PayerRow, Piece
from candidates.fees.models import Reminder, ReminderPause
from candidates.fees.owing import open_pieces
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.ui.bars import bar
from lsscert.ui.paging import Page

SIZE = 50
GROUPS = {PEOPLE: _("Candidates"), ORGANISATIONS: _("Organisations")}


@who(STAFF)
@require_safe
def aging_page(request: HttpRequest) -> HttpResponse:
    """What is open, by payer and by how long it has been due; `?who=` and `?age=` narrow the list."""
    today = clock.today()
    pieces = open_pieces()
    group = request.GET.get("who") if request.GET.get("who") in GROUPS else PEOPLE
    age = request.GET.get("age") if request.GET.get("age") in BUCKETS else ""
    chosen = [
        piece
        for piece in pieces
        if piece.group == group and (not age or aging.bucket(piece.due_on, today) == age)
    ]
    page = offset_page(aging.by_payer(chosen, today), request)
    return render(
        request,
        "candidates/fees/desk_aging.html",
        {
            "groups": [_group(key, pieces, today) for key in GROUPS],
            "total": sum((piece.amount for piece in pieces), Decimal(0)),
            "who": group,
            "who_label": GROUPS[str(group)],
            "age": age,
            "age_label": BUCKETS.get(str(age), ""),
            "buckets": BUCKETS.items(),
            "page": page,
            "rows": _shown(page.items, today),
            "chosen_total": sum((piece.amount for piece in chosen), Decimal(0)),
            "lately": Reminder.objects.select_related("invoice", "share__organisation", "invoice__person")[
                :10
            ],
            "today": today,
        },
    )


def _group(key: str, pieces: Sequence[Piece], today: Any) -> dict[str, Any]:
    theirs = [piece for piece in pieces if piece.group == key]
    sums = aging.by_age(theirs, today)
    counts = dict.fromkeys(BUCKETS, 0)
    for piece in theirs:
        counts[aging.bucket(piece.due_on, today)] += 1
    total = sum(sums.values(), Decimal(0))
    return {
        "key": key,
        "label": GROUPS[key],
        "total": total,
        "count": len(theirs),
        "buckets": [
            {"key": name, "label": label, "amount": sums[name], "count": counts[name]}
            for name, label in BUCKETS.items()
        ],
        "bar": bar({f"age-{name}": amount for name, amount in sums.items()}, whole=total),
    }


def offset_page(items: Sequence[Any], request: HttpRequest) -> Page:
    """A page of a list that was summed up as a whole anyway."""
    text = request.GET.get("page", "")
    start = (int(text) - 1) * SIZE if text.isascii() and text.isdigit() and int(text[:6]) >= 1 else 0
    start = start if start < len(items) else 0

    def url(at: int) -> str:
        query = request.GET.copy()
        query["page"] = str(at // SIZE + 1)
        return f"?{query.urlencode()}"

    return Page(
        items=list(items[start : start + SIZE]),
        next_url=url(start + SIZE) if start + SIZE < len(items) else None,
        previous_url=url(start - SIZE) if start else None,
        first_url=url(0) if start else None,
    )


def _shown(rows: Sequence[PayerRow], today: Any) -> list[dict[str, Any]]:
    invoices = {piece.invoice for row in rows for piece in row.pieces}
    sent: dict[tuple[int, int | None], list[Any]] = defaultdict(list)
    for reminder in Reminder.objects.filter(invoice__in=invoices):
        sent[reminder.invoice_id, reminder.share_id].append(reminder.written_on)
    pauses = {
        pause.invoice_id: pause
        for pause in ReminderPause.objects.filter(invoice__in=invoices, until__gt=today)
    }
    return [
        {
            "payer": row,
            "cells": [(BUCKETS[name], row.buckets[name]) for name in BUCKETS],
            "pieces": [
                {
                    "piece": piece,
                    "late": aging.days_late(piece.due_on, today),
                    "sent": len(sent[piece.invoice, piece.share]),
                    "pause": pauses.get(piece.invoice),
                }
                for piece in row.pieces
            ],
        }
        for row in rows
    ]


@who(STAFF, file=True)
@require_safe
def aging_file(request: HttpRequest) -> HttpResponse:
    """Every open piece, for a spreadsheet."""
    today = clock.today()
    head = [
        _("Payer"),
        _("Kind"),
        _("Invoice"),
        _("Open"),
        _("Due on"),
        _("Days late"),
        _("Age"),
        _("Purchase order"),
    ]
    rows = (
        [
            piece.name,
            GROUPS[piece.group],
            piece.number,
            piece.amount,
            piece.due_on,
            aging.days_late(piece.due_on, today),
            BUCKETS[aging.bucket(piece.due_on, today)],
            _("accepted") if piece.promised else _("to check") if piece.checking and piece.share else "",
        ]
        for piece in sorted(open_pieces(), key=lambda piece: (piece.group, piece.due_on, piece.number))
    )
    return csv_files.answer(f"open-invoices-{today.isoformat()}", head, rows)
