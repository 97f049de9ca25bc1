"""The applicant's and candidate's own pages: application, plan, timeline."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.journey import applying as steps
from candidates.journey import hooks, services, timeline
from candidates.journey.assessing import assess_application
from candidates.journey.finding import newest_candidacy
from candidates.journey.forms import ElectivesForm
from candidates.journey.leaving import last_day_to_leave, may_leave
from candidates.journey.models import STATUS, Candidacy
from candidates.journey.plan import plan_of
from competencies.standard.models import CompetencySet
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts import drafts
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.versions import version_in


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest) -> HttpResponse:
    """The form until it is sent, then the application as sent and what the rule says of it."""
    person = me(request)
    candidacy = newest_candidacy(person)
    if candidacy and candidacy.state in {*services.OPEN_STATES, Candidacy.Status.CERTIFIED}:
        return _sent(request, candidacy)
    if request.method == "POST":
        return _filled_in(request, person)
    draft = drafts.load(person=person, form=steps.DRAFT)
    if not draft.version and candidacy:
        filled = steps.from_application(candidacy.application)
    else:
        filled = steps.from_draft(draft.data)
    return _form_page(request, filled, draft.version, candidacy)


def _sent(request: HttpRequest, candidacy: Candidacy) -> HttpResponse:
    if request.method == "POST":
        messages.info(request, _("Your application was sent already; this is how it stands."))
        return redirect("my_application")
    return render(
        request,
        "candidates/journey/application.html",
        {
            "candidacy": candidacy,
            "application": candidacy.application,
            "assessment": assess_application(candidacy.application),
            "info": STATUS[candidacy.state],
            "may_withdraw": may_leave(candidacy, clock.today()),
            "leave_until": last_day_to_leave(candidacy),
        },
    )


def _filled_in(request: HttpRequest, person: Person) -> HttpResponse:
    version = _version(request)
    if "add" in request.POST:
        return _form_page(request, steps.with_one_more_post(request.POST), version)
    if "save" in request.POST or "overwrite" in request.POST:
        return _save_by_hand(request, person, version)
    filled = steps.from_post(request.POST, today=clock.today(), sending="send" in request.POST)
    if filled.assessment is None or "send" not in request.POST or not filled.send.is_valid():
        return _form_page(request, filled, version)
    if filled.not_yet and not filled.send.cleaned_data.get("anyway"):
        filled.send.add_error(
            "anyway", _("By what you entered you are not eligible yet. Tick this to send it anyway.")
        )
        return _form_page(request, filled, version)
    try:
        services.submit_application(
            person=person,
            application=steps.application_row(filled),
            posts=steps.post_rows(filled),
            now=clock.now(),
            by=person,
        )
    except Refused as no:
        if no.code == "already_applied":  # a double click: the first one has done it
            return redirect("my_application")
        filled.send.add_error(None, str(no))
        return _form_page(request, filled, version)
    drafts.discard(person=person, form=steps.DRAFT)
    messages.success(
        request, _("Your application is with the office. A letter with your invoice is on its way.")
    )
    return redirect("my_home")


def _save_by_hand(request: HttpRequest, person: Person, version: int) -> HttpResponse:
    try:
        _keep(request, person)
    except Refused as no:
        if no.code != "stale":
            messages.error(request, str(no))
        newer = drafts.load(person=person, form=steps.DRAFT).version if no.code == "stale" else None
        return _form_page(request, steps.from_draft(dict(request.POST.lists())), version, newer=newer)
    messages.success(request, _("Saved. You can go on whenever you like."))
    return redirect("my_application")


def _form_page(
    request: HttpRequest,
    filled: steps.Applying,
    version: int,
    former: Candidacy | None = None,
    newer: int | None = None,
) -> HttpResponse:
    today = clock.today()
    context = {
        "filled": filled,
        "version": version,
        "newer": newer,
        "next_post": len(filled.posts.forms) + 1,
        "former": former,
        "former_info": STATUS[former.state] if former else None,
        "hours_needed": policy.at("eligibility.hours", today),
        "window_years": policy.at("eligibility.window_years", today),
        "price": policy.at("price.enrolment", today),
        "member_price": policy.at("price.enrolment_ala_member", today),
        "refund_days": policy.at("refund.days", today),
    }
    failed = request.method == "POST" and filled.form.is_bound and filled.assessment is None
    return render(request, "candidates/journey/application_form.html", context, status=422 if failed else 200)


@who(SIGNED_IN)
@require_POST
def application_draft(request: HttpRequest) -> JsonResponse:
    """Saving while typing: the new version, or 409 when another tab was faster."""
    try:
        draft = _keep(request, me(request))
    except Refused as no:
        return JsonResponse({"detail": str(no), "code": no.code}, status=409)
    return JsonResponse({"version": draft.version, "saved_at": draft.saved_at})


def _keep(request: HttpRequest, person: Person) -> Any:
    skip = {"csrfmiddlewaretoken", "version", "save", "overwrite", "true", "anyway"}
    data = {name: values for name, values in request.POST.lists() if name not in skip}
    return drafts.save(person=person, form=steps.DRAFT, data=data, version=_version(request))


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """A page of its own, which says what will happen before the click."""
    person = me(request)
    candidacy = newest_candidacy(person)
    if candidacy is None or not may_leave(candidacy, clock.today()):
        raise Http404
    if request.method == "POST":
        services.withdraw_application(candidacy=candidacy, by=person, now=clock.now())
        messages.success(request, _("Your application is withdrawn. Nothing is owed."))
        return redirect("my_home")
    today = clock.today()
    found = [look(candidacy, today) for look in hooks.WHAT_GOES_BACK]
    back = [each for each in found if each is not None]
    return render(request, "candidates/journey/withdraw.html", {"candidacy": candidacy, "goes_back": back})


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """The six sets: three that everybody does and three to choose."""
    person = me(request)
    candidacy = newest_candidacy(person)
    electives = CompetencySet.objects.filter(required=False)
    chosen = list(candidacy.electives.values_list("set_id", flat=True)) if candidacy else []
    sent = request.POST if request.method == "POST" else None
    form = ElectivesForm(sent, sets=electives, initial={"electives": chosen})
    if request.method == "POST" and candidacy is None:
        raise Http404
    if request.method == "POST" and candidacy and form.is_valid():
        try:
            services.choose_electives(
                candidacy=candidacy, sets=list(form.cleaned_data["electives"]), by=person, now=clock.now()
            )
        except Refused as no:
            form.add_error("electives", str(no))
        else:
            messages.success(request, _("Your plan is set. You can change it whenever you like."))
            return redirect("my_home")
    picked = {str(value) for value in form["electives"].value() or []}
    context = {
        "candidacy": candidacy,
        "active": candidacy is not None and candidacy.state == Candidacy.Status.ACTIVE,
        "form": form,
        "plan": plan_of(candidacy, picked=picked),
        "needed": policy.at("candidacy.electives", clock.today()),
    }
    return render(request, "candidates/journey/plan.html", context, status=422 if form.errors else 200)


@who(SIGNED_IN)
@require_safe
def story(request: HttpRequest) -> HttpResponse:
    """Everything that happened, newest first."""
    person = me(request)
    chapters = [
        (candidacy, timeline.entries(candidacy))
        for candidacy in person.candidacies.order_by("-applied_at", "-pk")
    ]
    return render(request, "candidates/journey/timeline.html", {"chapters": chapters})


def _version(request: HttpRequest) -> int:
    # "Keep what I typed here" names the newer version, which it knowingly replaces.
    return version_in(request, "overwrite", "version", unreadable=0)
