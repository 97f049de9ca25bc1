"""A quote without an account: all of it stands in the address of the page, and nothing is stored."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from candidates.portfolios import pathway
from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.pages.figures import figures
from lsscert.pages.prices import SHOWN
from lsscert.pages.quote import Quote, quote
from lsscert.pages.quote_form import QuoteForm
from lsscert.pages.quote_paper import quote_paper
from lsscert.pages.vendor import vendor_facts
from lsscert.paper.download import as_download
from lsscert.paper.sheet import as_pdf
from lsscert.policy import overview


@who(ANYONE)
@require_safe
def quote_form(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    form = _form(request, today, initial={"enrolments": "1"})
    status = 200 if not form.is_bound or form.is_valid() else 422
    return render(request, "pages/quote_form.html", figures(today) | {"form": form}, status=status)


@who(ANYONE)
@require_safe
def quote_sheet(request: HttpRequest) -> HttpResponse:
    """The quote itself. It is dated by its address, so that passing the address on does not make it any newer."""
    today, asked = clock.today(), request.GET.copy()
    made_on = _day(asked.pop("on", [""])[0])
    form = _form(request, min(made_on or today, today))
    if not form.is_valid():
        return redirect(f"{reverse('quote')}?{asked.urlencode()}")
    if made_on is None or made_on > today:
        return redirect(f"{request.path}?{asked.urlencode()}&on={today.isoformat()}")
    found = quote_of(form, made_on)
    context = {
        "quote": found,
        "run_out": found.has_run_out(today),
        "vendor": vendor_facts(today),
        "asked": asked.urlencode(),
        "dated": request.GET.urlencode(),
    }
    answer = render(request, "pages/quote_sheet.html", context)
    # Whoever makes a quote types names into its address; no search engine should keep them.
    answer["X-Robots-Tag"] = "noindex"
    return answer


@who(ANYONE, file=True)
@require_safe
def quote_pdf(request: HttpRequest) -> HttpResponse:
    """The same quote as a paper; its address is that of the page with another ending."""
    today, made_on = clock.today(), _day(request.GET.get("on", ""))
    form = _form(request, min(made_on or today, today))
    if not form.is_valid() or made_on is None or made_on > today:
        return redirect(f"{reverse('quote_sheet')}?{request.GET.urlencode()}")
    paper = quote_paper(quote_of(form, made_on), today=today)
    answer = as_download(as_pdf(paper), paper.file_name)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def quote_of(form: QuoteForm, made_on: date) -> Quote:
    """What the page prints; a paper of the same quote is made of this, too."""
    shown = figures(made_on)
    names = [*SHOWN, pathway.KEY] if form.wish.portfolios_each else SHOWN
    coming = overview.next_changes(names, made_on).values()
    return quote(
        form.wish,
        shown["prices"],
        made_on=made_on,
        valid_days=shown["quote_days"],
        next_change=min((row.effective_from for row in coming), default=None),
        sets=shown["sets"],
    )


def _form(request: HttpRequest, made_on: date, **more: Any) -> QuoteForm:
    """As it was on the day of the quote: one that holds portfolios stays readable after they are closed."""
    return QuoteForm(request.GET or None, portfolios=pathway.is_open(made_on), **more)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
