"""Buying seats, and how each order stands."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.fees import papers
from candidates.fees.seats import buying, members
from candidates.fees.seats.forms import BuyForm
from candidates.fees.seats.models import SponsorAccount
from candidates.fees.seats.showing import figures, order_state, orders_of, seat_rows, seats_of
from candidates.fees.seats.views.which import order_of, organisation_of
from candidates.fees.showing import invoice_context
from lsscert import clock
from lsscert.access import SPONSOR, who
from lsscert.accounts.models import Organisation
from lsscert.accounts.viewer import me
from lsscert.money.csp import allows_checkout
from lsscert.paper.download import as_download
from lsscert.paper.sheet import as_pdf
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.paging import keyset_page


@who(SPONSOR)
@require_http_methods(["GET", "HEAD", "POST"])
def buy(request: HttpRequest) -> HttpResponse:
    """First how many, then the sum and the address to check, and only then the invoice."""
    organisation = organisation_of(request)
    account = members.require_member(organisation=organisation, person=me(request))
    if not account.email:
        messages.info(request, _("Say where invoices go, then buy."))
        return redirect("sponsor_details")
    form = BuyForm(request.POST if request.method == "POST" else None, initial=_first_values(organisation))
    ready = request.method == "POST" and form.is_valid()
    if ready and "order" in request.POST:
        try:
            order = buying.buy_seats(
                organisation=organisation, **form.cleaned_data, by=me(request), now=clock.now()
            )
        except Refused as no:
            form = BuyForm(initial={**form.cleaned_data, "price": buying.price_on(clock.today())})
            return _buy_page(request, account, form, refusal=no, status=422)
        messages.success(request, _("Invoice %(number)s is issued.") % {"number": order.invoice.number})
        return redirect("sponsor_order", order.ref)
    checked = form.cleaned_data if ready and "change" not in request.POST else None
    return _buy_page(request, account, form, checked=checked, status=422 if form.errors else 200)


def _first_values(organisation: Organisation) -> dict[str, Any]:
    """As many as last time, to buy again with one look."""
    last = orders_of(organisation).first()
    return {
        "count": last.count if last else None,
        "reference": "",
        "price": buying.price_on(clock.today()),
        "key": get_random_string(24),
    }


def _buy_page(
    request: HttpRequest, account: SponsorAccount, form: BuyForm, *, status: int, **more: Any
) -> HttpResponse:
    checked = more.get("checked")
    context = {
        "organisation": account.organisation,
        "account": account,
        "portfolios_open": policy.at("portfolio.open", clock.today()),
        "form": form,
        "price": buying.price_on(clock.today()),
        "total": checked["count"] * checked["price"] if checked else None,
        "last": orders_of(account.organisation).first(),
        **more,
    }
    return render(request, "candidates/fees/seats/buy.html", context, status=status)


@who(SPONSOR)
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    organisation = organisation_of(request)
    rows = orders_of(organisation).prefetch_related("invoice__shares__orders")
    page = keyset_page(rows, request, order=("-ordered_at", "-pk"), size=20)
    shown = [(order, order_state(order), figures(order=order)) for order in page]
    context = {"organisation": organisation, "page": page, "orders": shown}
    return render(request, "candidates/fees/seats/orders.html", context)


@who(SPONSOR)
@allows_checkout
@require_safe
def order(request: HttpRequest, ref: str) -> HttpResponse:
    found = order_of(request, ref)
    return render(request, "candidates/fees/seats/order.html", order_context(found))


def order_context(found: Any) -> dict[str, Any]:
    state, share = order_state(found), buying.share_of(found)
    return {
        **invoice_context(found.invoice),
        "order": found,
        "standing": state,
        "figures": figures(order=found),
        "rows": seat_rows(seats_of(found), usable=state.usable, now=clock.now()),
        "purchase": share.orders.first() if share else None,
    }


@who(SPONSOR, file=True)
@require_safe
def invoice_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    paper = papers.invoice_paper(order_of(request, ref).invoice, on=clock.today())
    return as_download(as_pdf(paper), paper.file_name)


@who(SPONSOR)
@require_safe
def print_codes(request: HttpRequest, ref: str) -> HttpResponse:
    """The free seats of an order, each to be cut out and handed over; those whose code went by mail are given out."""
    context = order_context(order_of(request, ref))
    slips = [row for row in context["rows"] if row.code and not row.seat.sent_to]
    context |= {"slips": slips, "site": settings.SITE_URL}
    return render(request, "candidates/fees/seats/print.html", context)
