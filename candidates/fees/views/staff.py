"""The desk's pages about invoices: finding money by any handle, the lists, and one invoice."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees.acting import Acts
from candidates.fees.finding import LONGEST, find
from candidates.fees.invoice_acts import acts_of
from candidates.fees.showing import invoice_context
from candidates.journey.models import Candidacy
from lsscert.access import STAFF, who
from lsscert.money.models import ORDER_STATUS, SHARE_STATUS, Invoice, Share
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page

OPEN, ALL = "open", "all"


@who(STAFF)
@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """Invoices: the open ones, longest first, or all of them, newest first; or whatever fits the words."""
    words = tidy_line(request.GET.get("q", ""))[:LONGEST]
    if words:
        context = {"found": find(words), "words": words, "longest": LONGEST}
        return render(request, "candidates/fees/desk_found.html", context)
    show = ALL if request.GET.get("show") == ALL else OPEN
    order = ("issued_at", "pk") if show == OPEN else ("-issued_at", "-pk")
    page = keyset_page(_invoices(show), request, order=order)
    context = {"page": page, "show": show, "words": "", "longest": LONGEST}
    return render(request, "candidates/fees/desk_fees.html", context)


def _invoices(show: str) -> QuerySet[Invoice]:
    rows = (Invoice.objects.all() if show == ALL else Invoice.objects.unpaid()).with_promises()
    return rows.select_related("person", "organisation", "account")


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def invoice(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything about one invoice, and what can be done with it."""
    found = get_object_or_404(
        Invoice.objects.with_promises().select_related("account", "person", "organisation"), ref=ref
    )
    shares = _shares(found)
    acts = Acts(request, acts_of(found, shares))
    if request.method == "POST" and (said := acts.run()):
        messages.success(request, said)
        return redirect("desk_invoice", ref)
    context = invoice_context(found) | {
        "acts": acts,
        "candidacy": Candidacy.objects.filter(enrolment_fee__invoice=found).first(),
        "shares": [
            {
                "share": share,
                "info": SHARE_STATUS[share.state],
                "orders": [(order, ORDER_STATUS[order.state]) for order in share.orders.all()],
            }
            for share in shares
        ],
    }
    return render(request, "candidates/fees/desk_invoice.html", context, status=422 if acts.wrong else 200)


def _shares(found: Invoice) -> list[Share]:
    rows = Share.objects.filter(invoice=found).select_related("organisation", "invoice__account")
    return list(rows.prefetch_related("orders", "transfers").order_by("pk"))
