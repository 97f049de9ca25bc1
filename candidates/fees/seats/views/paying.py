"""Paying for an order of seats: by card, or by handing in a purchase order."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.fees.seats import buying
from candidates.fees.seats.forms import PurchaseOrderForm
from candidates.fees.seats.models import SeatOrder
from candidates.fees.seats.views.which import order_of
from lsscert import clock
from lsscert.access import SPONSOR, who
from lsscert.accounts.viewer import me
from lsscert.files import services as files
from lsscert.money import cards, orders
from lsscert.money.gateways import GatewayAway
from lsscert.money.models import CardCheckout
from lsscert.policy import services as policy
from lsscert.refused import Refused


@who(SPONSOR)
@require_POST
def pay(request: HttpRequest, ref: str) -> HttpResponse:
    """To the card page, for what is left; what is paid there is the organisation's."""
    order = order_of(request, ref)
    try:
        checkout = cards.open_checkout(
            invoice=order.invoice,
            share=buying.share_of(order),
            success_url=lambda made: request.build_absolute_uri(reverse("sponsor_paid", args=[made.ref])),
            cancel_url=lambda made: request.build_absolute_uri(reverse("sponsor_not_paid", args=[made.ref])),
            by=me(request),
            now=clock.now(),
        )
    except Refused as no:
        messages.error(request, str(no))
    except GatewayAway:
        _say_away(request)
    else:
        return redirect(checkout.url)
    return redirect("sponsor_order", order.ref)


def _say_away(request: HttpRequest) -> None:
    messages.error(
        request,
        _("The card company does not answer just now; nothing was charged. Try again, or pay another way."),
    )


def _checkout(request: HttpRequest, ref: str) -> tuple[CardCheckout, SeatOrder]:
    orders_of_mine = SeatOrder.objects.for_member(me(request))
    rows = CardCheckout.objects.filter(invoice__in=orders_of_mine.values("invoice"))
    checkout = get_object_or_404(rows.select_related("invoice"), ref=ref)
    return checkout, SeatOrder.objects.get(invoice=checkout.invoice)


@who(SPONSOR)
@require_safe
def paid(request: HttpRequest, ref: str) -> HttpResponse:
    """Back from the card page. What counts is what the gateway says, not that somebody came here."""
    checkout, order = _checkout(request, ref)
    with suppress(GatewayAway):  # it is asked again by itself
        checkout = cards.confirm(checkout=checkout, now=clock.now())
    if checkout.state == CardCheckout.Status.PAID:
        messages.success(request, _("Thank you. Your payment has arrived; the codes can be used."))
    else:
        messages.warning(
            request,
            _("The card page has not reported a payment yet. Nothing is lost; look again in a minute."),
        )
    return redirect("sponsor_order", order.ref)


@who(SPONSOR)
@require_safe
def not_paid(request: HttpRequest, ref: str) -> HttpResponse:
    checkout, order = _checkout(request, ref)
    try:
        checkout = cards.give_up(checkout=checkout, now=clock.now())
    except GatewayAway:
        messages.warning(
            request, _("The card company does not answer just now; we ask it again by ourselves.")
        )
        return redirect("sponsor_order", order.ref)
    if checkout.state == CardCheckout.Status.PAID:
        messages.success(request, _("Your payment had arrived already. Thank you."))
    else:
        messages.info(request, _("Nothing was charged. You can pay later, or in another way."))
    return redirect("sponsor_order", order.ref)


@who(SPONSOR)
@require_http_methods(["GET", "HEAD", "POST"])
def purchase_order(request: HttpRequest, ref: str) -> HttpResponse:
    """Hand in a purchase order for what is left; the office checks it."""
    order, posted = order_of(request, ref), request.method == "POST"
    megabytes = policy.at("coursework.proof_megabytes", clock.today())
    form = PurchaseOrderForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"number": order.invoice.bill_reference, "amount": order.invoice.left},
        megabytes=megabytes,
    )
    if posted and form.is_valid():
        try:
            _receive(request, order, form, megabytes)
        except Refused as no:
            form.add_error("document" if no.code.startswith("file_") else None, str(no))
        else:
            messages.success(request, _("The office has your purchase order and checks it."))
            return redirect("sponsor_order", order.ref)
    context = {"order": order, "invoice": order.invoice, "form": form}
    return render(
        request, "candidates/fees/seats/purchase_order.html", context, status=422 if form.errors else 200
    )


def _receive(request: HttpRequest, order: SeatOrder, form: PurchaseOrderForm, megabytes: int) -> None:
    share = buying.share_of(order)
    if share is None:
        raise Refused("invoice_cancelled", _("Nothing is owed on this invoice."))
    data, person, now = form.cleaned_data, me(request), clock.now()
    received = files.receive(upload=data["document"], max_megabytes=megabytes)
    with files.together():
        orders.receive_order(
            share=share,
            number=data["number"],
            amount=data["amount"],
            document=files.store(received=received, by=person, now=now),
            received_from=person.name,
            by=person,
            now=now,
        )
