"""The desk enters what a candidate sent by post: the notice, the reasons, the wish for the second body."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.appeals import services
from candidates.appeals.forms import CameForm, NoticeForm, ReasonsForm
from candidates.appeals.kinds import open_decisions
from candidates.appeals.models import STATUS, Appeal
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused

FORMS: dict[str, type[CameForm]] = {Appeal.Status.NOTICED: ReasonsForm, Appeal.Status.ANSWERED: CameForm}
"""What may come by post next, by the state of the appeal."""


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, ref: str) -> HttpResponse:
    """`ref` is the candidacy's."""
    candidacy = get_object_or_404(Candidacy.objects.select_related("person", "application"), ref=ref)
    found = open_decisions(candidacy)
    choices = [(f"{kind}:{own}", decision.title) for kind, own, decision in found]
    form = NoticeForm(request.POST if request.method == "POST" else None, decisions=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kind, _colon, own = data["decision"].partition(":")
        said = {"words": data["words"], "came_on": data["came_on"], "by": me(request), "now": clock.now()}
        try:
            row = services.give_notice(candidacy=candidacy, kind=kind, ref=own, **said)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The notice is entered; a letter confirms it to the candidate."))
            return redirect("desk_appeal", row.ref)
    context = {"candidacy": candidacy, "form": form, "choices": choices}
    return render(request, "candidates/appeals/by_post.html", context, status=422 if form.errors else 200)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def more(request: HttpRequest, ref: str) -> HttpResponse:
    """The reasons, or the wish for the second body, whichever is next."""
    row = get_object_or_404(Appeal.objects.select_related("candidacy__person"), ref=ref)
    if row.state not in FORMS:
        return redirect("desk_appeal", row.ref)
    form = FORMS[row.state](request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _enter(request, row, form.cleaned_data))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("desk_appeal", row.ref)
    context = {"appeal": row, "info": STATUS[row.state], "form": form}
    return render(
        request, "candidates/appeals/more_by_post.html", context, status=422 if form.errors else 200
    )


def _enter(request: HttpRequest, row: Appeal, data: dict[str, Any]) -> str:
    act: dict[str, Any] = {"appeal": row, "came_on": data["came_on"], "by": me(request), "now": clock.now()}
    if row.state == Appeal.Status.NOTICED:
        services.give_reasons(words=data["words"], uploads=request.FILES.getlist("documents"), **act)
        return _("The reasons are entered; the committee answers next.")
    services.take_further(**act)
    return _("The second body is asked.")
