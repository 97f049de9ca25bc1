"""The candidate's own courses: what was reported, reporting one, and answering the office."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.coursework import services
from candidates.coursework.before_sending import answer_of_the_rule, may_be_sent
from candidates.coursework.forms import ProofForm
from candidates.coursework.guards import require_refused
from candidates.coursework.judging import judge, rules_on
from candidates.coursework.models import MENDS, STATUS, Completion, RefusalReason
from candidates.coursework.overview import halves_of, standing_by_set
from candidates.coursework.showing import shown
from candidates.journey.finding import newest_candidacy
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.policy import services as policy
from lsscert.refused import Refused

ACTIVE = Candidacy.Status.ACTIVE


def _own(request: HttpRequest, ref: str) -> Completion:
    person = me(request)
    rows = Completion.objects.with_course().select_related("proof", "candidacy__person")
    return get_object_or_404(rows, ref=ref, candidacy__person=person)


@who(SIGNED_IN)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    candidacy = newest_candidacy(me(request))
    standings = standing_by_set(candidacy) if candidacy and candidacy.edition else []
    active = candidacy is not None and candidacy.state == ACTIVE
    turns = [part for part in _parts(standings) if active and part.info and part.info.tone == "act"]
    return render(
        request,
        "candidates/coursework/courses.html",
        {
            "candidacy": candidacy,
            "active": active,
            "standings": standings,
            "begun": any(each.ways for each in standings),
            "yours": len({part.course for part in turns}),
            "turn": turns[0] if turns else None,
        },
    )


def _parts(standings: Sequence[Any]) -> list[Any]:
    return [part for each in standings for way in each.ways for part in way.parts]


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def completion(request: HttpRequest, ref: str) -> HttpResponse:
    """How one completion stands; a refused one can be sent again, any that is not counted taken back."""
    row = _own(request, ref)
    if request.method == "POST" and "take_back" in request.POST:
        services.withdraw_completion(completion=row, by=row.candidacy.person, now=clock.now())
        messages.success(request, _("You took it back. You can report the course again."))
        return redirect("my_courses")
    form, answer = None, None
    if row.state == Completion.Status.REFUSED and row.candidacy.state == ACTIVE:
        form = _again_form(request, row)
        answer = answer_of_the_rule(form, row.course) if form.is_bound and form.known else None
        if may_be_sent(form, answer):
            try:
                return _send_again(request, row, form)
            except Refused as no:
                form.show(no)
    elif request.method == "POST":
        require_refused(row)
    return form_page(
        request, "candidates/coursework/completion.html", _about(row) | {"form": form, "answer": answer}
    )


def _again_form(request: HttpRequest, row: Completion) -> ProofForm:
    posted = request.method == "POST"
    return ProofForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"completed_on": row.completed_on},
        megabytes=policy.at("coursework.proof_megabytes", clock.today()),
        checking="check" in request.POST,
    )


def _send_again(request: HttpRequest, row: Completion, form: ProofForm) -> HttpResponse:
    data = form.cleaned_data
    services.send_again(
        completion=row,
        completed_on=data["completed_on"],
        passed=data["passed"],
        proof=data["proof"],
        by=row.candidacy.person,
        now=clock.now(),
    )
    messages.success(request, _("The office has your new proof. You need not do anything now."))
    return redirect("my_completion", row.ref)


def _about(row: Completion) -> dict[str, Any]:
    rules = rules_on(programme_day(row.reported_at))
    counts = row.state == Completion.Status.VERIFIED
    return {
        "completion": row,
        "info": STATUS[row.state],
        "active": row.candidacy.state == ACTIVE,
        "rule": shown(judge(row, clock.today(), rules), row.course, rules),
        "halves": halves_of(row) if counts else [],
        "refusal": RefusalReason(row.refusal).label if row.refusal else "",
        "mend": MENDS[RefusalReason(row.refusal)] if row.refusal else "",
        "may_take_back": Completion.Status.WITHDRAWN in STATUS[row.state].moves,
        **figures(),
    }


def figures() -> dict[str, Any]:
    return {"check_days": policy.at("coursework.check_days", clock.today())}


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    form = context["form"]
    return render(request, template, context, status=422 if form is not None and form.errors else 200)


@who(SIGNED_IN, file=True)
@require_safe
def proof(request: HttpRequest, ref: str) -> HttpResponseBase:
    return files.response(_own(request, ref).proof)
