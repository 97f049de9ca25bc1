"""A candidate's own pages of portfolios: the list, one portfolio, what is written in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from candidates.portfolios.finding import own_portfolio
from candidates.portfolios.markdown import render as as_html
from candidates.portfolios.models import STATUS, Portfolio
from candidates.portfolios.submitting import fee
from candidates.portfolios.writing import services
from candidates.portfolios.writing.listing import listing_for
from candidates.portfolios.writing.matrix import matrix_of
from competencies.standard.models import CompetencySet, SetEdition
from competencies.standard.services import current_edition
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.refused import Refused


def candidacy_of(person: Person) -> Candidacy | None:
    return person.candidacies.select_related("application").order_by("-applied_at", "-pk").first()


@who(SIGNED_IN)
@require_safe
def portfolios(request: HttpRequest) -> HttpResponse:
    person = me(request)
    candidacy = candidacy_of(person)
    context = {"candidacy": candidacy, "found": listing_for(person, candidacy, clock.today())}
    return render(request, "candidates/portfolios/writing/list.html", context)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """What a portfolio is, what it costs and takes; the button begins it."""
    person, chosen = me(request), get_object_or_404(CompetencySet, slug=slug)
    candidacy, refusal = candidacy_of(person), None
    if request.method == "POST" and candidacy is not None:
        try:
            edition = get_object_or_404(
                SetEdition, set=chosen, edition=candidacy.edition or current_edition()
            )
            services.begin(candidacy=candidacy, set_edition=edition, by=person, now=clock.now())
        except Refused as no:
            if no.code == "begun_already":
                return redirect("my_portfolio", slug)
            refusal = no
        else:
            return redirect("my_portfolio", slug)
    elif request.method == "POST":
        refusal = _not_yet()
    context = {
        "set": chosen,
        "candidacy": candidacy,
        "price": fee.price_for(candidacy, clock.today()) if candidacy else None,
        "refusal": refusal,
        "known": Portfolio.objects.open().filter(candidacy__person=person, set_edition__set=chosen).exists(),
    }
    return render(
        request, "candidates/portfolios/writing/begin.html", context, status=422 if refusal else 200
    )


def _not_yet() -> Refused:
    try:
        journey.require_active(Candidacy())
    except Refused as no:
        return no
    raise AssertionError("nobody without a candidacy is active")


@who(SIGNED_IN)
@require_safe
def portfolio(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix: every competency, how far it is, and where to go on."""
    found = own_portfolio(me(request), slug)
    matrix = matrix_of(found)
    context: dict[str, Any] = {
        "portfolio": found,
        "set": found.set_edition.set,
        "info": STATUS[found.state],
        "matrix": matrix,
        "price": fee.price_for(found.candidacy, clock.today()) if found.state == "draft" else None,
        "fee": getattr(found, "fee", None),
        "reports": found.reports.filter(state="asked"),
        "decision": found.decisions.filter(released_at__isnull=False).order_by("-released_at").first(),
        "submissions": found.submissions.order_by("-number"),
        "earlier": Portfolio.objects.filter(
            candidacy=found.candidacy, set_edition=found.set_edition, attempt__lt=found.attempt
        ).order_by("attempt"),
    }
    return render(request, "candidates/portfolios/writing/matrix.html", context)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, slug: str) -> HttpResponse:
    found = own_portfolio(me(request), slug)
    if request.method == "POST":
        services.give_up(portfolio=found, by=me(request), now=clock.now())
        messages.success(request, _("Given up. What you wrote stays readable for you alone."))
        return redirect("my_portfolios")
    return render(
        request,
        "candidates/portfolios/writing/give_up.html",
        {"portfolio": found, "set": found.set_edition.set},
    )


@who(SIGNED_IN)
@require_POST
def preview(request: HttpRequest) -> JsonResponse:
    """Markdown as it will look, for the editor."""
    text = request.POST.get("text", "")[: services.LONGEST_TEXT]
    return JsonResponse({"html": as_html(text)})
