"""The candidate's portfolios: the list, beginning one, the matrix of one, giving one up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.journey.finding import newest_candidacy
from candidates.journey.models import Candidacy
from candidates.portfolios import pathway
from candidates.portfolios.models import STATUS, Portfolio
from candidates.portfolios.price import review_price
from candidates.portfolios.submitting import fee
from candidates.portfolios.writing import services
from candidates.portfolios.writing.finding import OfSet, overview, own_portfolio
from candidates.portfolios.writing.guards import require_may_begin
from candidates.portfolios.writing.matrix import matrix_of, ready_counts
from competencies.standard.models import SetEdition
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.policy import services as policy
from lsscert.refused import Refused

YOURS = {Portfolio.Status.MORE_INFORMATION, Portfolio.Status.DRAFT}


@who(SIGNED_IN)
@require_safe
def portfolios(request: HttpRequest) -> HttpResponse:
    person = me(request)
    candidacy = newest_candidacy(person)
    found = overview(person, candidacy)
    today = clock.today()
    is_open = pathway.is_open(today)
    active = candidacy is not None and candidacy.state == Candidacy.Status.ACTIVE
    drafts = [each.portfolio for each in found.sets if each.portfolio and each.portfolio.state in YOURS]
    return render(
        request,
        "candidates/portfolios/writing/portfolios.html",
        {
            "candidacy": candidacy,
            "active": active,
            "open": is_open,
            "may_begin": active and is_open,
            "found": found,
            "ready": ready_counts(drafts),
            "turn": _turn(found.sets),
            "first": next((each for each in found.sets if each.can_begin and not each.portfolio), None),
            "unpaid": fee.unpaid_of(each.portfolio for each in found.sets if each.portfolio),
            "any": any(each.portfolio for each in found.sets),
            "price": review_price(candidacy, today) if candidacy else None,
        },
    )


def _turn(sets: list[OfSet]) -> OfSet | None:
    """What reviewers asked for comes before what is still being written."""
    for state in (Portfolio.Status.MORE_INFORMATION, Portfolio.Status.DRAFT):
        if found := next((each for each in sets if each.portfolio and each.portfolio.state == state), None):
            return found
    return None


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of its own that says what it is and what it costs before the click."""
    person = me(request)
    candidacy = newest_candidacy(person)
    closed = request.method != "POST" and not pathway.is_open(clock.today())
    if candidacy is None or not candidacy.edition or closed:
        return redirect("my_portfolios")  # which says what comes first
    edition = get_object_or_404(SetEdition.objects.of(candidacy.edition), set__slug=slug)
    refusal = None
    try:
        if request.method == "POST":
            services.begin(candidacy=candidacy, set_edition=edition, by=person, now=clock.now())
            messages.success(request, _("Your portfolio is begun. Only you can see it."))
            return redirect("my_portfolio", slug)
        require_may_begin(candidacy, edition, by=person, now=clock.now())
    except Refused as no:
        if no.code == "begun_already":  # a double click, or an old link
            return redirect("my_portfolio", slug)
        refusal = no
    return render(
        request,
        "candidates/portfolios/writing/begin.html",
        {
            "edition": edition,
            "refusal": refusal,
            "price": review_price(candidacy, clock.today()),
            "count": edition.competencies.count(),
        },
        status=409 if request.method == "POST" else 200,
    )


@who(SIGNED_IN)
@require_safe
def portfolio(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrix of one portfolio."""
    row = own_portfolio(me(request), slug, request.GET.get("of", ""))
    matrix = matrix_of(row, guide=policy.at("portfolio.guide_words", clock.today()))
    told = row.decisions.exclude(released_at=None).exists()
    context = about(row) | {"matrix": matrix, "told": told, "unpaid": fee.unpaid_of([row]).get(row.pk)}
    return render(request, "candidates/portfolios/writing/portfolio.html", context)


def about(row: Portfolio) -> dict[str, Any]:
    """What every page of a portfolio knows. `of` keeps to this one where a newer one has the same address."""
    newest = own_portfolio(row.candidacy.person, row.set_edition.set.slug)
    return {
        "portfolio": row,
        "set": row.set_edition.set,
        "info": STATUS[row.state],
        "draft": row.state == Portfolio.Status.DRAFT,
        "more": row.state == Portfolio.Status.MORE_INFORMATION,
        "of": "" if newest.pk == row.pk else f"?of={row.ref}",
        "newest": newest if newest.pk != row.pk else None,
    }


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, slug: str) -> HttpResponse:
    row = own_portfolio(me(request), slug)
    if row.state != Portfolio.Status.DRAFT:
        return redirect("my_portfolio", slug)
    if request.method == "POST":
        services.give_up(portfolio=row, by=me(request), now=clock.now())
        messages.success(request, _("You gave it up. What you wrote stays readable to you alone."))
        return redirect("my_portfolios")
    matrix = matrix_of(row, guide=policy.at("portfolio.guide_words", clock.today()))
    return render(request, "candidates/portfolios/writing/give_up.html", about(row) | {"matrix": matrix})
