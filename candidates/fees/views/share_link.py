"""What the personal link of an organisation opens: its part, and three ways to pay it. Nothing else of the file."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from candidates.fees import employer, papers, showing_share
from candidates.fees.candidate_forms import ContactForm, DeclineForm, OrderForm
from candidates.fees.views.own import tells_when_away
from candidates.fees.views.papers import handed_over
from lsscert import clock
from lsscert.accounts.models import Link
from lsscert.accounts.views.links import gone
from lsscert.files import services as files
from lsscert.money import cards, orders
from lsscert.money.csp import allows_checkout
from lsscert.money.gateways import GatewayAway
from lsscert.money.models import CardCheckout, Payment, PurchaseOrder, Share
from lsscert.policy import services as policy
from lsscert.refused import Refused

RECEIPT = "receipt-"


@allows_checkout
def share_link(request: HttpRequest, link: Link) -> HttpResponse:
    share = (
        Share.objects.select_related("invoice__account", "invoice__person", "organisation")
        .filter(ref=link.subject)
        .first()
    )
    if share is None:
        return gone(request)
    if share.state != Share.Status.WITHDRAWN and (paper := request.GET.get("paper")):
        return _paper(request, share, paper)
    _converge(request, share)
    if request.method != "POST" and request.GET:
        _tell_after_the_card_page(request, share)
        return redirect(request.path)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        return (
            act(request, share) if act and share.state != Share.Status.WITHDRAWN else redirect(request.path)
        )
    return _page(request, share)


def _converge(request: HttpRequest, share: Share) -> None:
    """Whoever comes back from the card page, or never came back: what the card company says is booked."""
    for checkout in share.checkouts.filter(state=CardCheckout.Status.OPEN).exclude(session_id=None):
        try:
            back = "back" in request.GET
            told = cards.give_up if back else cards.confirm
            told(checkout=checkout, now=clock.now())
        except GatewayAway:
            tells_when_away(request)
        except Refused as no:
            messages.error(request, str(no))
    share.refresh_from_db()


def _tell_after_the_card_page(request: HttpRequest, share: Share) -> None:
    if share.state == Share.Status.PAID:
        messages.success(request, _("Thank you. Your payment has arrived."))
    elif "paid" in request.GET:
        messages.warning(
            request,
            _("The card page has not reported a payment yet. Nothing is lost; look again in a minute."),
        )
    elif "back" in request.GET:
        messages.info(request, _("Nothing was charged."))


def _paper(request: HttpRequest, share: Share, which: str) -> HttpResponse:
    today = clock.today()
    if which == "invoice":
        return handed_over(papers.share_invoice_paper(share, on=today))
    ref = which.removeprefix(RECEIPT)
    payment = Payment.objects.filter(ref=ref, transfers__share=share).first()
    return handed_over(papers.share_receipt_paper(payment, share, on=today)) if payment else gone(request)


def _page(
    request: HttpRequest, share: Share, bound: BaseForm | None = None, status: int = 200
) -> HttpResponse:
    if share.state == Share.Status.WITHDRAWN:
        return render(request, "candidates/fees/share_withdrawn.html", {"share": share})
    context: dict[str, Any] = showing_share.share_context(share, today=clock.today())
    forms: dict[str, BaseForm] = {
        "order_form": OrderForm(megabytes=_megabytes(), initial={"amount": share.left}, prefix="order"),
        "details_form": ContactForm(
            initial={name: getattr(share, name) for name in ("contact", "email", "address", "reference")},
            prefix="details",
        ),
        "decline_form": DeclineForm(prefix="decline"),
    }
    if bound is not None:
        forms[f"{bound.prefix}_form"] = bound
    return render(
        request, "candidates/fees/share_link.html", context | forms | {"bound": bound}, status=status
    )


def _megabytes() -> int:
    return int(policy.at("coursework.proof_megabytes", clock.today()))


def _by_card(request: HttpRequest, share: Share) -> HttpResponse:
    """To the card page, and from there to this page again."""
    here = request.build_absolute_uri(request.path)
    try:
        checkout = cards.open_checkout(
            invoice=share.invoice,
            share=share,
            success_url=lambda made: f"{here}?paid",
            cancel_url=lambda made: f"{here}?back",
            by=None,
            now=clock.now(),
        )
    except GatewayAway:
        tells_when_away(request)
        return redirect(request.path)
    except Refused as no:
        messages.error(request, str(no))
        return redirect(request.path)
    return redirect(checkout.url)


def _by_order(request: HttpRequest, share: Share) -> HttpResponse:
    form = OrderForm(request.POST, request.FILES, megabytes=_megabytes(), prefix="order")
    hand_in = partial(_hand_in, instead="instead" in request.POST)
    return _done(request, share, form, hand_in, _("Thank you. The office checks the purchase order."))


def _hand_in(share: Share, form: BaseForm, *, instead: bool = False) -> None:
    typed, now = form.cleaned_data, clock.now()
    upload = typed["document"]
    received = files.receive(upload=upload, max_megabytes=_megabytes()) if upload else None
    with files.together():
        facts: dict[str, Any] = {
            "number": typed["number"],
            "amount": typed["amount"],
            "document": files.store(received=received, by=None, now=now) if received else None,
            "received_from": share.contact or str(share.organisation),
            "now": now,
        }
        earlier = share.orders.filter(state=PurchaseOrder.Status.RECEIVED).first()
        if instead and earlier:
            orders.replace_order(order=earlier, **facts)
        else:
            orders.receive_order(share=share, by=None, **facts)


def _correct(request: HttpRequest, share: Share) -> HttpResponse:
    form = ContactForm(request.POST, prefix="details")

    def correct(share: Share, form: BaseForm) -> None:
        employer.correct_details(share=share, now=clock.now(), **form.cleaned_data)

    return _done(request, share, form, correct, _("Thank you, that is noted. The invoice says so, too."))


def _decline(request: HttpRequest, share: Share) -> HttpResponse:
    form = DeclineForm(request.POST, prefix="decline")

    def decline(share: Share, form: BaseForm) -> None:
        employer.close_card_page(share, now=clock.now())
        employer.decline(share=share, why=form.cleaned_data["why"], now=clock.now())

    return _done(request, share, form, decline, _("Thank you for the answer. The candidate is told."))


def _done(
    request: HttpRequest, share: Share, form: BaseForm, act: Callable[[Share, BaseForm], None], said: str
) -> HttpResponse:
    if form.is_valid():
        try:
            act(share, form)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, said)
            return redirect(request.path)
    return _page(request, share, bound=form, status=422)


ACTS: dict[str, Callable[[HttpRequest, Share], HttpResponse]] = {
    "card": _by_card,
    "order": _by_order,
    "details": _correct,
    "decline": _decline,
}
