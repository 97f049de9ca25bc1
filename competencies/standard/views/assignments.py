"""The desk writes what candidates may do for a competency."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competencies.standard import assignments as services
from competencies.standard.forms import AssignmentForm
from competencies.standard.models import Competency, SuggestedAssignment
from competencies.standard.selectors import sets_now
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused


def _competency(slug: str, number: int) -> Competency:
    edition = get_object_or_404(sets_now(), set__slug=slug)
    return get_object_or_404(edition.competencies.select_related("set_edition__set"), number=number)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def assignments(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Those in use and those that were, and writing a further one."""
    competency = _competency(slug, number)
    form = AssignmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_assignment(competency=competency, text=form.cleaned_data["text"], by=me(request))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The assignment is written; candidates can choose it now."))
            return redirect("desk_assignments", slug, number)
    rows = list(competency.assignments.all())
    in_use = [row for row in rows if row.in_use]
    return render(
        request,
        "competencies/standard/desk_assignments.html",
        {
            "competency": competency,
            "edition": competency.set_edition,
            "form": form,
            "in_use": in_use,
            "out_of_use": [row for row in rows if not row.in_use],
            "fewest": services.FEWEST,
            "most": services.MOST,
            "room": len(in_use) < services.MOST,
        },
        status=422 if request.method == "POST" else 200,
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: HttpRequest, slug: str, number: int, ref: str) -> HttpResponse:
    """Replace one by better words."""
    competency = _competency(slug, number)
    row = get_object_or_404(competency.assignments, ref=ref)
    form = AssignmentForm(request.POST or None, initial={"text": row.text})
    if request.method == "POST" and form.is_valid():
        try:
            services.replace_assignment(assignment=row, text=form.cleaned_data["text"], by=me(request))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The new words are in use. Whoever chose the old ones keeps them."))
            return redirect("desk_assignments", slug, number)
    return render(
        request,
        "competencies/standard/desk_assignment.html",
        {"competency": competency, "edition": competency.set_edition, "assignment": row, "form": form},
        status=422 if request.method == "POST" else 200,
    )


@who(STAFF)
@require_POST
def switch(request: HttpRequest, slug: str, number: int, ref: str) -> HttpResponse:
    """Take one out of use, or back into it."""
    row = get_object_or_404(SuggestedAssignment, ref=ref, competency=_competency(slug, number))
    services.switch_assignment(assignment=row, in_use="use" in request.POST, by=me(request))
    return redirect("desk_assignments", slug, number)
