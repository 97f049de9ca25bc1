"""The desk's pages about sponsors: who buys, what they bought, and handing back what nobody used."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees.seats import buying, members
from candidates.fees.seats.forms import HandBackForm, InviteForm
from candidates.fees.seats.models import SeatOrder
from candidates.fees.seats.showing import figures, order_state, orders_of
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.models import Organisation
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page

Kind = Organisation.Kind


@who(STAFF)
@require_safe
def sponsors(request: HttpRequest) -> HttpResponse:
    """Organisations that buy, or were asked to pay, by name."""
    words = tidy_line(request.GET.get("q", ""))[:100]
    rows = Organisation.objects.filter(kind=Kind.SPONSOR, name__icontains=words)
    rows = rows.annotate(ordered=Count("seat_orders", distinct=True))
    page = keyset_page(rows, request, order=("name", "pk"))
    return render(request, "candidates/fees/seats/desk_sponsors.html", {"page": page, "words": words})


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def sponsor(request: HttpRequest, ref: str) -> HttpResponse:
    """One sponsor; inviting somebody who buys for it, when it has nobody who could."""
    found = get_object_or_404(Organisation, ref=ref, kind=Kind.SPONSOR)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        try:
            members.invite_from_the_office(
                organisation=found, address=address, by=me(request), now=clock.now()
            )
        except Refused as no:
            form.add_error("address", str(no))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("desk_sponsor", found.ref)
    orders = [(order, order_state(order), figures(order=order)) for order in orders_of(found)]
    context = {
        "organisation": found,
        "account": members.account_of(found) if orders else None,
        "members": members.members_of(found),
        "invitations": members.invitations(found, clock.now()),
        "orders": orders,
        "form": form,
    }
    return render(
        request, "candidates/fees/seats/desk_sponsor.html", context, status=422 if form.errors else 200
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Unused seats of an order for their price."""
    order = get_object_or_404(SeatOrder.objects.select_related("organisation", "invoice__account"), ref=ref)
    unused = buying.unused(order)
    form = HandBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        count = form.cleaned_data["count"]
        if count > len(unused):
            form.add_error("count", _("Only %(most)s are unused.") % {"most": len(unused)})
        else:
            buying.give_back_seats(
                seats=unused[:count], why=form.cleaned_data["why"], by=me(request), now=clock.now()
            )
            messages.success(
                request,
                _(
                    "They are handed back. What was paid for them goes to who paid it; above the limit a second"
                    " person confirms it first."
                ),
            )
            return redirect("desk_sponsor", order.organisation.ref)
    context = {"order": order, "unused": len(unused), "form": form}
    return render(
        request, "candidates/fees/seats/desk_hand_back.html", context, status=422 if form.errors else 200
    )
