"""Typing in an application that came by post."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import ORGANISER, STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refs import REF, new_ref
from lsscert.refused import Refused
from scholarships.applying.by_post import Paper, enter, require_enterable
from scholarships.applying.filled import Filled
from scholarships.applying.forms import PaperForm, SignedForm
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.said import said_in
from scholarships.applying.views.typing import less_a_row, more_rows, only_rows, typed
from scholarships.rounds.models import Round
from scholarships.rounds.views.organiser import round_for


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def by_post(request: HttpRequest, ref: str) -> HttpResponse:
    """Nothing is kept before it is entered; what was typed stands in the page."""
    round_ = round_for(request, ref)
    try:
        require_enterable(round_, me(request))
    except Refused as no:
        return _closed(request, round_, no)
    data = less_a_row(request, typed(request))
    if request.method != "POST" or only_rows(request):
        filled = Filled(round_, data, bound=False, more=more_rows(request))
        return _page(request, round_, filled, PaperForm(initial=data), SignedForm(initial=data))
    filled, paper, signed = (
        Filled(round_, data, bound=True),
        PaperForm(request.POST),
        SignedForm(request.POST),
    )
    if not all([paper.is_valid(), filled.is_valid(), signed.is_valid()]):
        return _page(request, round_, filled, paper, signed, status=422)
    try:
        application = enter(
            round_=round_,
            paper=Paper(**paper.cleaned_data, said=said_in(filled)),
            once=_once(request),
            by=me(request),
            now=clock.now(),
        )
    except Refused as no:
        return _page(request, round_, filled, paper, signed, refusal=no, status=422)
    messages.success(request, _entered(application))
    return redirect("committee_application", application.ref)


def _entered(application: ScholarshipApplication) -> str:
    number = {"number": application.number}
    if application.person.email:
        return _("Application %(number)s is entered; a letter says that it came.") % number
    return _("Application %(number)s is entered. Without an address, please answer on paper.") % number


def _once(request: HttpRequest) -> str:
    """The application's own reference, made when the form is drawn: pressed twice, it is the same one."""
    said = request.POST.get("once", "")
    return said if REF.fullmatch(said) else new_ref()


def _closed(request: HttpRequest, round_: Round, refusal: Refused) -> HttpResponse:
    context = {"round": round_, "refusal": refusal}
    status = 409 if request.method == "POST" else 200
    return render(request, "scholarships/applying/by_post.html", context, status=status)


def _page(
    request: HttpRequest,
    round_: Round,
    filled: Filled,
    paper: PaperForm,
    signed: SignedForm,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "round": round_,
        "filled": filled,
        "paper": paper,
        "signed": signed,
        "refusal": refusal,
        "once": _once(request),
    }
    return render(request, "scholarships/applying/by_post.html", context, status=status)
