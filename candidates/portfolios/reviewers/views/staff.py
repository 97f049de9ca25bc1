"""The desk's pages of reviewers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.portfolios.assigning.facts import reviewers_with_load
from candidates.portfolios.models import Reviewer
from candidates.portfolios.reviewers import services
from candidates.portfolios.reviewers.forms import InvitationForm, QualificationForm
from candidates.portfolios.reviewers.showing import year_of
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.finding import people_named, people_nearly_named
from lsscert.accounts.models import Link
from lsscert.accounts.viewer import me
from lsscert.files import services as files
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import tidy_line


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def reviewers(request: HttpRequest) -> HttpResponse:
    """Everybody who reviews, with this year's load; and inviting somebody else."""
    form, refusal = InvitationForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(address=form.cleaned_data["address"], by=me(request), now=clock.now())
        except Refused as no:
            refusal = no
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("desk_reviewers")
    words = tidy_line(request.GET.get("q", ""))[:100]
    context = {
        "rows": _found(words),
        "q": words,
        "form": form,
        "refusal": refusal,
        "cap": policy.at("review.yearly_cap", clock.today()),
        "retired": Reviewer.objects.exclude(retired_on=None)
        .select_related("person")
        .order_by("person__name"),
        "invitations": Link.objects.filter(
            kind=services.INVITATION, consumed_at=None, expires_at__gt=clock.now()
        ).order_by("address"),
    }
    failed = refusal or form.errors
    return render(
        request, "candidates/portfolios/reviewers/desk_list.html", context, status=422 if failed else 200
    )


def _found(words: str) -> list[Reviewer]:
    rows = reviewers_with_load(clock.today())
    if not words:
        return rows
    named = set(people_named(words).values_list("pk", flat=True))
    named = named or {person.pk for person in people_nearly_named(words)[:20]}
    return [row for row in rows if row.person_id in named or words.casefold() in row.employer.casefold()]


@who(STAFF)
@require_POST
def invitation_take_back(request: HttpRequest, ref: str) -> HttpResponse:
    link = get_object_or_404(Link, ref=ref, kind=services.INVITATION)
    services.take_invitation_back(link=link, by=me(request))
    messages.success(request, _("The invitation is taken back."))
    return redirect("desk_reviewers")


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def reviewer(request: HttpRequest, ref: str) -> HttpResponse:
    row = get_object_or_404(Reviewer.objects.select_related("person", "resume_file"), ref=ref)
    held = list(row.qualifications.select_related("set").order_by("set__id"))
    form = QualificationForm(
        request.POST if request.POST.get("act") == "save" else None,
        initial={"sets": [each.set for each in held], "yearly_cap": row.yearly_cap},
    )
    refusal = None
    if request.method == "POST":
        try:
            if _act(request, row, form):
                return redirect("desk_reviewer", row.ref)
        except Refused as no:
            refusal = no
    context: dict[str, Any] = {
        "reviewer": row,
        "form": form,
        "refusal": refusal,
        "sets": [each.set for each in held],
        "year": year_of(row, clock.today()),
        "listed": row.must_not_judge.all(),
        "attempts": row.calibrations.select_related("calibration"),
        "reviews": row.person.reviews.select_related(
            "portfolio__set_edition__set", "portfolio__candidacy__person"
        ).order_by("-assigned_at")[:30],
    }
    failed = refusal or form.errors
    return render(
        request, "candidates/portfolios/reviewers/desk_reviewer.html", context, status=422 if failed else 200
    )


def _act(request: HttpRequest, row: Reviewer, form: QualificationForm) -> bool:
    act = request.POST.get("act", "")
    if act == "save":
        if not form.is_valid():
            return False
        services.qualify(reviewer=row, sets=list(form.cleaned_data["sets"]), by=me(request), now=clock.now())
        services.set_cap(reviewer=row, cap=form.cleaned_data["yearly_cap"], by=me(request))
        messages.success(request, _("Saved."))
    elif act == "retire":
        services.retire(reviewer=row, by=me(request), now=clock.now())
        messages.success(request, _("%(name)s reviews no longer.") % {"name": row.person.name})
    elif act == "return":
        services.join(person=row.person, invited_by=me(request), now=clock.now())
        messages.success(request, _("%(name)s reviews again.") % {"name": row.person.name})
    else:
        raise Refused("no_decision", _("Choose one of the buttons."))
    return True


@who(STAFF, file=True)
@require_safe
def resume(request: HttpRequest, ref: str) -> HttpResponseBase:
    row = get_object_or_404(Reviewer.objects.exclude(resume_file=None).select_related("resume_file"), ref=ref)
    return files.response(row.resume_file)
