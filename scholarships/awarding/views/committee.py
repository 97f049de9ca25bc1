"""The meeting on one screen, its confirmation, its announcement and its minutes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import COMMITTEE, ORGANISER, OUTSIDE, who
from lsscert.accounts import approvals
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.ui.versions import version_in
from lsscert.ui.wording import money
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import meeting as services
from scholarships.awarding.members import is_ready, require_sits
from scholarships.awarding.models import Award
from scholarships.awarding.parting import fields_of, sensible, typed
from scholarships.awarding.previewing import letters_of
from scholarships.awarding.ranking import Ranked, tied_at
from scholarships.awarding.reading import for_the_meeting
from scholarships.awarding.sitting import left_of, rows_of
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round
from scholarships.scoring import services as scoring
from scholarships.scoring.finding import progress
from scholarships.scoring.models import Judge

Role = Membership.Role


def _round(request: HttpRequest, ref: str) -> Round:
    round_ = get_object_or_404(Round.objects.select_related("organisation"), ref=ref)
    require_sits(request, round_)
    return round_


def _organises(request: HttpRequest, round_: Round) -> bool:
    return has_role(me(request), round_.organisation, Role.ORGANISER)


def _ref(request: HttpRequest, name: str) -> str:
    """Empty where it cannot be one."""
    text = request.POST.get(name, "")
    return text if text.isascii() and text.isalnum() else ""


@who(COMMITTEE, OUTSIDE, ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """Closed to everybody else. Scores are seen here, once the meeting is open."""
    round_, refusal = _round(request, ref), None
    if request.method == "POST":
        try:
            said = _act(request, round_)
        except Refused as no:
            refusal = no
            round_.refresh_from_db()
        else:
            if said:
                messages.success(request, said)
            return redirect(_back_to(request, round_))
    sitting = services.open_meeting(round_)
    scoring.seat(round_=round_, now=clock.now())
    context: dict[str, Any] = {
        "round": round_,
        "meeting": sitting,
        "refusal": refusal,
        "organises": _organises(request, round_),
        "judges": Judge.objects.sitting().filter(round=round_).select_related("person"),
    }
    if sitting is None:
        context["sitters"] = progress(round_)["judges"]
    else:
        context |= _sitting(request, round_, sitting)
    status = 200 if refusal is None else 409
    return render(request, "scholarships/awarding/meeting.html", context, status=status)


def _back_to(request: HttpRequest, round_: Round) -> str:
    """The page at the application that was marked, so that nobody loses their place."""
    page, ref = reverse("committee_meeting", args=[round_.ref]), _ref(request, "application")
    return f"{page}#a-{ref}" if round_.applications.filter(ref=ref).exists() else page


def _sitting(request: HttpRequest, round_: Round, sitting: Any) -> dict[str, Any]:
    approval, person = services.waiting_approval(round_), me(request)
    rows, left = rows_of(round_, person), left_of(round_)
    judge = scoring.judge_of(round_, person)
    seen = [row for row in rows if not row.masked]
    return {
        "rows": [(row, fields_of(row, round_, left)) for row in seen],
        "masked": len(rows) - len(seen),
        "several": round_.partial or len(left.of_funds) > 1,
        "may_mark": judge is not None and is_ready(judge),
        "undeclared": judge is not None and not is_ready(judge),
        "tied": tied_at(
            [Ranked(row.application.number or 0, row.rank, row.tied) for row in seen if row.rank],
            round_.places,
        )
        if len(seen) == len(rows)
        else [],
        "reserve": sorted((row for row in seen if row.place), key=lambda row: row.place or 0),
        "left": left,
        "present": {each.judge_id for each in sitting.present.all()},
        "approval": approval,
        "asked_it": bool(approval and approval.asked_by_id == person.pk),
        "may_confirm": bool(approval and person in services.may_confirm(approval)),
        "marked": sum(bool(row.award and not row.place) for row in rows),
    }


def _act(request: HttpRequest, round_: Round) -> str:
    act = request.POST.get("act", "")
    if act == "open":
        return _open(request, round_)
    sitting = services.open_meeting(round_)
    if sitting is None:
        raise Refused("meeting_over", _("The meeting is not open."))
    if act == "confirm" or act == "stop":
        return _decide(request, round_, act)
    handler = ACTS.get(act)
    if handler is None:
        raise Refused("no_act", _("Choose one of the buttons."))
    return handler(request, round_, sitting)


def _open(request: HttpRequest, round_: Round) -> str:
    if not _organises(request, round_):
        raise Refused("not_the_organiser", _("Somebody who runs the round opens the meeting."))
    ticked = [ref for ref in request.POST.getlist("present") if ref.isascii() and ref.isalnum()]
    sitting = Judge.objects.sitting().filter(round=round_, ref__in=ticked)
    present = list(sitting.select_related("person", "round"))
    services.open_it(round_=round_, present=present, by=me(request), now=clock.now())
    return _("The meeting is open.")


def _attend(request: HttpRequest, round_: Round, sitting: Any) -> str:
    judge = get_object_or_404(round_.judges.select_related("person", "round"), ref=_ref(request, "judge"))
    services.attend(meeting=sitting, judge=judge, by=me(request), now=clock.now())
    return _("%(name)s is present.") % {"name": judge.person.name}


def _application(request: HttpRequest, round_: Round) -> ScholarshipApplication:
    rows = round_.applications.counted().select_related("person", "round")
    return get_object_or_404(rows, ref=_ref(request, "application"))


def _said(request: HttpRequest) -> dict[str, Any]:
    return {"by": me(request), "version": version_in(request), "now": clock.now()}


def _mark(request: HttpRequest, round_: Round, sitting: Any) -> str:
    application = _application(request, round_)
    rank = next((row.rank for row in rows_of(round_, me(request)) if row.application == application), None)
    award = services.mark(
        meeting=sitting,
        application=application,
        parts=typed(request.POST, application, round_) or sensible(application, round_, left_of(round_)),
        rank=rank,
        **_said(request),
    )
    return _("%(who)s: %(amount)s.") % {"who": application, "amount": money(award.amount)}


def _reserve(request: HttpRequest, round_: Round, sitting: Any) -> str:
    application = _application(request, round_)
    services.put_in_reserve(meeting=sitting, application=application, **_said(request))
    return _("%(who)s is in reserve.") % {"who": application}


def _take_off(request: HttpRequest, round_: Round, sitting: Any) -> str:
    application = _application(request, round_)
    services.take_off(meeting=sitting, application=application, **_said(request))
    return _("%(who)s is taken off.") % {"who": application}


def _step_aside(request: HttpRequest, round_: Round, sitting: Any) -> str:
    application = _application(request, round_)
    services.step_aside(meeting=sitting, application=application, **_said(request))
    return _("You stepped aside from %(who)s; others decide it.") % {"who": application}


def _move(request: HttpRequest, round_: Round, sitting: Any) -> str:
    award = get_object_or_404(
        round_.awards.filter(state=Award.Status.RESERVE), application=_application(request, round_)
    )
    services.move(meeting=sitting, award=award, up=request.POST.get("act") == "up", **_said(request))
    return ""


def _ask(request: HttpRequest, round_: Round, sitting: Any) -> str:
    services.ask(meeting=sitting, **_said(request))
    return _("A second member was asked. Nothing can be changed until they answer.")


def _decide(request: HttpRequest, round_: Round, act: str) -> str:
    approval = services.waiting_approval(round_)
    if approval is None:
        raise Refused("approval_decided", _("This has been decided meanwhile."))
    if act == "confirm":
        approvals.confirm(approval=approval, by=me(request), now=clock.now())
        return _("The awards stand. Applicants hear of them when the round is announced.")
    approvals.stop(approval=approval, why=request.POST.get("why", ""), by=me(request), now=clock.now())
    return _("It is open again for changes.")


ACTS = {
    "attend": _attend,
    "mark": _mark,
    "reserve": _reserve,
    "off": _take_off,
    "aside": _step_aside,
    "up": _move,
    "down": _move,
    "ask": _ask,
}


@who(COMMITTEE, OUTSIDE, ORGANISER)
@require_safe
def read(request: HttpRequest, ref: str) -> HttpResponse:
    """One application with what everybody gave it, once the meeting was opened. Not for who stepped aside from it."""
    rows = ScholarshipApplication.objects.counted().select_related("round__organisation", "person")
    application = get_object_or_404(rows.exclude(recusals__judge__person=me(request)), ref=ref)
    round_ = application.round
    require_sits(request, round_)
    if not services.has_met(round_):
        raise Http404
    context = {"round": round_, "application": application, "shown": for_the_meeting(application)}
    return render(request, "scholarships/awarding/read.html", context)


@who(ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest, ref: str) -> HttpResponse:
    """Who hears what, in the very words, and one button."""
    round_, refusal = _round(request, ref), None
    if not _organises(request, round_):
        raise Http404
    if request.method == "POST":
        try:
            services.announce(round_=round_, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("It is announced; the letters are on their way."))
            return redirect("committee_round", ref)
    context = {
        "round": round_,
        "outcomes": services.outcomes(round_),
        "letters": letters_of(round_, by=me(request), now=clock.now()),
        "refusal": refusal,
    }
    return render(request, "scholarships/awarding/announce.html", context, status=409 if refusal else 200)
