"""Where a candidate writes: one competency, the learning statement, the planning sheet. Kept as they type."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.portfolios.evidence.showing import panel_of
from candidates.portfolios.finding import competency_of, own_portfolio
from candidates.portfolios.markdown import render as as_html
from candidates.portfolios.markdown import words
from candidates.portfolios.models import Portfolio, Response, Sheet
from candidates.portfolios.submitting.gaps import Answer
from candidates.portfolios.submitting.standing import answers_of, editable_numbers
from candidates.portfolios.writing import services
from candidates.portfolios.writing.matrix import guide_words
from candidates.portfolios.writing.standing import LABELS, TONES, Length, standing_of
from competencies.standard.models import Competency
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.text import without_unstorable

FIELDS = ("choice", "introduction", "text")


def version_in(request: HttpRequest) -> int:
    """The version the page was opened with, or that it is to be saved over; forged ones fit nothing."""
    given = request.POST.get("overwrite") or request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def competency(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = own_portfolio(me(request), slug)
    asked = competency_of(found, number)
    response = found.responses.filter(competency=asked).first() or Response(portfolio=found, competency=asked)
    refusal = None
    if request.method == "POST":
        try:
            if "preview" not in request.POST:
                _save_response(request, found, asked)
                return _onwards(request, found, number)
        except Refused as no:
            refusal = no
    return _competency_page(request, found, asked, response, refusal)


def _save_response(request: HttpRequest, portfolio: Portfolio, asked: Competency) -> Response:
    return services.save_response(
        portfolio=portfolio,
        competency=asked,
        version=version_in(request),
        now=clock.now(),
        **{name: request.POST.get(name, "") for name in FIELDS},
    )


def _choice(response: Response) -> str:
    return response.assignment.ref if response.assignment else response.way


def _onwards(request: HttpRequest, portfolio: Portfolio, number: int) -> HttpResponse:
    slug = portfolio.set_edition.set.slug
    messages.success(request, _("Saved."))
    if "next" in request.POST:
        following = portfolio.set_edition.competencies.filter(number__gt=number).first()
        if following:
            return redirect("my_portfolio_competency", slug, following.number)
        return redirect("my_portfolio", slug)
    return redirect("my_portfolio_competency", slug, number)


def _competency_page(
    request: HttpRequest, portfolio: Portfolio, asked: Competency, response: Response, refusal: Refused | None
) -> HttpResponse:
    again = refusal or "preview" in request.POST
    typed = {name: without_unstorable(request.POST.get(name, "")) for name in FIELDS} if again else None
    answers = {answer.number: answer for answer in answers_of(portfolio)}
    numbers = sorted(answers)
    here = numbers.index(asked.number)
    text = typed["text"] if typed else response.text
    standing = standing_of(answers.get(asked.number) or Answer(asked.number))
    context: dict[str, Any] = {
        "portfolio": portfolio,
        "set": portfolio.set_edition.set,
        "competency": asked,
        "response": response,
        "conflict": refusal is not None and refusal.code == "stale",
        "refusal": refusal,
        "assignments": _assignments(asked, response),
        "choice": typed["choice"] if typed else _choice(response),
        "introduction": typed["introduction"] if typed else response.introduction,
        "text": text,
        "length": Length(words(text), guide_words(portfolio)),
        "preview": as_html(text) if "preview" in request.POST or not _editable(portfolio, asked) else "",
        "editable": _editable(portfolio, asked),
        "label": LABELS[standing],
        "tone": TONES[standing],
        "before": numbers[here - 1] if here else None,
        "after": numbers[here + 1] if here + 1 < len(numbers) else None,
        "last": numbers[-1],
        "panel": panel_of(portfolio, response),
    }
    return render(
        request, "candidates/portfolios/writing/competency.html", context, status=422 if refusal else 200
    )


def _editable(portfolio: Portfolio, asked: Competency) -> bool:
    return asked.number in editable_numbers(portfolio)


def _assignments(asked: Competency, response: Response) -> list[Any]:
    """Those in use, and the one this response rests on even when it no longer is."""
    return [each for each in asked.assignments.all() if each.in_use or each.pk == response.assignment_id]


def _kept(save: Callable[[], Response | Sheet]) -> JsonResponse:
    try:
        row = save()
    except Refused as no:
        return JsonResponse({"detail": str(no), "code": no.code}, status=409)
    return JsonResponse({"version": row.version, "saved_at": row.saved_at, "words": words(row.text)})


@who(SIGNED_IN)
@require_POST
def competency_save(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    found = own_portfolio(me(request), slug)
    asked = competency_of(found, number)
    return _kept(lambda: _save_response(request, found, asked))


def _sheet_kind(kind: str) -> str:
    if kind not in Sheet.Kind.values:
        raise Http404
    return kind


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The learning statement, or the planning sheet that nobody else ever sees."""
    found, kind = own_portfolio(me(request), slug), _sheet_kind(kind)
    row = found.sheets.filter(kind=kind).first() or Sheet(portfolio=found, kind=kind)
    refusal, text = None, row.text
    if request.method == "POST":
        text = without_unstorable(request.POST.get("text", ""))
        if "preview" not in request.POST:
            try:
                _save_sheet(request, found, kind)
                messages.success(request, _("Saved."))
                return redirect("my_portfolio_sheet", slug, kind)
            except Refused as no:
                refusal = no
    editable = found.state in services.open_for(kind)
    context = {
        "portfolio": found,
        "set": found.set_edition.set,
        "sheet": row,
        "is_planning": kind == Sheet.Kind.PLANNING,
        "text": text,
        "length": Length(words(text), guide_words(found)),
        "conflict": refusal is not None and refusal.code == "stale",
        "refusal": refusal,
        "editable": editable,
        "preview": as_html(text) if "preview" in request.POST or not editable else "",
    }
    return render(
        request, "candidates/portfolios/writing/sheet.html", context, status=422 if refusal else 200
    )


def _save_sheet(request: HttpRequest, portfolio: Portfolio, kind: str) -> Sheet:
    return services.save_sheet(
        portfolio=portfolio,
        kind=kind,
        text=request.POST.get("text", ""),
        version=version_in(request),
        now=clock.now(),
    )


@who(SIGNED_IN)
@require_POST
def sheet_save(request: HttpRequest, slug: str, kind: str) -> JsonResponse:
    found, kind = own_portfolio(me(request), slug), _sheet_kind(kind)
    return _kept(lambda: _save_sheet(request, found, kind))
