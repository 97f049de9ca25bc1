"""The desk's pages about coursework: the queue, and one proof beside what the rule says."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.coursework import services
from candidates.coursework.achieving import sets_covered
from candidates.coursework.forms import RefusalForm, WhyForm
from candidates.coursework.judging import judge, judge_all, rules_on
from candidates.coursework.models import STATUS, Completion
from candidates.coursework.overview import halves_of
from candidates.coursework.showing import TAGS, TONES, shown
from candidates.journey import timeline
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page
from lsscert.ui.versions import version_in

Status = Completion.Status
TO_CHECK, WAITING = "to_check", "waiting"
COUNTS, WAIT, REFUSE, EXCEPTION, UNDO = "counts", "wait", "refuse", "exception", "undo"


@who(STAFF)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, longest first: to be checked, or for an approval date."""
    show = WAITING if request.GET.get("show") == WAITING else TO_CHECK
    found = Completion.objects.waiting_for_a_date() if show == WAITING else Completion.objects.to_check()
    rows = found.with_course().select_related("candidacy__person")
    page = keyset_page(rows, request, order=("reported_at", "pk"))
    judged = [
        {"completion": row, "tone": TONES[verdict.answer], "word": TAGS[verdict.answer]}
        for row, verdict in judge_all(page.items, clock.today())
    ]
    return render(
        request, "candidates/coursework/desk_queue.html", {"page": page, "judged": judged, "show": show}
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def completion(request: HttpRequest, ref: str) -> HttpResponse:
    row = _row(ref)
    forms = _forms(request)
    if request.method == "POST":
        try:
            if said := _decide(request, row, forms):
                messages.success(request, said)
                return _next(row)
        except Refused as no:
            _say_no(request, forms, no)
            row = _row(ref)
    return render(
        request,
        "candidates/coursework/desk_completion.html",
        _about(row) | {"forms": forms},
        status=422 if request.method == "POST" else 200,
    )


def _row(ref: str) -> Completion:
    rows = Completion.objects.with_course().select_related("proof", "candidacy__person", "checked_by")
    return get_object_or_404(rows.prefetch_related("earlier_proofs__proof"), ref=ref)


def _forms(request: HttpRequest) -> dict[str, Any]:
    """Only the form whose button was pressed is filled in."""
    kinds = {REFUSE: RefusalForm, EXCEPTION: WhyForm, UNDO: WhyForm}
    pressed = request.POST.get("decision", "")
    return {
        name: kind(request.POST if name == pressed else None, prefix=name) for name, kind in kinds.items()
    }


def _decide(request: HttpRequest, row: Completion, forms: dict[str, Any]) -> str:
    """What was done, in words; empty when a form must be mended first."""
    decision = request.POST.get("decision", "")
    form = forms.get(decision)
    if form is not None and not form.is_valid():
        return ""
    act: dict[str, Any] = {
        "completion": row,
        "by": me(request),
        "now": clock.now(),
        "seen": version_in(request, "seen"),
    }
    if decision == COUNTS:
        return _said(services.verify(**act))
    if decision == WAIT:
        return _said(services.wait_for_approval_date(**act))
    if decision == REFUSE:
        data = forms[REFUSE].cleaned_data
        return _said(services.refuse(**act, reason=data["reason"], note=data["note"]))
    if decision == EXCEPTION:
        return _said(services.verify(**act, exception_reason=forms[EXCEPTION].cleaned_data["why"]))
    if decision == UNDO:
        undo = services.undo_refusal if row.state == Status.REFUSED else services.undo_verification
        return _said(undo(**act, why=forms[UNDO].cleaned_data["why"]))
    raise Refused("no_decision", _("Choose one of the buttons."))


def _said(row: Completion) -> str:
    sentences = {
        Status.VERIFIED: _("“%(course)s” counts for %(name)s."),
        Status.WAITING: _("“%(course)s” of %(name)s waits for its approval date."),
        Status.REFUSED: _("%(name)s reads what is missing for “%(course)s”."),
        Status.REPORTED: _("“%(course)s” of %(name)s is back to be checked."),
    }
    words = {"course": row.course.title, "name": row.candidacy.person.name}
    return sentences[Status(row.state)] % words


def _say_no(request: HttpRequest, forms: dict[str, Any], no: Refused) -> None:
    """At the form for what can be mended there; else on top, since the form may be gone with the state."""
    form = forms.get(request.POST.get("decision", ""))
    if form is not None and no.code.startswith("reason_"):
        form.add_error(None, str(no))
    else:
        messages.error(request, str(no))


def _next(row: Completion) -> HttpResponse:
    """On to the one that waits longest; what was just undone is looked at again first."""
    if Completion.objects.filter(pk=row.pk, state=Status.REPORTED).exists():
        return redirect("desk_completion", row.ref)
    following = Completion.objects.to_check().exclude(pk=row.pk).first()
    return redirect("desk_completion", following.ref) if following else redirect("desk_coursework")


def _about(row: Completion) -> dict[str, Any]:
    rules = rules_on(programme_day(row.reported_at))
    active = row.candidacy.state == Candidacy.Status.ACTIVE
    counts = row.state == Status.VERIFIED
    return {
        "completion": row,
        "info": STATUS[row.state],
        "rule": shown(judge(row, clock.today(), rules), row.course, rules),
        "active": active,
        "to_decide": active and row.state in {Status.REPORTED, Status.WAITING},
        "can_be_undone": active and row.state in {Status.VERIFIED, Status.REFUSED},
        "covers": _covers(row),
        "halves": halves_of(row) if counts else [],
        "left": Completion.objects.to_check().exclude(pk=row.pk).count(),
        "entries": timeline.entries(row.candidacy, limit=8, names=True),
    }


def _covers(row: Completion) -> list[Any]:
    return [each.set for each in sets_covered(row.course, row.candidacy)]


@who(STAFF, file=True)
@require_safe
def proof(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The proof, or an earlier one of the same completion; in the browser itself with `?show=1`."""
    row = get_object_or_404(Completion.objects.select_related("proof"), ref=ref)
    stored = row.proof
    if earlier := request.GET.get("earlier", ""):
        stored = get_object_or_404(row.earlier_proofs.select_related("proof"), ref=tidy_line(earlier)).proof
    return files.response(stored, inline="show" in request.GET)
