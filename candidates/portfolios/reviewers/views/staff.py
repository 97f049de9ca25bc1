"""The desk's pages about reviewers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from candidates.portfolios.models import Review, Reviewer
from candidates.portfolios.reviewers import inviting, profile, qualifying, roles
from candidates.portfolios.reviewers.figures import figures_of
from candidates.portfolios.reviewers.finding import page_of, rows_for
from candidates.portfolios.reviewers.forms import CapForm, InviteReviewerForm
from competencies.standard.models import CompetencySet
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.files import services as files
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.versions import version_in

LONGEST = 120


@who(STAFF)
@require_safe
def reviewers(request: HttpRequest) -> HttpResponse:
    words = tidy_line(request.GET.get("name", "")[:LONGEST])
    retired = request.GET.get("show") == "retired"
    page, rows = page_of(request, words, retired=retired, today=clock.today())
    context = {
        "page": page,
        "rows": rows,
        "name": words,
        "retired": retired,
        "longest": LONGEST,
        "year": clock.today().year,
        "invited": inviting.open_invitations(clock.now()).count(),
    }
    return render(request, "candidates/portfolios/reviewers/desk_list.html", context)


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Inviting somebody, sending an invitation anew, and taking one back."""
    form = InviteReviewerForm(
        request.POST if request.method == "POST" and "address" in request.POST else None
    )
    if request.method == "POST":
        try:
            if said := _invite(request, form):
                messages.success(request, said)
                return redirect("desk_reviewer_invitations")
        except Refused as no:
            if form.is_bound:
                form.add_error("address", str(no))
            else:
                messages.error(request, str(no))
    now = clock.now()
    links = [(link, link.expires_at <= now) for link in inviting.unused().select_related("made_by")[:200]]
    return render(
        request,
        "candidates/portfolios/reviewers/desk_invitations.html",
        {"form": form, "links": links, "days": inviting.DAYS},
        status=422 if request.method == "POST" else 200,
    )


def _invite(request: HttpRequest, form: InviteReviewerForm) -> str:
    by, now = me(request), clock.now()
    if ref := request.POST.get("take_back"):
        inviting.take_back(link=get_object_or_404(inviting.unused(), ref=tidy_line(ref[:40])), by=by)
        return _("The invitation opens nothing any more.")
    if ref := request.POST.get("again"):
        inviting.send_again(
            link=get_object_or_404(inviting.unused(), ref=tidy_line(ref[:40])), by=by, now=now
        )
        return _("A new letter is on its way; the old link opens nothing any more.")
    if not form.is_valid():
        return ""
    inviting.invite(by=by, now=now, **form.cleaned_data)
    return _("The invitation is on its way.")


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def reviewer(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything about one of them: sets, cap, training, what they read."""
    row = _row(ref)
    form = CapForm(
        request.POST if request.POST.get("act") == "cap" else None, initial={"yearly_cap": row.yearly_cap}
    )
    if request.method == "POST":
        try:
            if said := _act(request, row, form):
                messages.success(request, said)
                return redirect("desk_reviewer", row.ref)
        except Refused as no:
            messages.error(request, str(no))
            row = _row(ref)
    return render(
        request,
        "candidates/portfolios/reviewers/desk_reviewer.html",
        _about(row) | {"form": form},
        status=422 if request.method == "POST" else 200,
    )


def _row(ref: str) -> Reviewer:
    return get_object_or_404(Reviewer.objects.select_related("person", "invited_by", "resume_file"), ref=ref)


def _act(request: HttpRequest, row: Reviewer, form: CapForm) -> str:
    """What was done, in words; empty when the form must be mended first."""
    pressed = request.POST.get("act", "")
    act: dict[str, Any] = {"reviewer": row, "by": me(request), "now": clock.now()}
    words = {"name": row.person.name}
    if pressed in {"grant", "remove"}:
        chosen = get_object_or_404(CompetencySet, code=tidy_line(request.POST.get("set", "")[:20]))
        (qualifying.grant if pressed == "grant" else qualifying.remove)(chosen=chosen, **act)
        said = (
            _("%(name)s may review %(set)s now.")
            if pressed == "grant"
            else _("%(name)s reviews %(set)s no more.")
        )
        return said % (words | {"set": chosen.name})
    if pressed == "cap":
        if not form.is_valid():
            return ""
        profile.set_cap(seen=version_in(request, "seen"), yearly_cap=form.cleaned_data["yearly_cap"], **act)
        return _("The figure is saved.")
    if pressed == "retire":
        roles.retire(**act)
        return _("%(name)s reviews no more; what was handed in stays.") % words
    if pressed == "bring_back":
        roles.bring_back(**act)
        return _("%(name)s reviews again.") % words
    raise Refused("no_decision", _("Choose one of the buttons."))


def _about(row: Reviewer) -> dict[str, Any]:
    today = clock.today()
    granted = {each.set_id: each for each in row.qualifications.select_related("granted_by")}
    reviews = Review.objects.filter(reviewer=row.person_id).select_related("portfolio__set_edition__set")
    return {
        "reviewer": row,
        "row": rows_for([row], today)[0],
        "figures": figures_of(row, today),
        "year": today.year,
        "sets": [(each, granted.get(each.pk)) for each in CompetencySet.objects.order_by("name")],
        "listed": row.must_not_judge.all(),
        "attempts": row.calibrations.select_related("calibration").order_by("-started_at")[:10],
        "reviews": reviews.order_by("-assigned_at", "-pk")[:20],
        "today": today,
    }


@who(STAFF, file=True)
@require_safe
def resume(request: HttpRequest, ref: str) -> HttpResponseBase:
    stored = _row(ref).resume_file
    if stored is None:
        raise Http404
    return files.response(stored, inline="show" in request.GET)
