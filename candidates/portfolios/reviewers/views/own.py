"""The reviewer's own page: the profile."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.portfolios.models import Reviewer
from candidates.portfolios.reviewers import profile as services
from candidates.portfolios.reviewers.access import own_row
from candidates.portfolios.reviewers.forms import MustNotJudgeForm, ProfileForm
from lsscert import clock
from lsscert.access import REVIEWER, who
from lsscert.accounts.viewer import me
from lsscert.files import services as files
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.versions import version_in

PROFILE, LIST = "profile", "list"


@who(REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """By the button pressed: save, add to the list, take off it, remove the résumé."""
    row = own_row(request)
    forms = _forms(request, row)
    if request.method == "POST" and (said := _act(request, row, forms)):
        messages.success(request, said)
        return redirect("review_profile")
    context = {
        "reviewer": row,
        "form": forms[PROFILE],
        "list_form": forms[LIST],
        "listed": row.must_not_judge.all(),
        "sets": [each.set for each in row.qualifications.select_related("set").order_by("set__name")],
        "away": row.away_until is not None and row.away_until > clock.today(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "candidates/portfolios/reviewers/profile.html", context, status=status)


def _forms(request: HttpRequest, row: Reviewer) -> dict[str, Any]:
    pressed = request.POST.get("act", "")
    usual = policy.at("review.yearly_cap", clock.today())
    mine = pressed == PROFILE
    return {
        PROFILE: ProfileForm(
            request.POST if mine else None, request.FILES if mine else None, reviewer=row, usual_cap=usual
        ),
        LIST: MustNotJudgeForm(request.POST if pressed == LIST else None),
    }


def _act(request: HttpRequest, row: Reviewer, forms: dict[str, Any]) -> str:
    """What was done, in words; empty when a form must be mended first."""
    act: dict[str, Any] = {"by": me(request), "now": clock.now()}
    if ref := request.POST.get("take_off"):
        services.take_off_list(row=get_object_or_404(row.must_not_judge, ref=tidy_line(ref[:40])), **act)
        return _("It is off your list.")
    if "remove_resume" in request.POST:
        services.remove_resume(reviewer=row, **act)
        return _("The file is removed from your profile.")
    form = forms.get(request.POST.get("act", ""))
    if form is None or not form.is_valid():
        return ""
    try:
        if form is forms[LIST]:
            services.add_to_list(reviewer=row, **form.cleaned_data, **act)
            return _("It is on your list, and is looked at before anything is assigned to you.")
        services.save(reviewer=row, seen=version_in(request, "seen"), **form.cleaned_data, **act)
    except Refused as no:
        form.add_error("resume_file" if no.code.startswith(("file_", "resume_")) else None, str(no))
        return ""
    return _("Your profile is saved.")


@who(REVIEWER, file=True)
@require_safe
def resume(request: HttpRequest) -> HttpResponseBase:
    stored = own_row(request).resume_file
    if stored is None:
        raise Http404
    return files.response(stored, inline="show" in request.GET)
