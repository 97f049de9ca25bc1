"""What a candidate owes, and paying it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from candidates.fees.showing import invoice_context
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.money import cards
from lsscert.money.models import CardCheckout, Invoice


def _own_invoice(request: HttpRequest, ref: str) -> Invoice:
    own = Invoice.objects.select_related("account", "person")
    return get_object_or_404(own, ref=ref, person=me(request))


def _own_checkout(request: HttpRequest, ref: str) -> CardCheckout:
    own = CardCheckout.objects.select_related("invoice")
    return get_object_or_404(own, ref=ref, by=me(request))


@who(SIGNED_IN)
@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    person = me(request)
    invoices = list(person.invoices.select_related("account"))
    open_ones = [invoice for invoice in invoices if invoice.left > 0]
    return render(
        request,
        "candidates/fees/fees.html",
        {
            "invoices": invoices,
            "left": sum(invoice.left for invoice in open_ones),
            "open_invoice": open_ones[0] if open_ones else None,
            "credit": person.credit.balance if hasattr(person, "credit") else 0,
        },
    )


@who(SIGNED_IN)
@require_safe
def invoice(request: HttpRequest, ref: str) -> HttpResponse:
    return render(request, "candidates/fees/invoice.html", invoice_context(_own_invoice(request, ref)))


@who(SIGNED_IN)
@require_POST
def pay(request: HttpRequest, ref: str) -> HttpResponse:
    """To the card page, for what is left."""
    checkout = cards.open_checkout(
        invoice=_own_invoice(request, ref),
        success_url=lambda made: request.build_absolute_uri(reverse("my_paid", args=[made.ref])),
        cancel_url=lambda made: request.build_absolute_uri(reverse("my_not_paid", args=[made.ref])),
        by=me(request),
        now=clock.now(),
    )
    return redirect(checkout.url)


@who(SIGNED_IN)
@require_safe
def paid(request: HttpRequest, ref: str) -> HttpResponse:
    """Back from the card page. What counts is what the gateway says, not that somebody came here."""
    checkout = cards.confirm(checkout=_own_checkout(request, ref), now=clock.now())
    if checkout.state == CardCheckout.Status.PAID:
        messages.success(request, _("Thank you. Your payment has arrived."))
    else:
        messages.warning(
            request,
            _("The card page has not reported a payment yet. Nothing is lost; look again in a minute."),
        )
    return redirect("my_invoice", checkout.invoice.ref)


@who(SIGNED_IN)
@require_safe
def not_paid(request: HttpRequest, ref: str) -> HttpResponse:
    checkout = cards.give_up(checkout=_own_checkout(request, ref), now=clock.now())
    if checkout.state == CardCheckout.Status.PAID:
        messages.success(request, _("Your payment had arrived already. Thank you."))
    else:
        messages.info(request, _("Nothing was charged. You can pay later, or by cheque."))
    return redirect("my_invoice", checkout.invoice.ref)
