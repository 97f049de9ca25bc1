"""A candidate checks a portfolio, hands it in, keeps what was handed in, and takes it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.portfolios.models import STATUS, Portfolio, Report
from candidates.portfolios.price import review_price
from candidates.portfolios.submitting import fee, guards, replacing, services
from candidates.portfolios.submitting.freezing import canonical
from candidates.portfolios.submitting.own_places import own_places
from candidates.portfolios.submitting.standing import gaps_of
from candidates.portfolios.writing.finding import own_portfolio
from lsscert import clock
from lsscert.access import SIGNED_IN, takes_large_files, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.ui.versions import version_in

Status = Portfolio.Status


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """Every gap, each place where one's own name stands, the declarations, and the button that hands it in."""
    portfolio = own_portfolio(me(request), slug)
    if portfolio.state not in (Status.DRAFT, Status.MORE_INFORMATION):
        return redirect("my_portfolio_submission", slug)
    refusal = None
    if request.method == "POST":
        try:
            _submit(request, portfolio)
        except Refused as no:
            refusal = no
            portfolio.refresh_from_db()
        else:
            return redirect("my_portfolio_submission", slug)
    context = _about(portfolio, request) | {"refusal": refusal}
    return render(
        request, "candidates/portfolios/submitting/check.html", context, status=422 if refusal else 200
    )


def _about(portfolio: Portfolio, request: HttpRequest) -> dict[str, Any]:
    first = portfolio.state == Status.DRAFT
    hindrance = None
    try:
        guards.require_open_for(portfolio, clock.now())
    except Refused as no:
        hindrance = no
    return {
        "portfolio": portfolio,
        "set": portfolio.set_edition.set,
        "gaps": gaps_of(portfolio),
        "places": own_places(portfolio),
        "first": first,
        "price": review_price(portfolio.candidacy, clock.today()) if first else None,
        "hindrance": hindrance,
        "own": "own" in request.POST,
        "private": "private" in request.POST,
    }


def _submit(request: HttpRequest, portfolio: Portfolio) -> None:
    services.submit(
        portfolio=portfolio,
        declared_own="own" in request.POST,
        declared_private="private" in request.POST,
        seen=version_in(request, "seen"),
        by=me(request),
        now=clock.now(),
    )
    messages.success(request, _("Handed in. A letter confirms it."))


@who(SIGNED_IN)
@require_safe
def submission(request: HttpRequest, slug: str) -> HttpResponse:
    """What was handed in, each version with its moment and its hash."""
    portfolio = own_portfolio(me(request), slug)
    versions = list(portfolio.submissions.order_by("-number"))
    if not versions:
        raise Http404
    context = {
        "portfolio": portfolio,
        "set": portfolio.set_edition.set,
        "info": STATUS[portfolio.state],
        "versions": versions,
        "newest": versions[0],
        "fee": getattr(portfolio, "fee", None),
        "settled": fee.is_settled(portfolio),
        "may_take_back": _may_take_back(portfolio),
    }
    return render(request, "candidates/portfolios/submitting/submission.html", context)


def _may_take_back(portfolio: Portfolio) -> bool:
    try:
        guards.require_unopened(portfolio)
    except Refused:
        return False
    return True


@who(SIGNED_IN, file=True)
@require_safe
def submission_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version as it was frozen, to keep: SHA-256 of exactly these bytes is its hash."""
    portfolio = own_portfolio(me(request), slug)
    version = get_object_or_404(portfolio.submissions, number=number)
    answer = HttpResponse(canonical(version.content), content_type="application/json")
    name = f"portfolio-{slug}-version-{number}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    portfolio = own_portfolio(me(request), slug)
    refusal = None
    if request.method == "POST":
        try:
            services.take_back(portfolio=portfolio, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("It is in your hands again; you can change everything."))
            return redirect("my_portfolio", slug)
    context = {
        "portfolio": portfolio,
        "set": portfolio.set_edition.set,
        "refusal": refusal,
        "may": _may_take_back(portfolio),
        "fee": getattr(portfolio, "fee", None),
    }
    return render(
        request, "candidates/portfolios/submitting/take_back.html", context, status=422 if refusal else 200
    )


@who(SIGNED_IN)
@takes_large_files
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, slug: str, ref: str) -> HttpResponseBase:
    """Another file in place of one that a reviewer stopped at; the clocks go on when it is there."""
    portfolio = own_portfolio(me(request), slug)
    report = get_object_or_404(
        portfolio.reports.filter(state=Report.Status.ASKED).select_related("evidence__file"), ref=ref
    )
    refusal = None
    if request.method == "POST":
        try:
            upload = request.FILES.get("file")
            if upload is None:
                raise Refused("no_file", _("Choose a file first."))
            replacing.replace_file(
                report=report,
                upload=upload,
                declared="private" in request.POST,
                by=me(request),
                now=clock.now(),
            )
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("Thank you. The review goes on with the new file."))
            return redirect("my_portfolio_submission", slug)
    context = {"portfolio": portfolio, "set": portfolio.set_edition.set, "report": report, "refusal": refusal}
    return render(
        request, "candidates/portfolios/submitting/replace.html", context, status=422 if refusal else 200
    )
