"""One seat, what a sponsor does with it, and all codes of an order as a list."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees.seats import keeping
from candidates.fees.seats.forms import SendForm
from candidates.fees.seats.models import Seat
from candidates.fees.seats.showing import order_state, seat_rows, seats_of
from candidates.fees.seats.views.which import order_of, seat_of
from lsscert import clock
from lsscert.access import SPONSOR, who
from lsscert.accounts.viewer import me
from lsscert.clock import programme_day
from lsscert.refused import Refused

ACTS: dict[str, tuple[Callable[..., Seat], Any]] = {
    "revoke": (keeping.revoke, gettext_lazy("The seat is taken back; its code opens nothing any more.")),
    "free": (keeping.free_again, gettext_lazy("The seat is free again, with a new code.")),
    "replace": (
        keeping.replace_code,
        gettext_lazy("The seat has a new code; the old one opens nothing any more."),
    ),
}


@who(SPONSOR)
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: HttpRequest, ref: str) -> HttpResponse:
    found = seat_of(request, ref)
    form = SendForm(request.POST if request.method == "POST" and "send" in request.POST else None)
    refusal = None
    if request.method == "POST":
        try:
            if done := _do(request, found, form):
                messages.success(request, done)
                return redirect("sponsor_seat", found.ref)
        except Refused as no:
            refusal, found = no, seat_of(request, ref)
    state = order_state(found.order)
    context = {
        "seat": found,
        "order": found.order,
        "standing": state,
        "row": seat_rows([found], usable=state.usable, now=clock.now())[0],
        "form": form,
        "refusal": refusal,
    }
    return render(
        request, "candidates/fees/seats/seat.html", context, status=422 if refusal or form.errors else 200
    )


def _do(request: HttpRequest, found: Seat, form: SendForm) -> Any:
    """What was done, in words; nothing when the form is not filled in."""
    person, now = me(request), clock.now()
    if "send" in request.POST:
        if not form.is_valid():
            return ""
        keeping.send_code(seat=found, address=form.cleaned_data["address"], by=person, now=now)
        return _("The code is on its way to %(address)s.") % {"address": form.cleaned_data["address"]}
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Refused("no_decision", gettext_lazy("Choose one of the buttons."))
    act[0](seat=found, by=person, now=now)
    return act[1]


@who(SPONSOR, file=True)
@require_safe
def codes_csv(request: HttpRequest, ref: str) -> HttpResponse:
    """Every seat of an order with its code, for a spreadsheet."""
    order = order_of(request, ref)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Seat"), _("State"), _("Code"), _("Sent to"), _("Used by"), _("Used on")])
    for row in seat_rows(seats_of(order), usable=order_state(order).usable, now=clock.now()):
        used = row.seat.redeemed_at
        cells = [
            row.seat.number,
            row.label,
            row.code,
            row.seat.sent_to,
            row.name,
            programme_day(used).isoformat() if used else "",
        ]
        writer.writerow([_no_formula(str(cell)) for cell in cells])
    return HttpResponse(
        "\ufeff" + out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="seats-{order.invoice.number}.csv"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _no_formula(text: str) -> str:
    """A spreadsheet runs what begins like a formula, and names are typed by anybody."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
