"""The desk's pages: all portfolios by what they wait for, and one with its reviewers."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.journey import timeline
from candidates.portfolios.assigning import fee, finding, services
from candidates.portfolios.assigning.forms import NOBODY_YET, AssignForm, ReassignForm
from candidates.portfolios.assigning.showing import Suggestions, reviews_of, suggestions_for
from candidates.portfolios.models import STATUS, Portfolio, Review, Reviewer
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page

LONGEST = 120
SUGGESTED, CHOOSE, REASSIGN = "suggested", "choose", "reassign"


@who(STAFF)
@require_safe
def portfolios(request: HttpRequest) -> HttpResponse:
    show = request.GET.get("show", "")
    show = show if show in finding.TABS else finding.ASSIGN
    words = tidy_line(request.GET.get("q", "")[:LONGEST])
    rows = finding.searched(finding.rows_of(show, clock.today()), words)
    newest_first = show in {finding.DECIDED, finding.ALL}
    order = ("-pk",) if newest_first else ("pk",)
    page = keyset_page(rows.select_related("candidacy__person", "set_edition__set"), request, order=order)
    live: dict[int, list[Review]] = {}
    for review in Review.objects.live().filter(portfolio__in=page.items).select_related("reviewer"):
        live.setdefault(review.portfolio_id, []).append(review)
    context = {
        "page": page,
        "rows": [(row, STATUS[row.state], live.get(row.pk, [])) for row in page],
        "show": show,
        "words": words,
        "longest": LONGEST,
        "today": clock.today(),
    }
    return render(request, "candidates/portfolios/assigning/desk_list.html", context)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def portfolio(request: HttpRequest, ref: str) -> HttpResponse:
    row = _row(ref)
    found = suggestions_for(row, clock.today())
    forms = _forms(request, row, found)
    if request.method == "POST":
        try:
            if said := _act(request, row, found, forms):
                messages.success(request, said)
                return redirect("desk_portfolio", row.ref)
        except Refused as no:
            messages.error(request, str(no))
            row = _row(ref)
            found = suggestions_for(row, clock.today())
    return render(
        request,
        "candidates/portfolios/assigning/desk_portfolio.html",
        _about(row, found, forms),
        status=422 if request.method == "POST" else 200,
    )


def _row(ref: str) -> Portfolio:
    """Whatever was once handed in; what is still being written is the candidate's alone."""
    rows = Portfolio.objects.select_related("candidacy__person", "set_edition__set")
    return get_object_or_404(rows.filter(submitted_at__isnull=False).exclude(state="draft"), ref=ref)


def _forms(request: HttpRequest, row: Portfolio, found: Suggestions) -> dict[str, Any]:
    """Only the form whose button was pressed is filled in."""
    pressed = request.POST.get("act", "")
    choose = AssignForm(
        request.POST if pressed == CHOOSE else None, choices=found.choices, free=len(found.free)
    )
    of = request.POST.get("review", "") if pressed == REASSIGN else ""
    reassign = {
        review.ref: ReassignForm(
            request.POST if of == review.ref else None, prefix=review.ref, choices=found.choices
        )
        for review in row.reviews.filter(state=Review.Status.ASSIGNED)
    }
    return {CHOOSE: choose, REASSIGN: reassign}


def _act(request: HttpRequest, row: Portfolio, found: Suggestions, forms: dict[str, Any]) -> str:
    """What was done, in words; empty when a form must be mended first."""
    pressed, by, now = request.POST.get("act", ""), me(request), clock.now()
    if pressed == SUGGESTED:
        refs = [tidy_line(ref[:40]) for ref in request.POST.getlist("reviewer")][:2]
        made = services.assign(portfolio=row, reviewers=_people(refs), by=by, now=now)
        return _given(made)
    if pressed == CHOOSE:
        form = forms[CHOOSE]
        if not form.is_valid():
            return ""
        refs = [form.cleaned_data[name] for name in ("first", "second") if form.cleaned_data.get(name)]
        return _given(services.assign(portfolio=row, reviewers=_people(refs), by=by, now=now))
    if pressed == REASSIGN:
        return _reassign(request, row, forms[REASSIGN])
    raise Refused("no_decision", _("Choose one of the buttons."))


def _reassign(request: HttpRequest, row: Portfolio, forms: dict[str, ReassignForm]) -> str:
    review = get_object_or_404(row.reviews, ref=tidy_line(request.POST.get("review", "")[:40]))
    form = forms.get(review.ref)
    if form is None:
        raise Refused("ended_already", _("This seat is not with that reviewer any more."))
    if not form.is_valid():
        return ""
    to = form.cleaned_data["to"]
    person = None if to == NOBODY_YET else _people([to])[0]
    with transaction.atomic():
        made = services.reassign(
            review=review, to=person, why=form.cleaned_data["why"], by=me(request), now=clock.now()
        )
    return _given([made]) if made else _("The seat is free again; it waits in the queue.")


def _people(refs: list[str]) -> list[Person]:
    """In the order they were named."""
    rows = {row.ref: row.person for row in Reviewer.objects.filter(ref__in=refs).select_related("person")}
    if not refs or any(ref not in rows for ref in refs):
        raise Refused("not_a_reviewer", _("Choose from the list of reviewers."))
    return [rows[ref] for ref in refs]


def _given(made: list[Review]) -> str:
    names = str(_(" and ")).join(each.reviewer.name for each in made)
    return _("Assigned to %(names)s; the letter is on its way.") % {"names": names}


def _about(row: Portfolio, found: Suggestions, forms: dict[str, Any]) -> dict[str, Any]:
    today = clock.today()
    newest = row.submissions.order_by("-number").first()
    return {
        "portfolio": row,
        "info": STATUS[row.state],
        "found": found,
        "settled": fee.is_settled(row),
        "forms": forms,
        "reviews": [
            each | {"form": forms[REASSIGN].get(each["review"].ref)} for each in reviews_of(row, today)
        ],
        "newest": newest,
        "entries": timeline.entries(row.candidacy, limit=8, names=True),
        "today": today,
    }
