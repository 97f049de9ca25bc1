"""For which organisation somebody looks: most buy for one, some for several."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from candidates.fees.seats import members
from candidates.fees.seats.models import Seat, SeatOrder
from lsscert.accounts.models import Organisation
from lsscert.accounts.viewer import me

CHOSEN = "sponsor"


def organisation_of(request: HttpRequest) -> Organisation:
    """The one they chose last, else the first by name."""
    theirs = members.organisations_of(me(request))
    if not theirs:
        raise Http404
    chosen = request.session.get(CHOSEN)
    return next((each for each in theirs if each.ref == chosen), theirs[0])


def order_of(request: HttpRequest, ref: str) -> SeatOrder:
    rows = SeatOrder.objects.for_member(me(request))
    rows = rows.select_related("organisation", "invoice__account").prefetch_related("invoice__shares__orders")
    return get_object_or_404(rows, ref=ref)


def seat_of(request: HttpRequest, ref: str) -> Seat:
    rows = Seat.objects.for_member(me(request))
    return get_object_or_404(
        rows.select_related("order__organisation", "order__invoice__account", "redeemed_by__person"), ref=ref
    )
