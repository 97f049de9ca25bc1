"""All candidacies, and one page for everything about one of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from candidates.journey.models import STATUS, Candidacy
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.finding import people_named
from lsscert.desk.file import file_of
from lsscert.desk.searching import LONGEST
from lsscert.desk.spines import six_spines
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page


@who(STAFF)
@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """Newest application first; by state and by name."""
    state = request.GET.get("state", "")
    state = state if state in STATUS.states else ""
    name = tidy_line(request.GET.get("name", "")[:LONGEST])
    rows = Candidacy.objects.select_related("person", "application")
    if state:
        rows = rows.filter(state=state)
    if name:
        rows = rows.filter(person__in=people_named(name))
    page = keyset_page(rows, request, order=("-applied_at", "-pk"))
    pictures = six_spines(page.items, today=clock.today())
    return render(
        request,
        "desk/candidates.html",
        {
            "page": page,
            "rows": [(row, STATUS[row.state], pictures[row.pk]) for row in page],
            "state": state,
            "name": name,
            "states": [(value, info.staff) for value, info in STATUS.states.items()],
            "longest": LONGEST,
        },
    )


@who(STAFF)
@require_safe
def candidate(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything about one candidacy, with the way to where each thing is done."""
    candidacy = get_object_or_404(
        Candidacy.objects.select_related("person", "application__decided_by"), ref=ref
    )
    return render(request, "desk/candidate.html", {"file": file_of(candidacy, today=clock.today())})
