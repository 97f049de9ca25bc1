"""Applications of a round, for those who run it: the check of the facts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lsscert import clock
from lsscert.access import ORGANISER, STAFF, who
from lsscert.accounts.models import Membership
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from scholarships.applying import checking
from scholarships.applying.forms import RefusalForm
from scholarships.applying.models import STATUS, ScholarshipApplication
from scholarships.applying.reading import hides_names, letters_of
from scholarships.funds.members import require_role
from scholarships.rounds.entitlement import KINDS
from scholarships.rounds.models import Round
from scholarships.rounds.views.organiser import round_for

Role = Membership.Role
Status = ScholarshipApplication.Status


@who(ORGANISER, STAFF)
@require_safe
def applications(request: HttpRequest, ref: str) -> HttpResponse:
    round_ = round_for(request, ref)
    rows = round_.applications.counted().exclude(state=Status.DRAFT).select_related("person")
    only = request.GET.get("show") == "to-check"
    rows = rows.filter(state=Status.TO_CHECK) if only else rows
    listed: list[dict[str, Any]] = [
        {"application": row, "info": STATUS[row.state], "short": _short(row)} for row in rows
    ]
    listed.sort(key=lambda each: (each["application"].state != Status.TO_CHECK, each["application"].number))
    to_check = next(
        (each["application"] for each in listed if each["application"].state == Status.TO_CHECK), None
    )
    context = {
        "round": round_,
        "rows": listed,
        "to_check": to_check,
        "only": only,
        "waiting": round_.applications.filter(state=Status.TO_CHECK).count(),
        "hidden": hides_names(round_, me(request)),
    }
    return render(request, "scholarships/applying/applications.html", context)


def _short(row: ScholarshipApplication) -> list[dict[str, Any]]:
    """What is not met, or cannot be said."""
    return [each for each in row.verdict if each["met"] is not True]


@who(ORGANISER, STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, ref: str) -> HttpResponse:
    """All facts of one, what the rules say of them, and the decision."""
    rows = ScholarshipApplication.objects.counted().exclude(state=Status.DRAFT)
    rows = rows.select_related("person", "round__organisation", "checked_by", "entered_by")
    row = get_object_or_404(rows, ref=ref)
    require_role(request, row.round.organisation, Role.ORGANISER)
    hidden, own = hides_names(row.round, me(request)), row.person_id == me(request).pk
    short = next(iter(_short(row)), None)
    initial = {"rule": short["rule"], "words": short["sentence"]} if short else {}
    rules = [(rule["rule"], KINDS[rule["rule"]].label) for rule in row.round.rules]
    refusing = request.POST.get("decision") == "refuse"
    form = RefusalForm(request.POST if refusing else None, rules=rules, initial=initial)
    refusal = None
    if request.method == "POST" and (not refusing or form.is_valid()):
        try:
            messages.success(request, _decide(request, row, form))
            return redirect("committee_applications", row.round.ref)
        except Refused as no:
            refusal = no
    context = {
        "application": row,
        "round": row.round,
        "info": STATUS[row.state],
        "form": form,
        "refusal": refusal,
        "open": row.round.state == Round.Status.PUBLISHED,
        "posts": row.posts.all(),
        "answers": row.answers.select_related("question"),
        "costs": row.costs.all(),
        "letters": row.letters.all(),
        "given": [] if hidden or own else letters_of(row),
        "hidden": hidden,
        "own": own,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "scholarships/applying/application.html", context, status=status)


def _decide(request: HttpRequest, row: ScholarshipApplication, form: RefusalForm) -> str:
    by, now = me(request), clock.now()
    if request.POST.get("decision") == "refuse":
        data = form.cleaned_data
        checking.find_not_eligible(application=row, rule=data["rule"], words=data["words"], by=by, now=now)
        return _("Application %(number)s is not eligible; a letter says why.") % {"number": row.number}
    if request.POST.get("decision") == "eligible":
        checking.find_eligible(application=row, by=by, now=now)
        return _("Application %(number)s is in the running.") % {"number": row.number}
    raise Refused("no_decision", _("Choose one of the buttons."))
