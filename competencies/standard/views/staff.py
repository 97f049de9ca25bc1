"""The desk's pages about the standard."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competencies.standard.forms import CompetencyForm
from competencies.standard.models import Competency, SetEdition
from competencies.standard.selectors import sets_now
from competencies.standard.services import write_competency
from competencies.standard.versions import CHANGED_MEANWHILE, Meanwhile, meanwhile
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused


@who(STAFF)
@require_safe
def standard(request: HttpRequest) -> HttpResponse:
    editions = list(sets_now())
    return render(
        request,
        "competencies/standard/desk_standard.html",
        {"editions": editions, "missing": sum(edition.missing for edition in editions)},
    )


@who(STAFF)
@require_safe
def one_set(request: HttpRequest, slug: str) -> HttpResponse:
    edition = _edition(slug)
    competencies = list(edition.competencies.all())
    first_missing = next((row for row in competencies if row.text is None), None)
    return render(
        request,
        "competencies/standard/desk_set.html",
        {"edition": edition, "competencies": competencies, "first_missing": first_missing},
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def competency(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Supply a missing text, or correct one."""
    edition = _edition(slug)
    row = get_object_or_404(edition.competencies, number=number)
    form = CompetencyForm(request.POST or None, initial=CompetencyForm.values_of(row))
    since, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                write_competency(competency=row, by=me(request), **form.cleaned_data)
            except Refused as no:
                form.add_error(None, str(no))
                if no.code == CHANGED_MEANWHILE:
                    since, status = _meanwhile(form, row), 409
            else:
                messages.success(request, _("Competency %(number)d is saved.") % {"number": number})
                return redirect("desk_set", slug)
    return render(
        request,
        "competencies/standard/desk_competency.html",
        {
            "edition": edition,
            "competency": row,
            "form": form,
            "since": since,
            "suggested": row.assignments.filter(in_use=True).count(),
        },
        status=status,
    )


def _edition(slug: str) -> SetEdition:
    return get_object_or_404(sets_now(), set__slug=slug)


def _meanwhile(form: CompetencyForm, row: Competency) -> Meanwhile:
    row.refresh_from_db()
    on_record = {name: text for name, text in CompetencyForm.values_of(row).items() if name != "version"}
    typed = {**form.cleaned_data, "subpoints": "\n".join(form.cleaned_data["subpoints"])}
    return meanwhile(form, row, on_record, typed)
