"""The desk's pages about decisions: what to tell, what waits, what is told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.portfolios.deciding import panel, services, waiting
from candidates.portfolios.deciding.forms import HoldForm, ReleaseForm
from candidates.portfolios.deciding.gathering import decision_now
from candidates.portfolios.models import STATUS, Decision, Portfolio
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.ui.paging import keyset_page
from lsscert.ui.versions import version_in

TO_RELEASE, BY_ITSELF, HELD, RELEASED = "to_release", "by_itself", "held", "released"
TABS = (TO_RELEASE, BY_ITSELF, HELD, RELEASED)


@who(STAFF)
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    show = request.GET.get("show", TO_RELEASE)
    show = show if show in TABS else TO_RELEASE
    rows = _rows(show).select_related("portfolio__candidacy__person", "portfolio__set_edition__set")
    order = ("-released_at", "-pk") if show == RELEASED else ("decided_at", "pk")
    page = keyset_page(rows, request, order=order)
    context = {"page": page, "show": show, "tones": panel.TONES}
    for row in page.items:
        row.tone = panel.TONES[row.kind]
    return render(request, "candidates/portfolios/deciding/decisions.html", context)


def _rows(show: str) -> Any:
    if show == RELEASED:
        return Decision.objects.exclude(released_at=None)
    if show == HELD:
        return waiting.untold().exclude(held_by=None)
    if show == BY_ITSELF:
        return waiting.untold().exclude(release_on=None).filter(held_by=None)
    return waiting.untold().filter(release_on=None, held_by=None)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, ref: str) -> HttpResponse:
    """The decisions on one portfolio; the newest can be held or told. Nobody edits a rating."""
    portfolio = _portfolio(ref)
    pressed = request.POST.get("decision", "")
    forms = {
        name: kind(request.POST if name == pressed else None, prefix=name)
        for name, kind in {"hold": HoldForm, "release": ReleaseForm}.items()
    }
    if request.method == "POST":
        try:
            if said := _act(request, portfolio, forms, pressed):
                messages.success(request, said)
                return redirect("desk_decision", portfolio.ref)
        except Refused as no:
            messages.error(request, str(no))
            portfolio = _portfolio(ref)
    context = panel.context(portfolio) | {"forms": forms, "info": STATUS[portfolio.state], "whole_page": True}
    status = 422 if request.method == "POST" else 200
    return render(request, "candidates/portfolios/deciding/decision.html", context, status=status)


def _portfolio(ref: str) -> Portfolio:
    rows = Portfolio.objects.select_related("candidacy__person", "set_edition__set")
    return get_object_or_404(rows, ref=ref)


def _act(request: HttpRequest, portfolio: Portfolio, forms: dict[str, Any], pressed: str) -> str:
    """What was done, in words; empty when a form must be mended first."""
    row = decision_now(portfolio)
    if row is None:
        raise Refused(
            "no_decision", _("There is no decision to tell."), _("Reload the page to see how it stands.")
        )
    if pressed in forms and not forms[pressed].is_valid():
        return ""
    act: dict[str, Any] = {
        "decision": row,
        "by": me(request),
        "now": clock.now(),
        "seen": version_in(request, "seen"),
    }
    if pressed == "hold":
        services.hold(**act, why=forms["hold"].cleaned_data["why"])
        return _("The decision is held. It is not told until you lift that.")
    if pressed == "lift":
        services.lift(**act)
        return _("The hold is lifted.")
    if pressed == "release":
        services.release(**act, note=forms["release"].cleaned_data["note"])
        return _("The candidate is told.")
    raise Refused("no_button", _("Choose one of the buttons."))
