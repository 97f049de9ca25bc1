"""The desk's pages of portfolios: what waits, and one portfolio with who should review it."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from candidates.journey import timeline
from candidates.portfolios.assigning import queue, services
from candidates.portfolios.assigning.facts import places_for
from candidates.portfolios.models import REVIEW_STATUS, STATUS, Consent, Portfolio, Review
from candidates.portfolios.submitting import fee
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.finding import people_named
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page

Status = Portfolio.Status
TABS = (
    ("assign", gettext_lazy("To assign")),
    ("review", gettext_lazy("In review")),
    ("overdue", gettext_lazy("Overdue")),
    ("all", gettext_lazy("All")),
)


@who(STAFF)
@require_safe
def portfolios(request: HttpRequest) -> HttpResponse:
    tab = request.GET.get("show", "assign")
    tab = tab if tab in dict(TABS) else "assign"
    words = tidy_line(request.GET.get("q", ""))[:100]
    rows = _found(_rows("all" if words else tab), words)
    page = keyset_page(rows, request, order=("started_at", "pk") if tab != "all" else ("-started_at", "-pk"))
    today = clock.today()
    context = {
        "page": page,
        "lines": [
            {
                "portfolio": row,
                "info": STATUS[row.state],
                "settled": fee.is_settled(row),
                "late": _late(row, today),
            }
            for row in page.items
        ],
        "tabs": TABS,
        "show": tab,
        "q": words,
        "third": queue.third_needed()[:20],
    }
    return render(request, "candidates/portfolios/assigning/desk_list.html", context)


def _rows(tab: str) -> QuerySet[Portfolio]:
    rows = Portfolio.objects.with_set().select_related("candidacy__person").exclude(state=Status.DRAFT)
    if tab == "assign":
        return rows.filter(pk__in=queue.to_assign().values("pk"))
    if tab == "review":
        return rows.filter(state__in=[Status.IN_REVIEW, Status.SECOND_ROUND, Status.MORE_INFORMATION])
    if tab == "overdue":
        return rows.filter(pk__in=queue.overdue(clock.today()).values("portfolio"))
    return rows


def _found(rows: QuerySet[Portfolio], words: str) -> QuerySet[Portfolio]:
    if not words:
        return rows
    named = Q(candidacy__person__in=people_named(words)) | Q(alias__icontains=words) | Q(ref=words.lower())
    return rows.filter(
        named | Q(set_edition__set__name__icontains=words) | Q(set_edition__set__code__iexact=words)
    )


def _late(portfolio: Portfolio, today: Any) -> bool:
    return any(
        review.state == Review.Status.ASSIGNED and review.due_on < today for review in portfolio.reviews.all()
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def portfolio(request: HttpRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(
        Portfolio.objects.with_set().select_related("candidacy__person", "candidacy__application"), ref=ref
    )
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, found))
            return redirect("desk_portfolio", found.ref)
        except Refused as no:
            refusal = no
            found.refresh_from_db()
    return render(
        request,
        "candidates/portfolios/assigning/desk_portfolio.html",
        _about(found) | {"refusal": refusal},
        status=422 if refusal else 200,
    )


def _act(request: HttpRequest, found: Portfolio) -> str:
    act: dict[str, Any] = {"by": me(request), "now": clock.now()}
    chosen = request.POST.getlist("reviewer")[:3]
    people = list(Person.objects.filter(reviewer__ref__in=chosen))
    people.sort(key=lambda person: chosen.index(person.reviewer.ref))
    what = request.POST.get("act", "")
    if what in ("assign", "third"):
        if not people:
            raise Refused("nobody_chosen", _("Choose who is to review it."))
        services.assign(portfolio=found, reviewers=people, third=what == "third", **act)
        return _("%(names)s are asked.") % {"names": ", ".join(person.name for person in people)}
    if what == "another":
        review = get_object_or_404(found.reviews, ref=request.POST.get("review", "")[:20])
        services.give_to_another(review=review, why=request.POST.get("why", ""), **act)
        return _("The seat is free again; choose who takes it.")
    if what == "consent":
        Consent.objects.create(
            candidacy=found.candidacy,
            set_edition=found.set_edition,
            why=tidy_line(request.POST.get("why", ""))[:300],
            given_by=act["by"],
            given_at=act["now"],
        )
        return _("The candidate may begin another portfolio of this set.")
    raise Refused("no_decision", _("Choose one of the buttons."))


def _about(found: Portfolio) -> dict[str, Any]:
    open_for_seats = found.state in services.IN_REVIEW and found.held_since is None
    third = queue.third_needed().filter(pk=found.pk).exists()
    seats = services.free_seats(found) if open_for_seats else []
    wanted = len(seats) or int(third)
    places = places_for(found, today=clock.today()) if wanted else []
    suggested = [row.pk for row, place in places if place.can][:wanted]
    return {
        "portfolio": found,
        "set": found.set_edition.set,
        "info": STATUS[found.state],
        "settled": fee.is_settled(found),
        "fee": getattr(found, "fee", None),
        "reviews": [
            {"review": row, "info": REVIEW_STATUS[row.state], "late": row.due_on < clock.today()}
            for row in found.reviews.select_related("reviewer__reviewer").order_by(
                "cycle", "round", "seat", "pk"
            )
        ],
        "seats": wanted,
        "third": third and not seats,
        "places": [
            {"reviewer": row, "place": place, "suggested": row.pk in suggested} for row, place in places
        ],
        "enough": len(suggested) == wanted,
        "submissions": found.submissions.order_by("-number"),
        "reports": found.reports.all(),
        "decisions": found.decisions.order_by("-decided_at"),
        "entries": timeline.entries(found.candidacy, limit=12, names=True),
        "may_consent": _may_consent(found),
    }


def _may_consent(found: Portfolio) -> bool:
    given = Consent.objects.filter(candidacy=found.candidacy, set_edition=found.set_edition).count()
    return found.state == Status.NOT_ACHIEVED and given < found.attempt
