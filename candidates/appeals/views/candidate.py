"""A candidate's appeal of a decision: notice, reasons, the second body."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.appeals import services
from candidates.appeals.kinds import Decided, decided
from candidates.appeals.models import STATUS, Appeal, AppealDocument
from candidates.appeals.showing import offer
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.files import services as files
from lsscert.refused import Refused


def _found(request: HttpRequest, kind: str, ref: str) -> tuple[Candidacy, Decided]:
    for candidacy in me(request).candidacies.select_related("application", "person").order_by("-applied_at"):
        if found := decided(candidacy, kind, ref):
            return candidacy, found
    appeal = Appeal.objects.filter(kind=kind, ref_of_decision=ref, candidacy__person=me(request)).first()
    if appeal is None:
        raise Http404
    gone = Decided(appeal.title, appeal.received_on, None, None, frozenset(), "", open=False)
    return appeal.candidacy, gone


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, kind: str, ref: str) -> HttpResponse:
    candidacy, found = _found(request, kind, ref)
    row = Appeal.objects.filter(candidacy=candidacy, kind=kind, ref_of_decision=ref).first()
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, candidacy, row, kind, ref))
            return redirect("my_appeal", kind, ref)
        except Refused as no:
            refusal = no
    shown = offer(candidacy, kind, ref, clock.now())
    if row and row.state == Appeal.Status.SENT_BACK and shown and shown.open:
        row = None  # what it was about is over: this is another decision on the same application
    context = {
        "found": found,
        "appeal": row,
        "info": STATUS[row.state] if row else None,
        "offer": shown,
        "refusal": refusal,
        "words": request.POST.get("words", ""),
    }
    return render(request, "candidates/appeals/mine.html", context, status=422 if refusal else 200)


def _act(request: HttpRequest, candidacy: Candidacy, row: Appeal | None, kind: str, ref: str) -> str:
    act: dict[str, Any] = {"by": me(request), "now": clock.now()}
    what, words = request.POST.get("act", ""), request.POST.get("words", "")
    if what == "notice":
        services.give_notice(candidacy=candidacy, kind=kind, ref=ref, words=words, **act)
        return _("Your notice is in. Next: your reasons.")
    if row is None:
        raise Refused("no_decision", _("There is no appeal yet."), _("Give notice first."))
    if what == "reasons":
        services.give_reasons(appeal=row, words=words, uploads=request.FILES.getlist("documents"), **act)
        return _("Your reasons are in. People who took no part look at them.")
    if what == "further":
        services.take_further(appeal=row, **act)
        return _("The second body is asked.")
    if what == "withdraw":
        services.withdraw(appeal=row, **act)
        return _("Your appeal is withdrawn.")
    raise Refused("no_decision", _("Choose one of the buttons."))


@who(SIGNED_IN, file=True)
@require_safe
def document(request: HttpRequest, ref: str) -> HttpResponseBase:
    rows = AppealDocument.objects.filter(appeal__candidacy__person=me(request)).select_related("file")
    return files.response(get_object_or_404(rows, ref=ref).file)
