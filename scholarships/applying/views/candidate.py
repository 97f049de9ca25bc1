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
from lsscert.refused import Refused
from lsscert.ui.versions import version_in
from scholarships.applying import services, thread
from scholarships.applying.filled import Filled
from scholarships.applying.forms import SendForm
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.naming import named
from scholarships.applying.retyping import posts_typed, typed_again
from scholarships.applying.said import said_in
from scholarships.applying.stating import verdicts
from scholarships.applying.views.typing import less_a_row, more_rows, only_rows, typed
from scholarships.rounds.clocks import Phase, phase_of
from scholarships.rounds.entitlement import Verdict, eligible
from scholarships.rounds.models import Round
from scholarships.rounds.services import open_on
from scholarships.rounds.showing import shown

Status = ScholarshipApplication.Status


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
    data = draft.data if draft.version else _before(person, application)
    over = None if phase_of(round_, clock.today()) == Phase.OPEN else _over()
    return _form(request, round_, Filled(round_, data, bound=False), data, draft.version, refusal=over)


def _over() -> Refused:
    return Refused(
        "round_closed",
        _("This round takes no applications any more."),
        _("What you typed is kept for you to read and copy."),
    )


def _before(person: Person, application: ScholarshipApplication | None) -> dict[str, Any]:
    """What stands here already: what came by post and was taken back to be changed, else what is known of them."""
    return typed_again(application) if application and application.number else _known(person)


def _known(person: Person) -> dict[str, Any]:
    """What an application for the certification says already."""
    newest = person.candidacies.select_related("application").order_by("-applied_at", "-pk").first()
    if newest is None:
        return {}
    region = newest.application.region
    posts = [(post, region) for post in newest.application.posts.all()]
    return {"education": newest.application.education, "region": region} | posts_typed(posts)


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
        "not_enrolled": round_.purpose == Round.Purpose.FEE and not application.person.candidacies.exists(),
        "may_change": open_now and application.state != Status.NOT_ELIGIBLE,
        "may_withdraw": running and round_.state == Round.Status.PUBLISHED,
        "answers": application.answers.select_related("question"),
        "posts": application.posts.all(),
        "costs": application.costs.all(),
        "letters": application.letters.all(),
        "referee": round_.references and open_now and (running or application.state == Status.DRAFT),
    }
    return render(request, "scholarships/applying/standing.html", context)


def _filled_in(request: HttpRequest, round_: Round, person: Person) -> HttpResponse:
    version, more = _version(request), more_rows(request)
    data = less_a_row(request, typed(request))
    try:
        application, draft = services.keep(
            round_=round_, person=person, data=data, version=version, now=clock.now()
        )
    except Refused as no:
        return _form(
            request, round_, Filled(round_, data, bound=False), data, version, refusal=no, status=422
        )
    if only_rows(request):
        return _form(request, round_, Filled(round_, data, bound=False, more=more), data, draft.version)
    if "send" not in request.POST and "check" not in request.POST:
        messages.success(request, _("Saved. You can go on whenever you like."))
        return redirect("my_scholarship", round_.ref)
    filled = Filled(round_, data, bound=True)
    send = SendForm(request.POST if "send" in request.POST else None)
    if not _is_ready(filled, send, verdicts(round_, person, said_in(filled), clock.today())):
        return _form(request, round_, filled, data, draft.version, send=send, status=422)
    try:
        services.hand_in(application=application, said=said_in(filled), by=person, now=clock.now())
    except Refused as no:
        return _form(request, round_, filled, data, draft.version, send=send, refusal=no, status=422)
    messages.success(request, _("It is handed in. A letter with its number is on its way."))
    return redirect("my_scholarship", round_.ref)


def _is_ready(filled: Filled, send: SendForm, said: list[Verdict]) -> bool:
    """Everything is filled in; a condition that is not met is handed in knowingly."""
    if not (filled.is_valid() and send.is_bound and send.is_valid()):
        return False
    if eligible(said) is not False or send.cleaned_data["anyway"]:
        return True
    send.add_error(
        "anyway", _("By what you wrote you are not eligible. Tick this to hand it in all the same.")
    )
    return False


def _version(request: HttpRequest) -> int:
    return version_in(request, "overwrite", "version", unreadable=0)


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
    so_far = said_in(Filled(round_, data, bound=True))
    said = verdicts(round_, person, so_far, today)
    newer = None
    if refusal and refusal.code == "stale":
        newer = drafts.load(person=person, form=services.draft_name(round_)).version
    application = _own(person, round_)
    send = send or SendForm()
    if not (filled.about.is_bound and eligible(said) is False):
        del send.fields["anyway"]  # asked only of those who have been told that a condition is not met
    context = {
        "round": round_,
        "shown": shown(round_, today),
        "filled": filled,
        "send": send,
        "version": version,
        "newer": newer,
        "verdicts": said,
        "eligible": eligible(said),
        "named": named(round_, person, so_far),
        "sums": {
            "cost": sum(line[1] for line in so_far.costs),
            "asked": sum(line[2] for line in so_far.costs),
        },
        "refusal": refusal,
        "letters": application.letters.all() if application else [],
        "referee": round_.references,
    }
    return render(request, "scholarships/applying/form.html", context, status=status)


@who(SIGNED_IN)
@require_POST
def save(request: HttpRequest, ref: str) -> JsonResponse:
    """Saving while typing: the new version, or 409 when another tab was faster."""
    person, round_ = me(request), _round(ref)
    try:
        _application_row, draft = services.keep(
            round_=round_, person=person, data=typed(request), version=_version(request), now=clock.now()
        )
    except Refused as no:
        return JsonResponse({"detail": str(no), "code": no.code}, status=409)
    return JsonResponse({"version": draft.version, "saved_at": draft.saved_at})
