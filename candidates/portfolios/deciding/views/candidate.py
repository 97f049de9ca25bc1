"""What the candidate reads of a decision: what, why, what next, and how to appeal."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.portfolios.deciding import appealing, courses, rounds, services
from candidates.portfolios.deciding.panel import TONES
from candidates.portfolios.deciding.picture import drawn
from candidates.portfolios.models import STATUS, Decision, Portfolio
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.text import whole_number


@who(SIGNED_IN)
@require_safe
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest portfolio of the set that was decided; an earlier attempt with `?attempt=1`. The first look counts."""
    portfolio = _portfolio(request, slug)
    told = _told(portfolio)
    if not told:
        raise Http404
    if any(decision.opened_at is None for decision in told):
        services.opened_by_candidate(portfolio=portfolio, now=clock.now())
        portfolio = _portfolio(request, slug)
    newest = told[0]
    newest.portfolio = portfolio
    context: dict[str, Any] = {
        "portfolio": portfolio,
        "set": portfolio.set_edition.set,
        "info": STATUS[portfolio.state],
        "decision": newest,
        "tone": TONES[newest.kind],
        "picture": drawn(newest),
        "earlier": [
            {"decision": each, "picture": drawn(each), "tone": TONES[each.kind]} for each in told[1:]
        ],
        "asked": portfolio.state == Portfolio.Status.MORE_INFORMATION,
        "appeal": appealing.offer(newest, clock.now()),
    }
    if newest.kind == Decision.Kind.NOT_ACHIEVED:
        context["courses"] = courses.suggested(portfolio, clock.today())
    return render(request, "candidates/portfolios/deciding/outcome.html", context)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the outcome as it is: a page of its own, which says what will happen before the click."""
    portfolio = _portfolio(request, slug)
    told = _told(portfolio)
    asked = portfolio.state == Portfolio.Status.MORE_INFORMATION
    if not told or not asked or not told[0].may_decline:
        raise Http404
    if request.method == "POST":
        try:
            rounds.decline_more_information(portfolio=portfolio, by=me(request), now=clock.now())
        except Refused as no:
            messages.error(request, str(no))
        else:
            messages.success(request, _("The outcome stands. Congratulations!"))
        return redirect("my_portfolio_outcome", slug)
    context = {"portfolio": portfolio, "set": portfolio.set_edition.set, "picture": drawn(told[0])}
    return render(request, "candidates/portfolios/deciding/decline.html", context)


def _portfolio(request: HttpRequest, slug: str) -> Portfolio:
    rows = Portfolio.objects.filter(candidacy__person=me(request), set_edition__set__slug=slug)
    rows = rows.select_related("set_edition__set", "candidacy").order_by("-pk")
    attempt = whole_number(request.GET.get("attempt", ""), 4)
    if attempt is not None:
        rows = rows.filter(attempt=attempt)
    else:
        rows = rows.filter(decisions__released_at__isnull=False).distinct()
    if (found := rows.first()) is None:
        raise Http404
    return found


def _told(portfolio: Portfolio) -> list[Decision]:
    """What the candidate was told, newest first."""
    rows = list(portfolio.decisions.exclude(released_at=None).order_by("-released_at", "-pk"))
    for row in rows:
        row.portfolio = portfolio
    return rows
