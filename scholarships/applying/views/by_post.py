"""Typing in an application that came by post, and mending what was typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lsscert import clock
from lsscert.access import ORGANISER, STAFF, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.refs import REF, new_ref
from lsscert.refused import Refused
from scholarships.applying import services
from scholarships.applying.by_post import Paper, enter, require_correctable, require_enterable
from scholarships.applying.by_post import correct as mend
from scholarships.applying.filled import Filled
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.paper_forms import PaperForm, SignedForm
from scholarships.applying.retyping import typed_again
from scholarships.applying.said import said_in
from scholarships.applying.views.typing import less_a_row, more_rows, only_rows, typed
from scholarships.funds.members import require_role
from scholarships.rounds.models import Round
from scholarships.rounds.views.organiser import round_for


class Typed:
    """The page of a paper as it was sent, or as it is shown first."""

    def __init__(self, request: HttpRequest, round_: Round, before: dict[str, Any], *, known: bool) -> None:
        self.wanted = request.method == "POST" and not only_rows(request)
        data = less_a_row(request, typed(request)) if request.method == "POST" else before
        self.filled = Filled(round_, data, bound=self.wanted, more=more_rows(request))
        bound = request.POST if self.wanted else None
        self.paper = PaperForm(bound, initial=data, known=known)
        self.signed = SignedForm(bound, initial=data)

    def is_valid(self) -> bool:
        well = [part.is_valid() for part in (self.paper, self.filled, self.signed)]  # all errors show at once
        return self.wanted and all(well)


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def by_post(request: HttpRequest, ref: str) -> HttpResponse:
    """Nothing is kept before it is entered; what was typed stands in the page."""
    round_, refusal = round_for(request, ref), None
    try:
        require_enterable(round_, me(request))
    except Refused as no:
        return _page(request, round_, None, no)
    page = Typed(request, round_, {}, known=False)
    if page.is_valid():
        try:
            paper = Paper(**page.paper.cleaned_data, said=said_in(page.filled))
            application = enter(
                round_=round_, paper=paper, once=_once(request), by=me(request), now=clock.now()
            )
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _entered(application))
            return redirect("committee_application", application.ref)
    return _page(request, round_, page, refusal)


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """A slip in what was typed of a paper; or they withdraw it, by a letter."""
    application, refusal = _on_paper(request, ref), None
    try:
        if "withdraw" in request.POST:
            services.withdraw(application=application, by=me(request), now=clock.now())
            messages.success(request, _("It is withdrawn."))
            return redirect("committee_application", ref)
        require_enterable(application.round, me(request))
        require_correctable(application)
    except Refused as no:
        return _page(request, application.round, None, no, application)
    before = typed_again(application) | {"came_on": application.came_on, "signed": True}
    page = Typed(request, application.round, before, known=True)
    if page.is_valid():
        try:
            mend(
                application=application,
                **page.paper.cleaned_data,
                said=said_in(page.filled),
                by=me(request),
                now=clock.now(),
            )
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("It is corrected, and the rules have looked at it again."))
            return redirect("committee_application", ref)
    return _page(request, application.round, page, refusal, application)


def _on_paper(request: HttpRequest, ref: str) -> ScholarshipApplication:
    rows = ScholarshipApplication.objects.exclude(came_on=None).exclude(state="draft")
    application = get_object_or_404(rows.select_related("round__organisation", "person"), ref=ref)
    require_role(request, application.round.organisation, Membership.Role.ORGANISER)
    return application


def _entered(application: ScholarshipApplication) -> str:
    number = {"number": application.number}
    if application.person.email:
        return _("Application %(number)s is entered; a letter says that it came.") % number
    return _("Application %(number)s is entered. Without an address, please answer on paper.") % number


def _once(request: HttpRequest) -> str:
    """The application's own reference, made when the form is drawn: pressed twice, it is the same one."""
    said = request.POST.get("once", "")
    return said if REF.fullmatch(said) else new_ref()


def _page(
    request: HttpRequest,
    round_: Round,
    page: Typed | None,
    refusal: Refused | None,
    application: ScholarshipApplication | None = None,
) -> HttpResponse:
    """Without a page to type in only why there is none."""
    context = {
        "round": round_,
        "page": page,
        "refusal": refusal,
        "application": application,
        "once": _once(request),
    }
    status = 409 if request.method == "POST" and page is None else 422 if page and page.wanted else 200
    return render(request, "scholarships/applying/by_post.html", context, status=status)
