"""Error pages in words a person can act on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lsscert.access import ANYONE, who


def _page(request: HttpRequest, status: int, template: str | None = None) -> HttpResponse:
    return render(request, template or f"{status}.html", status=status)


@who(ANYONE)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


@who(ANYONE)
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


@who(ANYONE)
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


@who(ANYONE)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403, "403_csrf.html")


@who(ANYONE)
def too_large(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_bare("413.html"), status=413)


@who(ANYONE)
def server_error(request: HttpRequest) -> HttpResponse:
    """Without context: whatever broke may be what a context processor needs."""
    return HttpResponse(_bare("500.html"), status=500)


def _bare(template: str) -> str:
    from django.template.loader import render_to_string

    return render_to_string(template)
