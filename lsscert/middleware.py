"""Guards that stand before every view."""

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from pghistory.middleware import HistoryMiddleware as PlainHistoryMiddleware

from lsscert import access, errors
from lsscert.locks import met_another
from lsscert.logs import without_tokens
from lsscert.money.gateways.protocol import GatewayAway
from lsscert.refused import Refused

log = logging.getLogger(__name__)
Next = Callable[[HttpRequest], HttpResponse]


class TooLargeMiddleware:
    """Answer 413 from the announced length, before a byte of the body is read.

    Larger requests are read of people who are signed in, and only for pages that take large files.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length > settings.REQUEST_MAX_BYTES and not _may_be_large(request, length):
            return errors.too_large(request)
        return self.get_response(request)


def _may_be_large(request: HttpRequest, length: int) -> bool:
    if length > settings.EVIDENCE_MAX_BYTES:
        return False
    try:
        view = resolve(request.path_info).func
    except Http404:
        return False
    return getattr(view, "takes_large_files", False) and _is_signed_in(request)


def _is_signed_in(request: HttpRequest) -> bool:
    """Asked of the session itself: the middleware that reads it comes later, and it may come after the body."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return bool(key) and SESSION_KEY in store(key)


class AccessMiddleware:
    """Let a request through only to a view that says it is for this person."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.viewer.person is not None:  # type: ignore[attr-defined]
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        assert match is not None
        roles = access.declared_for(view, match.route)
        if roles is None:
            log.error("view does not say who it is for: %s", match.route)
            raise Http404
        if access.ANYONE in roles:
            return None
        if not request.user.is_authenticated:
            if request.method == "POST":
                messages.warning(
                    request,
                    _(
                        "You were signed out, so what you just sent was not taken. Sign in, then send it again."
                    ),
                )
            return redirect_to_login(request.get_full_path())
        if not access.may(request, roles):
            raise Http404
        if (
            settings.REQUIRE_SECOND_FACTOR
            and roles & access.TRUSTED_ROLES
            and not is_mfa_enabled(request.user)
        ):
            messages.warning(request, _("Your work here needs a second step at sign-in. Set one up first."))
            return redirect("mfa_index")
        return None


class RefusedMiddleware:
    """A refusal that no form shows becomes a banner on the page the person came from; nothing was written.

    So does an act that met another on the same rows, and a card company that does not answer.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        sentence = _told(exception)
        if sentence is None:
            return None
        messages.error(request, sentence)
        back = request.META.get("HTTP_REFERER", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = "/"
        return redirect(back)


def _told(exception: Exception) -> Any:
    """What a person reads of it; None for what is a fault of ours."""
    if isinstance(exception, Refused):
        return str(exception)
    if isinstance(exception, GatewayAway):
        return _(
            "The card company does not answer just now. Nothing was charged; please try again in a minute."
        )
    if met_another(exception):
        return _(
            "Somebody else was changing the same thing just then. Nothing was written; please try again."
        )
    return None


class HistoryMiddleware(PlainHistoryMiddleware):
    """The history keeps where a change came from, but never what opens something."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().get_context(request)
        return context | {"url": without_tokens(context["url"])}
