"""A candidate asks an employer to pay a part, and sees how it stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.fees import employer
from candidates.fees.candidate_forms import EmployerForm
from candidates.fees.views.own import own_invoice, own_share
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.money import sharing
from lsscert.money.models import ORDER_STATUS, SHARE_STATUS, PurchaseOrder, Share
from lsscert.refused import Refused

AT_THE_FIELD = {"share_known": "name", "beyond_own_part": "amount", "letters_enough": "email"}


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Who was asked so far, and asking one more organisation."""
    invoice = own_invoice(request, ref)
    own_part = sharing.own_part(invoice)
    form = EmployerForm(request.POST or None, own_part=own_part)
    if request.method == "POST" and form.is_valid():
        try:
            share = employer.ask_employer(
                invoice=invoice, by=me(request), now=clock.now(), **form.cleaned_data
            )
        except Refused as no:
            form.add_error(AT_THE_FIELD.get(no.code), str(no))
        else:
            messages.success(request, _said_of(share))
            return redirect("my_share", invoice.ref, share.ref)
    shares = invoice.shares.select_related("organisation").order_by("-pk")
    context = {
        "invoice": invoice,
        "own_part": own_part,
        "form": form,
        "shares": [(share, SHARE_STATUS[share.state]) for share in shares],
    }
    return render(request, "candidates/fees/employer.html", context, status=422 if form.errors else 200)


def _said_of(share: Share) -> str:
    words = {"name": share.organisation, "email": share.email}
    if share.email:
        return _("A letter with a link is on its way to %(email)s.") % words
    return _("%(name)s is noted. Hand over the invoice: you can download it below.") % words


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, ref: str, share: str) -> HttpResponse:
    """One organisation's part: how it stands; another amount or address makes a new request of it."""
    found = own_share(request, ref, share)
    mine = sharing.own_part(found.invoice) + (found.left if found.state == Share.Status.ASKED else 0)
    form = EmployerForm(request.POST or None, own_part=mine, named=False, initial=_as_asked(found))
    if request.method == "POST" and form.is_valid():
        try:
            new = employer.change(share=found, by=me(request), now=clock.now(), **form.cleaned_data)
        except Refused as no:
            form.add_error(AT_THE_FIELD.get(no.code), str(no))
        else:
            messages.success(request, _said_of(new))
            return redirect("my_share", ref, new.ref)
    order = found.orders.order_by("-pk").first()
    context = {
        "invoice": found.invoice,
        "share": found,
        "info": SHARE_STATUS[found.state],
        "order": order,
        "order_info": ORDER_STATUS[order.state] if order else None,
        "order_counts": order is not None and order.state in ORDERS_THAT_COUNT,
        "may_change": _may_change(found, order),
        "letters": list(found.employer_letters.all()[:10]),
        "form": form,
    }
    return render(request, "candidates/fees/share.html", context, status=422 if form.errors else 200)


ORDERS_THAT_COUNT = (PurchaseOrder.Status.ACCEPTED, PurchaseOrder.Status.INVOICED)


def _as_asked(found: Share) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("amount", "contact", "email", "address", "reference")}


def _may_change(found: Share, order: PurchaseOrder | None) -> bool:
    in_hand = order is not None and order.state != PurchaseOrder.Status.CANCELLED
    return found.state == Share.Status.ASKED and not in_hand and not found.paid


@who(SIGNED_IN)
@require_POST
def send_again(request: HttpRequest, ref: str, share: str) -> HttpResponse:
    found = own_share(request, ref, share)
    employer.send_again(share=found, by=me(request), now=clock.now())
    messages.success(
        request,
        _("A letter with a new link is on its way to %(email)s. The old link opens nothing any more.")
        % {"email": found.email},
    )
    return redirect("my_share", ref, share)


@who(SIGNED_IN)
@require_POST
def take_back(request: HttpRequest, ref: str, share: str) -> HttpResponse:
    found = employer.take_back(share=own_share(request, ref, share), by=me(request), now=clock.now())
    messages.success(
        request,
        _("%(name)s is no longer asked; that part is yours again.") % {"name": found.organisation},
    )
    return redirect("my_invoice", ref)
