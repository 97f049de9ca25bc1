"""Only one's own: an invoice, a checkout or a part that belongs to whoever looks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from lsscert.accounts.viewer import me
from lsscert.money.gateways import GatewayAway
from lsscert.money.models import CardCheckout, Invoice, Share

View = Callable[..., HttpResponse]


def own_invoice(request: HttpRequest, ref: str) -> Invoice:
    own = Invoice.objects.with_promises().select_related("account", "person")
    return get_object_or_404(own, ref=ref, person=me(request))


def own_checkout(request: HttpRequest, ref: str) -> CardCheckout:
    own = CardCheckout.objects.select_related("invoice")
    return get_object_or_404(own, ref=ref, by=me(request))


def own_share(request: HttpRequest, ref: str, share: str) -> Share:
    own = Share.objects.select_related("invoice__account", "organisation")
    return get_object_or_404(own, ref=share, invoice__ref=ref, invoice__person=me(request))


def tells_when_away(request: HttpRequest) -> None:
    messages.warning(
        request,
        _(
            "The card company does not answer just now. Nothing was charged by this click."
            " Please try again in a few minutes, or pay another way."
        ),
    )


def survives_the_gateway(back: Callable[..., str]) -> Callable[[View], View]:
    """When the card company cannot be reached, a kind word on the page that `back` names from the view's arguments."""

    def around(view: View) -> View:
        @wraps(view)
        def safely(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except GatewayAway:
                tells_when_away(request)
                return redirect(back(request, *args, **kwargs))

        return safely

    return around
