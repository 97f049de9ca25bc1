"""The meeting on one screen, its confirmation, its announcement and its minutes."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import COMMITTEE, ORGANISER, OUTSIDE, who
from lsscert.accounts import approvals
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.money.amounts import parse_amount
from lsscert.refused import Refused
from lsscert.ui.wording import money
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import meeting as services
from scholarships.awarding import minutes as written
from scholarships.awarding.holding import Part, parts_for
from scholarships.awarding.models import Award
from scholarships.awarding.sitting import left_of, rows_of
from scholarships.funds.members import has_role
from scholarships.rounds.models import Round
from scholarships.scoring import services as scoring
from scholarships.scoring.finding import require_member

Role = Membership.Role


def _round(request: HttpRequest, ref: str) -> Round:
    round_ = get_object_or_404(Round.objects.select_related("organisation"), ref=ref)
    require_member(request, round_)
    return round_


def _organises(request: HttpRequest, round_: Round) -> bool:
    return has_role(me(request), round_.organisation, Role.ORGANISER)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


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
            return redirect("committee_meeting", ref)
    sitting = services.open_meeting(round_)
    scoring.seat(round_=round_, now=clock.now())
    context: dict[str, Any] = {
        "round": round_,
        "meeting": sitting,
        "refusal": refusal,
        "organises": _organises(request, round_),
        "judges": round_.judges.filter(left_at=None).select_related("person"),
    }
    if sitting:
        context |= _sitting(request, round_, sitting)
    status = 200 if refusal is None else 409
    return render(request, "scholarships/awarding/meeting.html", context, status=status)


def _sitting(request: HttpRequest, round_: Round, sitting: Any) -> dict[str, Any]:
    approval, person = services.waiting_approval(round_), me(request)
    rows = rows_of(round_, person)
    return {
        "rows": rows,
        "reserve": sorted((row for row in rows if row.place), key=lambda row: row.place or 0),
        "left": left_of(round_),
        "present": {each.judge_id for each in sitting.present.all()},
        "approval": approval,
        "asked_it": bool(approval and approval.asked_by_id == person.pk),
        "may_confirm": bool(approval and person in services.may_confirm(approval)),
        "marked": [row for row in rows if row.award and not row.place],
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
    present = list(round_.judges.filter(ref__in=request.POST.getlist("present"), left_at=None))
    services.open_it(round_=round_, present=present, by=me(request), now=clock.now())
    return _("The meeting is open.")


def _attend(request: HttpRequest, round_: Round, sitting: Any) -> str:
    judge = get_object_or_404(round_.judges, ref=request.POST.get("judge", ""))
    services.attend(meeting=sitting, judge=judge, by=me(request), now=clock.now())
    return _("%(name)s is present.") % {"name": judge.person.name}


def _application(request: HttpRequest, round_: Round) -> ScholarshipApplication:
    rows = round_.applications.in_the_running().select_related("person", "round")
    return get_object_or_404(rows, ref=request.POST.get("application", ""))


def _said(request: HttpRequest) -> dict[str, Any]:
    return {"by": me(request), "version": _version(request), "now": clock.now()}


def _mark(request: HttpRequest, round_: Round, sitting: Any) -> str:
    application = _application(request, round_)
    rank = next((row.rank for row in rows_of(round_, me(request)) if row.application == application), None)
    award = services.mark(
        meeting=sitting,
        application=application,
        parts=_parts(request, round_, application),
        rank=rank,
        **_said(request),
    )
    return _("%(who)s: %(amount)s.") % {"who": application, "amount": money(award.amount)}


def _parts(request: HttpRequest, round_: Round, application: ScholarshipApplication) -> list[Part]:
    """As typed for each fund and line; nothing typed is the sensible thing."""
    costs = {line.ref: line for line in application.costs.all()}
    found = []
    for row in round_.draws_on.select_related("fund"):
        for name, cost in [("", None), *costs.items()]:
            text = request.POST.get(f"part-{row.fund.ref}-{name}", "").strip()
            if text:
                found.append(Part(row.fund, _amount(text), cost))
    if found:
        return found
    wanted = application.asked if application.asked is not None else round_.amount
    return parts_for(round_, min(wanted, round_.amount) or round_.amount)


def _amount(text: str) -> Decimal:
    try:
        return parse_amount(text)
    except ValueError as wrong:
        raise Refused("amount", str(wrong)) from wrong


def _reserve(request: HttpRequest, round_: Round, sitting: Any) -> str:
    application = _application(request, round_)
    services.put_in_reserve(meeting=sitting, application=application, **_said(request))
    return _("%(who)s is in reserve.") % {"who": application}


def _take_off(request: HttpRequest, round_: Round, sitting: Any) -> str:
    application = _application(request, round_)
    services.take_off(meeting=sitting, application=application, **_said(request))
    return _("%(who)s is taken off.") % {"who": application}


def _move(request: HttpRequest, round_: Round, sitting: Any) -> str:
    award = get_object_or_404(
        round_.awards.filter(state=Award.Status.RESERVE), application__ref=request.POST.get("application", "")
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
    "up": _move,
    "down": _move,
    "ask": _ask,
}


@who(ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest, ref: str) -> HttpResponse:
    """Who hears what, and one button."""
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
    context = {"round": round_, "outcomes": services.outcomes(round_), "refusal": refusal}
    return render(request, "scholarships/awarding/announce.html", context, status=409 if refusal else 200)


@who(COMMITTEE, OUTSIDE, ORGANISER)
@require_safe
def minutes(request: HttpRequest, ref: str) -> HttpResponse:
    """What was done, to print. Closed to everybody else."""
    round_ = _round(request, ref)
    sittings = [
        {"meeting": each, "lines": list(written.lines(each))} for each in round_.meetings.order_by("pk")
    ]
    context = {"round": round_, "sittings": sittings, "recusals": written.recusals(round_)}
    return render(request, "scholarships/awarding/minutes.html", context)
