"""One competency: reading what it asks, choosing a way, writing. The page saves as one types, or by its button."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.portfolios.markdown import render as as_html
from candidates.portfolios.models import Portfolio, Response
from candidates.portfolios.writing.answering import answer, renewed
from candidates.portfolios.writing.finding import own_portfolio
from candidates.portfolios.writing.forms import ResponseForm
from candidates.portfolios.writing.matrix import Matrix, matrix_of
from candidates.portfolios.writing.saving import save_response
from candidates.portfolios.writing.showing import evidence_panel
from candidates.portfolios.writing.views.portfolio import about
from competencies.standard.models import Competency
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import without_unstorable


@dataclass
class Place:
    """Where one is: the portfolio, the competency, and what is written there."""

    portfolio: Portfolio
    competency: Competency
    response: Response | None

    @property
    def assignments(self) -> list[Any]:
        """Those in use, and one chosen before it was taken out of use."""
        chosen = self.response.assignment_id if self.response else None
        return list(self.competency.assignments.filter(Q(in_use=True) | Q(pk=chosen)))

    def matrix(self) -> Matrix:
        return matrix_of(self.portfolio, guide=policy.at("portfolio.guide_words", clock.today()))

    def form(self, data: Any = None) -> ResponseForm:
        return ResponseForm(data, assignments=self.assignments, initial=ResponseForm.values_of(self.response))


def _place(request: HttpRequest, slug: str, number: int) -> Place:
    portfolio = own_portfolio(me(request), slug, request.GET.get("of", ""))
    competency = get_object_or_404(portfolio.set_edition.competencies, number=number)
    rows = portfolio.responses.filter(competency=competency).select_related("assignment")
    return Place(portfolio, competency, rows.first())


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def competency(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    place = _place(request, slug, number)
    form = place.form(request.POST if request.method == "POST" else None)
    refusal, stale, status = None, None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _save(request, place, form)
            except Refused as no:
                refusal, status = no, 409
                if no.code == "stale":
                    stale = _on_record(place)
                    renewed(form, stale["version"])
            else:
                messages.success(request, _("Saved."))
                return redirect(request.get_full_path())
    return render(
        request,
        "candidates/portfolios/writing/competency.html",
        about(place.portfolio) | _shown(place, form) | {"refusal": refusal, "stale": stale},
        status=status,
    )


def _save(request: HttpRequest, place: Place, form: ResponseForm) -> Response:
    return save_response(
        portfolio=place.portfolio,
        competency=place.competency,
        data=form.typed,
        version=form.cleaned_data["version"],
        by=me(request),
        now=clock.now(),
    )


def _on_record(place: Place) -> dict[str, Any]:
    row = place.portfolio.responses.filter(competency=place.competency).select_related("assignment").first()
    return ResponseForm.values_of(row)


def _shown(place: Place, form: ResponseForm) -> dict[str, Any]:
    matrix = place.matrix()
    at = next(index for index, row in enumerate(matrix.rows) if row.number == place.competency.number)
    row = matrix.rows[at]
    chosen = form["way"].value() or ""
    return {
        "matrix": matrix,
        "row": row,
        "competency": place.competency,
        "response": place.response,
        "form": form,
        "chosen": chosen,
        "assignments": place.assignments,
        "assignment": place.response.assignment if place.response else None,
        "preview": as_html(form["text"].value() or ""),
        "introduction_html": as_html(form["introduction"].value() or ""),
        "previous": matrix.rows[at - 1] if at else None,
        "following": matrix.rows[at + 1] if at + 1 < len(matrix.rows) else None,
        "keep": f"{place.portfolio.candidacy.person.ref}:{place.portfolio.ref}:{place.competency.number}",
        **evidence_panel(place.portfolio, place.competency, place.response),
    }


@who(SIGNED_IN)
@require_POST
def save(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """Saving while typing. `still` is what the competency wants now, as the page shows it."""
    place = _place(request, slug, number)
    form = place.form(request.POST)
    return answer(
        form,
        save=lambda: _save(request, place, form),
        on_record=lambda: _on_record(place),
        more=lambda: {"still": _still(place)},
    )


def _still(place: Place) -> str:
    row = next(row for row in place.matrix().rows if row.competency == place.competency)
    return render_to_string("candidates/portfolios/writing/_still.html", {"row": row})


@who(SIGNED_IN)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """A text as reviewers will read it. Nothing is saved."""
    text = without_unstorable(request.POST.get("text", ""))
    return render(request, "candidates/portfolios/writing/_preview.html", {"preview": as_html(text)})
