"""What a candidate owes, and paying it."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from candidates.fees import credit as own_credit
from candidates.fees.candidate_forms import OtherAmountForm
from candidates.fees.showing import own_invoice_context
from candidates.fees.views.own import own_checkout, own_invoice, survives_the_gateway
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.money import cards, sharing
from lsscert.money.csp import allows_checkout
from lsscert.money.models import REFUND_STATUS, CardCheckout, Invoice, Refund
from lsscert.refused import Refused
from lsscert.ui.wording import money

REFUNDS_SHOWN = 20


@who(SIGNED_IN)
@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    person = me(request)
    invoices = list(person.invoices.with_promises().select_related("account").prefetch_related("lines"))
    open_ones = [invoice for invoice in invoices if invoice.left > 0]
    context: dict[str, Any] = {
        "invoices": invoices,
        "left": sum((sharing.own_part(invoice) for invoice in open_ones), Decimal(0)),
        "of_others": sum((sharing.promised_by_others(invoice) for invoice in open_ones), Decimal(0)),
        "open_invoice": open_ones[0] if open_ones else None,
        "credit": own_credit.credit_of(person),
        "free": own_credit.free_of(person),
        "refunds": _refunds_of(person),
    }
    if open_ones and context["credit"]:
        own = sharing.own_part(open_ones[0])
        context |= {"usable_credit": min(context["credit"], own), "own_part": own}
    return render(request, "candidates/fees/fees.html", context)


def _refunds_of(person: Person) -> list[tuple[Refund, Any]]:
    refunds = Refund.objects.filter(payment__payer=person).exclude(state=Refund.Status.STOPPED)
    newest = refunds.select_related("payment").order_by("-asked_at", "-pk")[:REFUNDS_SHOWN]
    return [(refund, REFUND_STATUS[refund.state]) for refund in newest]


@who(SIGNED_IN)
@allows_checkout
@require_safe
def invoice(request: HttpRequest, ref: str) -> HttpResponse:
    return _page(request, own_invoice(request, ref))


def _page(request: HttpRequest, found: Invoice, status: int = 200, **more: Any) -> HttpResponse:
    context = own_invoice_context(found, me(request)) | more
    return render(request, "candidates/fees/invoice.html", context, status=status)


def _to_invoice(request: HttpRequest, ref: str) -> str:
    return reverse("my_invoice", args=[ref])


def _to_invoice_of_checkout(request: HttpRequest, ref: str) -> str:
    return reverse("my_invoice", args=[own_checkout(request, ref).invoice.ref])


@who(SIGNED_IN)
@allows_checkout
@require_POST
@survives_the_gateway(_to_invoice)
def pay(request: HttpRequest, ref: str) -> HttpResponse:
    """To the card page: for all of the own part, or for the amount that was typed."""
    found = own_invoice(request, ref)
    amount = own_part = sharing.own_part(found)
    if "amount" in request.POST:
        form = OtherAmountForm(request.POST, own_part=own_part)
        if not form.is_valid():
            return _page(request, found, status=422, other_amount=form)
        amount = form.cleaned_data["amount"]
    if not amount:
        raise Refused("nothing_yours", _("Nothing of this invoice is yours to pay now."))
    checkout = cards.open_checkout(
        invoice=found,
        amount=amount,
        success_url=lambda made: request.build_absolute_uri(reverse("my_paid", args=[made.ref])),
        cancel_url=lambda made: request.build_absolute_uri(reverse("my_not_paid", args=[made.ref])),
        by=me(request),
        now=clock.now(),
    )
    return redirect(checkout.url)


@who(SIGNED_IN)
@require_safe
@survives_the_gateway(_to_invoice_of_checkout)
def paid(request: HttpRequest, ref: str) -> HttpResponse:
    """Back from the card page. What counts is what the gateway says, not that somebody came here."""
    checkout = cards.confirm(checkout=own_checkout(request, ref), now=clock.now())
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
@survives_the_gateway(_to_invoice_of_checkout)
def not_paid(request: HttpRequest, ref: str) -> HttpResponse:
    checkout = cards.give_up(checkout=own_checkout(request, ref), now=clock.now())
    if checkout.state == CardCheckout.Status.PAID:
        messages.success(request, _("Your payment had arrived already. Thank you."))
    else:
        messages.info(request, _("Nothing was charged. You can pay later, or by cheque."))
    return redirect("my_invoice", checkout.invoice.ref)


@who(SIGNED_IN)
@require_POST
def use_credit(request: HttpRequest, ref: str) -> HttpResponse:
    used = own_credit.use_own_credit(invoice=own_invoice(request, ref), by=me(request), now=clock.now())
    messages.success(request, _("%(amount)s of your credit is used.") % {"amount": money(used)})
    return redirect("my_invoice", ref)


@who(SIGNED_IN)
@require_POST
def credit_back(request: HttpRequest) -> HttpResponse:
    refunds = own_credit.ask_credit_back(by=me(request), now=clock.now())
    total = sum((refund.amount for refund in refunds), Decimal(0))
    messages.success(request, _("%(amount)s is on its way back to you.") % {"amount": money(total)})
    return redirect("my_fees")
