"""The desk's page of open money by age, and its reminders."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees import aging, csv_files, reminders
from candidates.fees.aging import BUCKETS, ORGANISATIONS, PEOPLE, PayerRow, Piece
from candidates.fees.models import Reminder, ReminderPause
from candidates.fees.money_forms import PauseForm
from candidates.fees.owing import open_pieces
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.money.models import Invoice
from lsscert.refused import Refused
from lsscert.ui.bars import bar
from lsscert.ui.paging import Page
from lsscert.ui.wording import day

SIZE = 50
MOST = 300
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


@who(STAFF)
@require_safe
def reminders_page(request: HttpRequest) -> HttpResponse:
    """Who would be reminded tomorrow, and what holds the others back."""
    tomorrow = clock.today() + timedelta(days=1)
    due = reminders.due(tomorrow)
    going = [each for each in due if not each.held and each.email]
    return render(
        request,
        "candidates/fees/desk_reminders.html",
        {
            "tomorrow": tomorrow,
            "going": going[:MOST],
            "going_count": len(going),
            "by_paper": [each for each in due if not each.held and not each.email][:MOST],
            "held": [each for each in due if each.held][:MOST],
            "rhythm": reminders.rhythm_on(tomorrow),
        },
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: HttpRequest, ref: str) -> HttpResponse:
    """No reminders of one invoice until a day, or from now on again."""
    invoice = get_object_or_404(Invoice.objects.select_related("account", "person", "organisation"), ref=ref)
    now = clock.now()
    if request.method == "POST" and "lift" in request.POST:
        return _lift(request, invoice)
    form = PauseForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            made = reminders.pause_reminders(invoice=invoice, by=me(request), now=now, **form.cleaned_data)
        except Refused as no:
            form.add_error("until" if no.code == "pause_in_past" else None, str(no))
        else:
            messages.success(
                request,
                _("No reminders of invoice %(number)s until %(day)s.")
                % {"number": invoice.number, "day": day(made.until)},
            )
            return redirect("desk_aging")
    context = {
        "form": form,
        "invoice": invoice,
        "pause": ReminderPause.objects.filter(invoice=invoice, until__gt=clock.today())
        .select_related("by")
        .first(),
        "sent": Reminder.objects.filter(invoice=invoice).select_related("share__organisation"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "candidates/fees/desk_reminder_pause.html", context, status=status)


def _lift(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    try:
        reminders.lift_pause(invoice=invoice, by=me(request), now=clock.now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(
            request, _("Reminders of invoice %(number)s may go again.") % {"number": invoice.number}
        )
    return redirect("desk_aging")
