"""The reviewer's own list, and a review before and after it is rated."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.portfolios.deciding import gathering
from candidates.portfolios.models import REVIEW_STATUS, Review
from candidates.portfolios.reviewing import overview, reading, services, standing
from candidates.portfolios.reviewing.forms import AsideForm
from candidates.portfolios.reviewing.views.finding import in_hand, own
from lsscert import clock
from lsscert.access import REVIEWER, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused

Status = Review.Status


@who(REVIEWER)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    found = overview.of(me(request), clock.today())
    return render(request, "candidates/portfolios/reviewing/home.html", {"found": found})


@who(REVIEWER)
@require_safe
def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Where a review stands: its cover, on to what is to rate, what was handed in, or that it is over."""
    row = own(request, ref)
    if row.state == Status.ASSIGNED and row.opened_at:
        missing = standing.of(row).missing
        return (
            redirect("review_competency", row.ref, missing[0].number)
            if missing
            else redirect("review_hand_in", row.ref)
        )
    if row.state == Status.ASSIGNED:
        return render(request, "candidates/portfolios/reviewing/cover.html", _cover(row))
    if row.state == Status.HANDED_IN:
        return render(request, "candidates/portfolios/reviewing/done.html", _done(row))
    context = {"review": row, "info": REVIEW_STATUS[row.state]}
    return render(request, "candidates/portfolios/reviewing/over.html", context)


def _cover(row: Review) -> dict[str, Any]:
    numbers = sorted(gathering.to_rate(row))
    return {"review": row, "numbers": numbers, "overdue": row.due_on < clock.today()}


def _done(row: Review) -> dict[str, Any]:
    both = reading.both(row)
    columns = [overview.column(each, mine=each.pk == row.pk) for each in both or [row]]
    return {
        "review": row,
        "both": bool(both),
        "columns": columns,
        "lines": overview.side_by_side(row, columns),
        "decision": overview.released(row),
    }


@who(REVIEWER)
@require_POST
def open_it(request: HttpRequest, ref: str) -> HttpResponse:
    row = own(request, ref)
    try:
        services.open_review(row, clock.now())
    except Refused as no:
        messages.error(request, str(no))
    return redirect("review", row.ref)


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def step_aside(request: HttpRequest, ref: str) -> HttpResponse:
    """I recognise this person: a page of its own, which says what will happen before the click."""
    row = in_hand(request, ref)
    form = AsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.step_aside(review=row, words=form.cleaned_data["words"], by=me(request), now=clock.now())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(
                request, _("You stepped aside. Thank you for saying so; the office finds somebody else.")
            )
            return redirect("review_home")
    status = 422 if request.method == "POST" else 200
    context = {"review": row, "form": form}
    return render(request, "candidates/portfolios/reviewing/aside.html", context, status=status)
