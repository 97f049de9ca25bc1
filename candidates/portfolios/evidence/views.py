"""A candidate's evidence: adding, using again, putting in order, taking away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from candidates.portfolios.evidence import services
from candidates.portfolios.evidence.showing import everything, quarantined
from candidates.portfolios.models import Portfolio, Response
from candidates.portfolios.writing.finding import own_portfolio
from lsscert import clock
from lsscert.access import SIGNED_IN, takes_large_files, who
from lsscert.accounts.viewer import me
from lsscert.files import services as files
from lsscert.refused import Refused


@who(SIGNED_IN)
@takes_large_files
@require_POST
def act(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the buttons of the evidence panel do; `act` says which. Scripts get JSON, everybody else the page again."""
    portfolio = own_portfolio(me(request), slug)
    competency = get_object_or_404(portfolio.set_edition.competencies, number=number)
    act = ACTS.get(request.POST.get("act", ""), _nothing)
    response = portfolio.responses.filter(competency=competency).first()
    if response is None:
        response, _new = Response.objects.get_or_create(portfolio=portfolio, competency=competency)
    url = reverse("my_portfolio_competency", args=[slug, number]) + "#evidence"
    try:
        said = act(request, portfolio, response)
    except Refused as no:
        if request.accepts("text/html"):
            messages.error(request, str(no))
            return redirect(url)
        return JsonResponse({"detail": str(no), "code": no.code}, status=422)
    messages.success(request, said)
    return redirect(url) if request.accepts("text/html") else JsonResponse({"url": url})


def _nothing(request: HttpRequest, portfolio: Portfolio, response: Response) -> str:
    raise Refused("no_act", _("Choose one of the buttons."))


def _add_file(request: HttpRequest, portfolio: Portfolio, response: Response) -> str:
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused("no_file", _("Choose a file first."))
    services.add_file(response=response, upload=upload, **_said(request), by=me(request), now=clock.now())
    return _("Added.")


def _add_link(request: HttpRequest, portfolio: Portfolio, response: Response) -> str:
    url = request.POST.get("url", "")
    services.add_link(response=response, url=url, **_said(request), by=me(request), now=clock.now())
    return _("Added.")


def _use_again(request: HttpRequest, portfolio: Portfolio, response: Response) -> str:
    evidence = get_object_or_404(portfolio.evidence, ref=request.POST.get("evidence", "")[:20])
    weight = request.POST.get("weight", "")
    services.use_again(evidence=evidence, response=response, weight=weight, by=me(request))
    return _("It serves this competency, too.")


def _change(request: HttpRequest, portfolio: Portfolio, response: Response) -> str:
    services.change_use(use=_use(request, response), **_said(request), by=me(request))
    return _("Saved.")


def _move(up: bool) -> Callable[[HttpRequest, Portfolio, Response], str]:
    def move(request: HttpRequest, portfolio: Portfolio, response: Response) -> str:
        services.move_use(use=_use(request, response), up=up, by=me(request))
        return _("Moved.")

    return move


def _remove(request: HttpRequest, portfolio: Portfolio, response: Response) -> str:
    services.remove_use(use=_use(request, response), by=me(request))
    return _("Removed.")


ACTS: dict[str, Callable[[HttpRequest, Portfolio, Response], str]] = {
    "file": _add_file,
    "link": _add_link,
    "again": _use_again,
    "change": _change,
    "up": _move(True),
    "down": _move(False),
    "remove": _remove,
}


def _said(request: HttpRequest) -> dict[str, Any]:
    return {"weight": request.POST.get("weight", ""), "caption": request.POST.get("caption", "")}


def _use(request: HttpRequest, response: Response) -> Any:
    rows = response.uses.select_related("evidence__file", "response__portfolio", "response__competency")
    return get_object_or_404(rows, ref=request.POST.get("use", "")[:20])


@who(SIGNED_IN)
@require_safe
def evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """All evidence of a portfolio and where each piece is used."""
    portfolio = own_portfolio(me(request), slug)
    largest, most = services.limits_on(clock.now())
    context = {
        "portfolio": portfolio,
        "set": portfolio.set_edition.set,
        "rows": everything(portfolio),
        "used": services.used_by(me(request)),
        "largest": largest,
        "most": most,
    }
    return render(request, "candidates/portfolios/evidence/all.html", context)


@who(SIGNED_IN, file=True)
@require_safe
def download(request: HttpRequest, slug: str, ref: str) -> HttpResponseBase:
    """A candidate's own file, under the name it came with; not while the office looks into it."""
    portfolio = own_portfolio(me(request), slug)
    found = get_object_or_404(portfolio.evidence.select_related("file"), ref=ref)
    if found.file is None or found.pk in quarantined(portfolio):
        raise Http404
    return files.response(found.file)
