"""The committee's own pages: what waits, whom one knows, the next one to score, how far everybody is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lsscert import clock
from lsscert.access import COMMITTEE, OF_COMMITTEES, ORGANISER, OUTSIDE, STAFF, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me, viewer_of
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.versions import version_in
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.reading import for_judges
from scholarships.funds.members import organisations_of
from scholarships.rounds.models import Round
from scholarships.rounds.views.organiser import round_for
from scholarships.scoring import finding, inviting, services
from scholarships.scoring.forms import InviteForm, RecuseForm, SheetForm
from scholarships.scoring.models import Judge, Sheet
from scholarships.scoring.reminding import remind
from scholarships.scoring.showing import others, percent_of, spreads, weights_of
from scholarships.scoring.waiting import tasks_of

Role = Membership.Role


@who(*OF_COMMITTEES, STAFF)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Staff who stand in for an organiser have no rounds of their own: their way back is the desk."""
    if not viewer_of(request).roles & set(OF_COMMITTEES):
        return redirect("desk_scholarships")
    person, now = me(request), clock.now()
    turns = finding.turns_of(person, list(finding.rounds_of(person)[:50]), now)
    context = {
        "live": [turn for turn in turns if turn.round.state in finding.LIVE],
        "tasks": tasks_of(person),
        "past": [turn.round for turn in turns if turn.round.state not in finding.LIVE],
        "next": _first(turns),
        "organises": organisations_of(person, Role.ORGANISER).exists(),
        "keeps": organisations_of(person, Role.TREASURER, Role.ORGANISER),
    }
    return render(request, "scholarships/scoring/home.html", context)


def _first(turns: Sequence[finding.Turn]) -> dict[str, Any] | None:
    """What holds up others comes first, of the round that closed first; then one's own scoring."""
    by_day = sorted(turns, key=lambda turn: turn.round.closes_on or date.max)
    for turn in by_day:
        for step in turn.waits:
            said = f"{turn.round.title}: {step.sentence}"
            return {"sentence": said, "url": step.url, "action": step.label}
    scoring = [turn for turn in by_day if turn.sentence and turn.judge]
    for turn in scoring:
        if turn.left or (turn.judge and turn.judge.declared_at is None):
            said = f"{turn.round.title}: {turn.sentence}"
            return {"sentence": said, "url": turn.url, "action": turn.action}
    return None


@who(COMMITTEE, OUTSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def recuse(request: HttpRequest, ref: str) -> HttpResponse:
    """The names of all who applied, by name and without anything else: whom do you know?"""
    judge = finding.judge_for(request, ref)
    applicants = (
        judge.round.applications.counted().select_related("person").order_by("person__name", "person_id")
    )
    stepped = set(judge.recusals.values_list("application", flat=True))
    refusal = None
    if request.method == "POST":
        ticked = set(request.POST.getlist("known"))
        known = [row.person_id for row in applicants if row.person.ref in ticked]
        try:
            services.declare(judge=judge, known=known, now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("Thank you. You will not see the applications of those you ticked."))
            return redirect("committee_next", ref)
    names = [{"person": row.person, "known": row.pk in stepped} for row in applicants]
    context = {
        "round": judge.round,
        "over": services.is_over(judge.round, clock.now()),
        "names": names,
        "refusal": refusal,
    }
    return render(request, "scholarships/scoring/recuse.html", context, status=409 if refusal else 200)


@who(COMMITTEE, OUTSIDE)
@require_safe
def next_one(request: HttpRequest, ref: str) -> HttpResponse:
    judge = finding.judge_for(request, ref)
    if judge.declared_at is None:
        return redirect("committee_recuse", ref)
    application = services.next_for(judge) if services.scoring_is_open(judge.round, clock.now()) else None
    if application is None:
        messages.info(request, _("Nothing is left for you to score here."))
        return redirect("committee_round", ref)
    return redirect("committee_score", application.ref)


def _scored(request: HttpRequest, ref: str) -> tuple[Judge, ScholarshipApplication]:
    """404 where the person looking does not sit, or stepped aside."""
    rows = ScholarshipApplication.objects.counted().select_related("round__organisation", "person")
    application = get_object_or_404(rows, ref=ref)
    judge = finding.judge_for(request, application.round.ref)
    get_object_or_404(rows.exclude(recusals__judge=judge), ref=ref)
    return judge, application


@who(COMMITTEE, OUTSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def score(request: HttpRequest, ref: str) -> HttpResponse:
    """Read it, give points; the others' are seen once one's own are in."""
    judge, application = _scored(request, ref)
    if judge.declared_at is None:
        return redirect("committee_recuse", application.round.ref)
    sheet = Sheet.objects.filter(judge=judge, application=application).first() or Sheet(version=0)
    form = SheetForm(
        request.POST if request.method == "POST" else None, round_=application.round, initial=_said(sheet)
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            sheet = _save(request, judge, application, form, hand_in="hand_in" in request.POST)
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("Handed in.") if sheet.handed_in_at else _("Saved."))
            return redirect("committee_score", ref)
    is_open = services.scoring_is_open(application.round, clock.now())
    context = {
        "judge": judge,
        "application": application,
        "round": application.round,
        "read": for_judges(application),
        "form": form,
        "sheet": sheet,
        "version": request.POST.get("version", sheet.version),
        "open": is_open,
        "refusal": refusal,
        "left": finding.how_far(judge)[1],
        **_of_others(application, sheet),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "scholarships/scoring/score.html", context, status=status)


def _of_others(application: ScholarshipApplication, sheet: Sheet) -> dict[str, Any]:
    if sheet.handed_in_at is None:
        return {}
    own = percent_of(sheet, application.round, weights_of(application.round))
    return {"others": others(application, sheet), "spreads": spreads(application), "own": own}


def _said(sheet: Sheet) -> dict[str, Any]:
    if not sheet.version:
        return {}
    return {f"c{score.criterion_id}": str(score.points) for score in sheet.scores.all()} | {
        "comment": sheet.comment
    }


def _save(
    request: HttpRequest, judge: Judge, application: ScholarshipApplication, form: SheetForm, *, hand_in: bool
) -> Sheet:
    return services.save(
        judge=judge,
        application=application,
        points=form.points(),
        comment=form.cleaned_data["comment"],
        version=version_in(request),
        now=clock.now(),
        hand_in=hand_in,
    )


@who(COMMITTEE, OUTSIDE)
@require_POST
def score_save(request: HttpRequest, ref: str) -> JsonResponse:
    """Saving while scoring."""
    judge, application = _scored(request, ref)
    form = SheetForm(request.POST, round_=application.round)
    if not form.is_valid():
        return JsonResponse({"detail": _("This cannot be kept like this.")}, status=422)
    try:
        sheet = _save(request, judge, application, form, hand_in=False)
    except Refused as no:
        return JsonResponse({"detail": str(no), "code": no.code}, status=409 if no.code == "stale" else 422)
    return JsonResponse({"version": sheet.version, "saved_at": clock.now()})


@who(COMMITTEE, OUTSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def recognise(request: HttpRequest, ref: str) -> HttpResponse:
    """Step aside from one, having recognised who it is."""
    judge, application = _scored(request, ref)
    form = RecuseForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            services.recuse(
                judge=judge, application=application, why=form.cleaned_data["why"], now=clock.now()
            )
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("You stepped aside. Others score it."))
            return redirect("committee_next", application.round.ref)
    context = {"application": application, "round": application.round, "form": form, "refusal": refusal}
    return render(
        request, "scholarships/scoring/recognise.html", context, status=422 if form.is_bound else 200
    )


@who(COMMITTEE, OUTSIDE, ORGANISER)
@require_safe
def progress(request: HttpRequest, ref: str) -> HttpResponse:
    round_ = get_object_or_404(Round.objects.select_related("organisation"), ref=ref)
    finding.require_member(request, round_)
    context = {"round": round_, **finding.progress(round_), "organises": viewer_of(request).has(ORGANISER)}
    return render(request, "scholarships/scoring/progress.html", context)


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def judges(request: HttpRequest, ref: str) -> HttpResponse:
    """Who sits in the round; invite somebody from outside, remind, let somebody leave."""
    round_, now = round_for(request, ref), clock.now()
    form = InviteForm(request.POST if "invite" in request.POST else None)
    refusal = None
    if request.method == "POST" and not form.is_bound:
        try:
            messages.success(request, _other_act(request, round_))
            return redirect("committee_judges", ref)
        except Refused as no:
            refusal = no
    if form.is_bound and form.is_valid():
        try:
            inviting.invite(round_=round_, address=form.cleaned_data["email"], by=me(request), now=now)
        except Refused as no:
            form.add_error("email", str(no))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("committee_judges", ref)
    services.seat(round_=round_, now=now)
    context = {"round": round_, "form": form, "refusal": refusal, **finding.progress(round_)}
    status = 422 if form.errors or refusal else 200
    return render(request, "scholarships/scoring/judges.html", context, status=status)


def _other_act(request: HttpRequest, round_: Round) -> str:
    judge = round_.judges.filter(left_at=None, ref=tidy_line(request.POST.get("judge", ""))[:20]).first()
    if judge is None:
        raise Refused(
            "no_judge", _("This person does not judge the round, or not any more."), _("Look at the list.")
        )
    if "leave" in request.POST:
        inviting.end_seat(judge=judge, why=request.POST.get("why", ""), by=me(request), now=clock.now())
        said = _("%(name)s does not judge this round any more. You can invite somebody else below.")
        return said % {"name": judge.person.name}
    remind(judge)
    return _("A reminder to %(name)s is on its way.") % {"name": judge.person.name}
