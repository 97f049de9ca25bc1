"""The desk's page of the books: a month for the accountant, and closing it."""

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees import bookkeeping, closing_up, csv_files
from candidates.fees.exporting import NOTHING, by_account
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.dates import months_later
from lsscert.money import booking, closing
from lsscert.money.models import ClosedMonth
from lsscert.refused import Refused

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
MOST = 60
Month = tuple[date, date]


def in_words(month: Month) -> str:
    return date_format(month[0], "F Y")


def key_of(month: Month) -> str:
    return month[0].strftime("%Y-%m")


def month_named(text: str) -> Month | None:
    """`2026-02`; None for all else."""
    return booking.month_of(date.fromisoformat(f"{text}-01")) if MONTH.fullmatch(text) else None


def _shown_month(request: HttpRequest) -> Month:
    """The one asked for, or the last that is over: the one an accountant comes for."""
    last = months_later(clock.today().replace(day=1), -1)
    return month_named(request.GET.get("month", "")) or booking.month_of(last)


def _months(shown: Month) -> list[Month]:
    """For a choice: the last two years to this month, and the one shown."""
    this = clock.today().replace(day=1)
    starts = {months_later(this, -back) for back in range(24)} | {shown[0]}
    return [booking.month_of(start) for start in sorted(starts, reverse=True)]


@who(STAFF)
@require_safe
def books(request: HttpRequest) -> HttpResponse:
    following = closing.next_month()
    month = _shown_month(request)
    closed = list(ClosedMonth.objects.select_related("closed_by")[:MOST])
    return render(
        request,
        "candidates/fees/desk_books.html",
        _month_context(month)
        | {
            "closed": [
                {"row": row, "name": in_words((row.starts, row.ends)), "key": key_of((row.starts, row.ends))}
                for row in closed
            ],
            "is_closed": bool(closed) and month[1] <= closed[0].ends,
            "months": [(key_of(each), in_words(each)) for each in _months(month)],
            "following": following,
            "following_key": key_of(following) if following else "",
            "following_name": in_words(following) if following else "",
            "may_close": closing_up.month_is_over(following, clock.now()),
            "is_following": month == following,
        },
    )


def _month_context(month: Month) -> dict[str, Any]:
    codes = bookkeeping.codes_on(month[1])
    sums = by_account(bookkeeping.lines_of(month), codes)
    return {
        "month": month,
        "month_name": in_words(month),
        "month_key": key_of(month),
        "previous_key": months_later(month[0], -1).strftime("%Y-%m"),
        "next_key": months_later(month[0], 1).strftime("%Y-%m"),
        "sums": sums,
        "debit": sum((each.debit for each in sums), NOTHING),
        "credit": sum((each.credit for each in sums), NOTHING),
    }


@who(STAFF, file=True)
@require_safe
def book_file(request: HttpRequest) -> HttpResponse:
    """`?month=2026-02&list=journal`: the journal, the payments or the invoices of a month."""
    month = _shown_month(request)
    name = request.GET.get("list", "journal")
    if name not in bookkeeping.TABLES:
        raise Http404
    head, rows = bookkeeping.TABLES[name](month)
    return csv_files.answer(f"lssc-{name}-{month[0].strftime('%Y-%m')}", head, rows)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """What the month that is next came to, what is not clean, and closing it for good."""
    refusal = None
    if request.method == "POST":
        month = month_named(request.POST.get("month", ""))
        try:
            done = closing_up.close(starts=month[0] if month else date.min, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(
                request,
                _("%(month)s is closed. What comes late for it counts for the first open day.")
                % {"month": in_words((done.starts, done.ends))},
            )
            return redirect(f"{reverse('desk_books')}?month={done.starts.strftime('%Y-%m')}")
    following = closing.next_month()
    if following is None or not closing_up.month_is_over(following, clock.now()):
        messages.info(request, str(refusal) if refusal else _("No month can be closed today."))
        return redirect("desk_books")
    context = _month_context(following) | {
        "warnings": closing_up.warnings(clock.today()),
        "refusal": refusal,
    }
    return render(request, "candidates/fees/desk_close.html", context, status=422 if refusal else 200)
