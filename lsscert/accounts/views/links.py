"""The door for people without an account. What stands behind a link is the business of the room that made it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.accounts import links


@who(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_link(request: HttpRequest, token: str) -> HttpResponse:
    link = links.live(token=token, now=clock.now())
    page = links.LINK_PAGES.get(link.kind) if link else None
    response = page(request, link) if page and link else gone(request)
    # Only the site's name may travel on. With `no-referrer` browsers send forms without an origin, which the guard
    # against forged forms refuses.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


# Open to anyone, and kept by no cache all the same.
token_link.private = True  # type: ignore[attr-defined]


def gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that was used, has ended or never was, so that nobody learns which."""
    return render(request, "accounts/link_gone.html", status=404)
