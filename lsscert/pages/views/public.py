"""Pages for somebody who has never heard of the programme."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.pages.answers import answered
from lsscert.pages.figures import figures
from lsscert.pages.prices import changes, ways


@who(ANYONE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html", figures(clock.today()))


@who(ANYONE)
@require_safe
def cost(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    shown = figures(today)
    context = {"today": today, "changes": changes(today), "ways": ways(shown["prices"], sets=shown["sets"])}
    return render(request, "pages/cost.html", shown | context)


@who(ANYONE)
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    groups = answered(figures(clock.today()))
    return render(request, "pages/questions.html", {"groups": groups})


@who(ANYONE)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@who(ANYONE)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public; nothing of a demonstration, whose people are made up."""
    closed = ["/"] if settings.DEMO else ["/my/", "/desk/", "/accounts/", "/admin/", "/contact/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@who(ANYONE)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("lsscert/svg/card.svg"), permanent=True)
