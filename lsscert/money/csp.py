"""A browser lets a form lead only where the page's policy says, and follows that through redirects, too."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csp import csp_override

View = Callable[..., HttpResponse]


def allows_checkout(view: View) -> View:
    """For every page with a button that ends at the card page."""

    @wraps(view)
    def with_checkout(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        origin = checkout_origin()
        if not origin:
            return view(request, *args, **kwargs)
        policy = settings.SECURE_CSP
        wider = {**policy, "form-action": [*policy["form-action"], origin]}
        answer: HttpResponse = csp_override(wider)(view)(request, *args, **kwargs)
        return answer

    return with_checkout


def checkout_origin() -> str:
    """Where Stripe's card pages are; a double of its API serves its own. "" when payers never leave this site."""
    if settings.CARD_GATEWAY != "stripe":
        return ""
    if settings.STRIPE_API_BASE == settings.STRIPE_OWN_API:
        return "https://checkout.stripe.com"
    base = urlsplit(settings.STRIPE_API_BASE)
    return f"{base.scheme}://{base.netloc}"
