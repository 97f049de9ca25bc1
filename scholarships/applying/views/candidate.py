"""The applicant's own pages: what is open, the form, how it stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts import drafts
from lsscert.accounts.models import Person
from lsscert.accounts.viewer import me
from lsscert.partial_dates import PartialDate
from lsscert.refused import Refused
from scholarships.applying import services, thread
from scholarships.applying.forms import PAID, Filled, RefereeForm, SendForm
from scholarships.applying.models import Reference, ScholarshipApplication
from scholarships.applying.stating import verdicts
from scholarships.rounds.clocks import Phase, phase_of
from scholarships.rounds.entitlement import eligible
from scholarships.rounds.models import Round
from scholarships.rounds.services import open_on
from scholarships.rounds.showing import shown

Status = ScholarshipApplication.Status
BUTTONS = {"save", "send", "check", "add-post", "add-cost", "overwrite"}
NOT_KEPT = {"csrfmiddlewaretoken", "version", "true", "anyway", *BUTTONS}


@who(SIGNED_IN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is open, and everything one has begun, each with how it stands."""
    person, today = me(request), clock.today()
    rows = person.scholarship_applications.select_related("round__organisation").order_by("-begun_at", "-pk")
    mine = [{"application": row, "standing": thread.standing(row)} for row in rows]
    taken = {row.round_id for row in rows}
    found = [shown(round_, today) for round_ in open_on(today) if round_.pk not in taken]
    return render(request, "scholarships/applying/home.html", {"mine": mine, "open": found})


def _round(ref: str) -> Round:
    return get_object_or_404(Round.objects.public().select_related("organisation"), ref=ref)


def _own(person: Person, round_: Round) -> ScholarshipApplication | None:
    return ScholarshipApplication.objects.filter(round=round_, person=person).first()


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def scholarship(request: HttpRequest, ref: str) -> HttpResponse:
    """The form while it is a draft; afterwards how it stands."""
    person, round_ = me(request), _round(ref)
    application = _own(person, round_)
    if application and application.state != Status.DRAFT:
        return _standing(request, application)
    if request.method == "POST":
        return _filled_in(request, round_, person)
    if application is None and phase_of(round_, clock.today()) != Phase.OPEN:
        messages.info(request, _("This round takes no applications today."))
        return redirect("scholarship", ref)
    draft = drafts.load(person=person, form=services.draft_name(round_))
    data = draft.data if draft.version else _known(person)
    return _form(request, round_, Filled(round_, data, bound=False), data, draft.version)


def _known(person: Person) -> dict[str, Any]:
    """What an application for the certification says already."""
    newest = person.candidacies.select_related("application").order_by("-applied_at", "-pk").first()
    if newest is None:
        return {}
    said: dict[str, Any] = {"education": newest.application.education, "region": newest.application.region}
    posts = list(newest.application.posts.all())[:12]
    for index, post in enumerate(posts):
        values = {
            "library": post.library,
            "title": post.title,
            "region": newest.application.region,
            "paid": PAID if post.paid else "volunteer",
            "starts": str(PartialDate.on(post.starts)),
            "ends": str(PartialDate.on(post.ends)) if post.ends else "",
            "hours_per_week": str(post.hours_per_week),
            "weeks_per_year": str(post.weeks_per_year),
        }
        said |= {f"posts-{index}-{name}": value for name, value in values.items()}
    return said | {"posts-TOTAL_FORMS": str(len(posts) or 1)}


def _standing(request: HttpRequest, application: ScholarshipApplication) -> HttpResponse:
    if request.method == "POST":  # a second press of the button: the first has done it
        return redirect("my_scholarship", application.round.ref)
    round_ = application.round
    open_now = phase_of(round_, clock.today()) == Phase.OPEN
    running = application.state in {Status.TO_CHECK, Status.HANDED_IN}
    context = {
        "application": application,
        "round": round_,
        "standing": thread.standing(application),
        "entries": thread.entries(application),
        "may_change": open_now and application.state != Status.NOT_ELIGIBLE,
        "may_withdraw": running and round_.state == Round.Status.PUBLISHED,
        "answers": application.answers.select_related("question"),
        "posts": application.posts.all(),
        "costs": application.costs.all(),
        "letters": application.letters.all(),
        "referee": RefereeForm() if round_.references and open_now else None,
    }
    return render(request, "scholarships/applying/standing.html", context)


def _filled_in(request: HttpRequest, round_: Round, person: Person) -> HttpResponse:
    data = _typed(request)
    version = _version(request)
    try:
        application = services.begin(round_=round_, person=person, now=clock.now())
        draft = drafts.save(person=person, form=services.draft_name(round_), data=data, version=version)
    except Refused as no:
        return _form(
            request, round_, Filled(round_, data, bound=False), data, version, refusal=no, status=422
        )
    more = next((name for name in ("post", "cost") if f"add-{name}" in request.POST), "")
    if more:
        return _form(request, round_, Filled(round_, data, bound=False, more=f"{more}s"), data, draft.version)
    if "send" not in request.POST and "check" not in request.POST:
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("my_scholarship", round_.ref)
    filled = Filled(round_, data, bound=True)
    send = SendForm(request.POST if "send" in request.POST else None)
    said = verdicts(round_, person, filled, clock.today())
    ready = filled.is_valid() and "send" in request.POST and send.is_valid()
    if ready and eligible(said) is False and not send.cleaned_data["anyway"]:
        send.add_error(
            "anyway", _("By what you wrote you are not eligible. Tick this to hand it in all the same.")
        )
        ready = False
    if not ready:
        return _form(request, round_, filled, data, draft.version, send=send, status=422)
    try:
        services.hand_in(application=application, said=_said(filled, said), by=person, now=clock.now())
    except Refused as no:
        return _form(request, round_, filled, data, draft.version, send=send, refusal=no, status=422)
    messages.success(request, _("It is handed in. A letter with its number is on its way."))
    return redirect("my_scholarship", round_.ref)


def _said(filled: Filled, said: list[Any]) -> services.Said:
    about = filled.about.cleaned_data
    costs = [form.cleaned_data for form in filled.costs.forms] if filled.round.budget else []
    lines = [(each["what"], each["cost"], each.get("asked") or 0) for each in costs if each.get("what")]
    asked = sum(line[2] for line in lines) if lines else about.get("asked") or None
    return services.Said(
        member_number=about.get("member_number", ""),
        education=about["education"],
        region=about["region"],
        asked=min(asked, filled.round.amount) if asked else None,
        posts=[
            form.cleaned_data | {"paid": form.cleaned_data["paid"] == PAID} for form in filled.posts.forms
        ],
        answers=[
            (question, filled.answers.cleaned_data.get(f"q{question.pk}", ""))
            for question in filled.questions
        ],
        costs=lines,
        verdicts=said,
    )


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {name: values[-1] for name, values in request.POST.lists() if name not in NOT_KEPT}


def _version(request: HttpRequest) -> int:
    text = request.POST.get("overwrite") or request.POST.get("version", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _form(
    request: HttpRequest,
    round_: Round,
    filled: Filled,
    data: dict[str, Any],
    version: int,
    *,
    send: SendForm | None = None,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    person, today = me(request), clock.today()
    said = verdicts(round_, person, Filled(round_, data, bound=True), today)
    newer = None
    if refusal and refusal.code == "stale":
        newer = drafts.load(person=person, form=services.draft_name(round_)).version
    application = _own(person, round_)
    context = {
        "round": round_,
        "shown": shown(round_, today),
        "filled": filled,
        "send": send or SendForm(),
        "version": version,
        "newer": newer,
        "verdicts": said,
        "eligible": eligible(said),
        "refusal": refusal,
        "letters": application.letters.all() if application else [],
        "referee": RefereeForm() if round_.references else None,
    }
    return render(request, "scholarships/applying/form.html", context, status=status)


@who(SIGNED_IN)
@require_POST
def save(request: HttpRequest, ref: str) -> JsonResponse:
    """Saving while typing: the new version, or 409 when another tab was faster."""
    person, round_ = me(request), _round(ref)
    try:
        services.begin(round_=round_, person=person, now=clock.now())
        draft = drafts.save(
            person=person, form=services.draft_name(round_), data=_typed(request), version=_version(request)
        )
    except Refused as no:
        return JsonResponse({"detail": str(no), "code": no.code}, status=409)
    return JsonResponse({"version": draft.version, "saved_at": draft.saved_at})


def _application(request: HttpRequest, ref: str) -> ScholarshipApplication:
    rows = ScholarshipApplication.objects.select_related("round__organisation", "person__user")
    return get_object_or_404(rows, round__ref=ref, person=me(request))


@who(SIGNED_IN)
@require_POST
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """Take it back to change it, while the round is open."""
    try:
        services.take_back(application=_application(request, ref), by=me(request), now=clock.now())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.info(request, _("You can change it now. Hand it in again before the last day."))
    return redirect("my_scholarship", ref)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    application, refusal = _application(request, ref), None
    if request.method == "POST":
        try:
            services.withdraw(application=application, by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("Your application is withdrawn."))
            return redirect("my_scholarship", ref)
    context = {"round": application.round, "refusal": refusal}
    return render(request, "scholarships/applying/withdraw.html", context, status=409 if refusal else 200)


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def referee(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask somebody for a letter, or ask again."""
    round_ = _round(ref)
    form = RefereeForm(request.POST if request.method == "POST" else None)
    letters = Reference.objects.filter(application__round=round_, application__person=me(request))
    if request.method == "POST" and form.is_valid():
        try:
            application = services.begin(round_=round_, person=me(request), now=clock.now())
            services.ask_for_reference(
                application=application, **form.cleaned_data, by=me(request), now=clock.now()
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The letter to them is on its way."))
            return redirect("my_scholarship", ref)
    context = {"round": round_, "form": form, "letters": letters}
    return render(request, "scholarships/applying/referee.html", context, status=422 if form.errors else 200)
