"""Purchase orders: those that wait for the office, one of them, and its document."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees.acting import Acts
from candidates.fees.finding import with_share
from candidates.fees.order_acts import acts_of
from lsscert.access import STAFF, who
from lsscert.files import services as files
from lsscert.money.models import ORDER_STATUS, PurchaseOrder
from lsscert.ui.paging import keyset_page

WAITING, ALL = "waiting", "all"


@who(STAFF)
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Those to be checked, longest first; or all of them, newest first."""
    show = ALL if request.GET.get("show") == ALL else WAITING
    rows = with_share(PurchaseOrder.objects.all())
    if show == WAITING:
        rows = rows.filter(state=PurchaseOrder.Status.RECEIVED)
    order = ("received_at", "pk") if show == WAITING else ("-received_at", "-pk")
    page = keyset_page(rows, request, order=order)
    context = {"page": page, "rows": [(row, ORDER_STATUS[row.state]) for row in page], "show": show}
    return render(request, "candidates/fees/desk_orders.html", context)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(with_share(PurchaseOrder.objects.select_related("decided_by")), ref=ref)
    acts = Acts(request, acts_of(found))
    if request.method == "POST" and (said := acts.run()):
        messages.success(request, said)
        waits = PurchaseOrder.objects.filter(state=PurchaseOrder.Status.RECEIVED).exists()
        return redirect("desk_orders") if waits else redirect("desk_order", ref)
    context = {"order": found, "info": ORDER_STATUS[found.state], "acts": acts}
    return render(request, "candidates/fees/desk_order.html", context, status=422 if acts.wrong else 200)


@who(STAFF, file=True)
@require_safe
def document(request: HttpRequest, ref: str) -> HttpResponseBase:
    found = get_object_or_404(
        PurchaseOrder.objects.select_related("document"), ref=ref, document__isnull=False
    )
    assert found.document is not None  # the query has seen to it
    return files.response(found.document, inline=True)
