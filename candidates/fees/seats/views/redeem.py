"""Where a candidate enters the code of a seat, and says whether those who pay may see how they get on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.fees.seats import redeeming
from candidates.fees.seats.forms import RedeemForm, ShareProgressForm
from candidates.fees.seats.models import Seat
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.money import using
from lsscert.money.models import Invoice
from lsscert.refused import Refused


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def my_seat(request: HttpRequest) -> HttpResponse:
    person = me(request)
    rows = Seat.objects.filter(redeemed_by__person=person).select_related("order__organisation")
    seat = rows.order_by("-redeemed_at").first()
    if seat and request.method == "POST" and "sharing" in request.POST:
        return _share(request, seat)
    form = RedeemForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            used = redeeming.redeem(
                typed=form.cleaned_data["code"],
                shares_progress=form.cleaned_data["shares_progress"],
                by=person,
                now=clock.now(),
            )
        except Refused as no:
            form.add_error("code", str(no))
        else:
            messages.success(
                request, _("%(name)s pays your enrolment. Thank you.") % {"name": used.order.organisation}
            )
            return redirect("my_seat")
    invoice = _open_invoice(request)
    context = {"form": form, "seat": seat, "invoice": invoice, "to_pay": _to_pay(invoice)}
    return render(request, "candidates/fees/seats/my_seat.html", context, status=422 if form.errors else 200)


def _share(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = ShareProgressForm(request.POST)
    form.is_valid()  # a box is ticked or not
    seen = form.cleaned_data["shares_progress"]
    redeeming.let_progress_be_seen(seat=seat, seen=seen, by=me(request), now=clock.now())
    if seen:
        messages.success(request, _("They can see how you get on from now on."))
    else:
        messages.success(request, _("They see your name and the day, and nothing else any more."))
    return redirect("my_seat")


def _open_invoice(request: HttpRequest) -> Invoice | None:
    try:
        return redeeming.open_fee(me(request)).invoice
    except Refused:
        return None


def _to_pay(invoice: Invoice | None) -> bool:
    return invoice is not None and invoice.state == Invoice.Status.ISSUED and not using.covered(invoice)
