"""Rounds for those who run them: begin, compose, publish, copy, call off."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lsscert import clock
from lsscert.access import COMMITTEE, ORGANISER, OUTSIDE, STAFF, TREASURER, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me, viewer_of
from lsscert.refused import Refused
from lsscert.ui.versions import version_in
from scholarships.funds.members import has_role, require_role, seen_by
from scholarships.rounds import services
from scholarships.rounds.composing import Composing
from scholarships.rounds.copying import copy as copy_of
from scholarships.rounds.forms import BeginForm, WhyForm
from scholarships.rounds.models import STATUS, Round
from scholarships.rounds.readiness import missing, warnings
from scholarships.rounds.showing import shown
from scholarships.rounds.steps import steps_of, waiting_in

Role = Membership.Role


def round_for(request: HttpRequest, ref: str) -> Round:
    """A round that the person looking may organise; 404 for all others."""
    round_ = get_object_or_404(Round.objects.select_related("organisation"), ref=ref)
    require_role(request, round_.organisation, Role.ORGANISER)
    return round_


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    organisations = seen_by(request, Role.ORGANISER)
    form = BeginForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        round_ = services.begin(**form.cleaned_data, by=me(request), now=clock.now())
        return redirect("committee_round_edit", round_.ref)
    earlier = Round.objects.filter(organisation__in=organisations).select_related("organisation")[:20]
    context = {"form": form, "earlier": earlier}
    return render(request, "scholarships/rounds/new.html", context, status=422 if form.errors else 200)


@who(ORGANISER, COMMITTEE, OUTSIDE, TREASURER, STAFF)
@require_safe
def round_page(request: HttpRequest, ref: str) -> HttpResponse:
    """How a round stands, and what can be done with it next, for everybody who has to do with it."""
    round_ = get_object_or_404(Round.objects.select_related("organisation"), ref=ref)
    viewer = viewer_of(request)
    organises = has_role(viewer.person, round_.organisation, Role.ORGANISER) or viewer.has(STAFF)
    belongs = has_role(viewer.person, round_.organisation, Role.COMMITTEE, Role.TREASURER)
    sits = round_.judges.filter(person=viewer.person, left_at=None).exists()
    if not organises and not belongs and not sits:
        raise Http404
    states = list(round_.applications.values_list("state", flat=True))
    context = {
        "round": round_,
        "info": STATUS[round_.state],
        "shown": shown(round_, clock.today()),
        "steps": steps_of(round_, viewer),
        "waits": waiting_in(viewer.person, [round_], clock.now())[round_.pk] if viewer.person else [],
        "organises": organises,
        "told": round_.state in {Round.Status.ANNOUNCED, Round.Status.CLOSED},
        "gaps": missing(round_) if round_.state == Round.Status.DRAFT else [],
        "draws_on": round_.draws_on.select_related("fund"),
        "counts": {
            "begun": len(states),
            "to_check": states.count("to_check"),
            "running": states.count("handed_in"),
            "not_eligible": states.count("not_eligible"),
            "withdrawn": states.count("withdrawn"),
        },
    }
    return render(request, "scholarships/rounds/round.html", context)


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    round_ = round_for(request, ref)
    fixed = services.is_fixed(round_)
    composing = Composing(round_, request.POST if request.method == "POST" else None, fixed=fixed)
    refusal = None
    if request.method == "POST" and composing.is_valid():
        try:
            services.save(
                round_=round_,
                composed=composing.composed(),
                version=version_in(request),
                by=me(request),
                now=clock.now(),
            )
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("Saved."))
            return redirect("committee_round_edit" if "more" in request.POST else "committee_round", ref)
    context = {
        "round": round_,
        "composing": composing,
        "refusal": refusal,
        "version": request.POST.get("version", round_.version),
        "fixed": fixed,
        "wrong": request.method == "POST" and refusal is None,
    }
    return render(
        request, "scholarships/rounds/edit.html", context, status=422 if request.method == "POST" else 200
    )


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """A page of its own, which says what cannot be changed afterwards."""
    round_ = round_for(request, ref)
    return _confirm(
        request, round_, "scholarships/rounds/publish.html", services.publish, _("It is published.")
    )


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, ref: str) -> HttpResponse:
    round_ = round_for(request, ref)
    form = WhyForm(request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            services.call_off(round_=round_, why=form.cleaned_data["why"], by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(
                request, _("The round is called off; everybody who began an application hears why.")
            )
            return redirect("committee_round", ref)
    context = {"round": round_, "form": form, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render(request, "scholarships/rounds/call_off.html", context, status=status)


def _confirm(request: HttpRequest, round_: Round, template: str, act: Any, said: str) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            act(round_=round_, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, said)
            return redirect("committee_round", round_.ref)
    context = {
        "round": round_,
        "refusal": refusal,
        "gaps": missing(round_),
        "warnings": warnings(round_),
        "shown": shown(round_, clock.today()),
    }
    return render(request, template, context, status=409 if refusal else 200)


@who(ORGANISER, STAFF)
@require_POST
def copy(request: HttpRequest, ref: str) -> HttpResponse:
    made = copy_of(round_=round_for(request, ref), by=me(request), now=clock.now())
    messages.success(
        request, _("This is a copy, its days a year later. Nobody sees it until you publish it.")
    )
    return redirect("committee_round_edit", made.ref)
