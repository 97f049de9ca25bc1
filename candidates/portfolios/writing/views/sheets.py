"""The two texts about the whole set: the learning statement, and the private planning sheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.portfolios.markdown import render as as_html
from candidates.portfolios.markdown import words
from candidates.portfolios.models import Portfolio, Sheet
from candidates.portfolios.writing.answering import answer, renewed
from candidates.portfolios.writing.finding import own_portfolio
from candidates.portfolios.writing.forms import SheetForm
from candidates.portfolios.writing.length import Length
from candidates.portfolios.writing.saving import save_sheet, sheet_editable
from candidates.portfolios.writing.views.portfolio import about
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.policy import services as policy
from lsscert.refused import Refused

TEMPLATES = {
    Sheet.Kind.STATEMENT: "candidates/portfolios/writing/statement.html",
    Sheet.Kind.PLANNING: "candidates/portfolios/writing/planning.html",
}


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, slug: str, kind: Sheet.Kind) -> HttpResponse:
    portfolio = own_portfolio(me(request), slug, request.GET.get("of", ""))
    posted = request.method == "POST"
    form = SheetForm(request.POST if posted else None, initial=_on_record(portfolio, kind))
    refusal, stale, status = None, None, 422 if posted else 200
    if posted and form.is_valid():
        try:
            _save(request, portfolio, kind, form)
        except Refused as no:
            refusal, status = no, 409
            if no.code == "stale":
                stale = _on_record(portfolio, kind)
                renewed(form, stale["version"])
        else:
            messages.success(request, _("Saved."))
            return redirect(request.get_full_path())
    context = _shown(portfolio, kind, form) | {"refusal": refusal, "stale": stale}
    return render(request, TEMPLATES[kind], about(portfolio) | context, status=status)


def _shown(portfolio: Portfolio, kind: Sheet.Kind, form: SheetForm) -> dict[str, Any]:
    text = form["text"].value() or ""
    return {
        "form": form,
        "open": sheet_editable(portfolio, kind),
        "preview": as_html(text),
        "length": Length(words(text), policy.at("portfolio.guide_words", clock.today())),
        "keep": f"{portfolio.candidacy.person.ref}:{portfolio.ref}:{kind}",
    }


def _save(request: HttpRequest, portfolio: Portfolio, kind: Sheet.Kind, form: SheetForm) -> Sheet:
    return save_sheet(
        portfolio=portfolio,
        kind=kind,
        text=form.cleaned_data["text"],
        version=form.cleaned_data["version"],
        by=me(request),
        now=clock.now(),
    )


def _on_record(portfolio: Portfolio, kind: Sheet.Kind) -> dict[str, Any]:
    return SheetForm.values_of(portfolio.sheets.filter(kind=kind).first())


@who(SIGNED_IN)
@require_POST
def save(request: HttpRequest, slug: str, kind: Sheet.Kind) -> JsonResponse:
    """Saving while typing."""
    portfolio = own_portfolio(me(request), slug, request.GET.get("of", ""))
    form = SheetForm(request.POST)
    return answer(form, lambda: _save(request, portfolio, kind, form), lambda: _on_record(portfolio, kind))
