"""The desk's pages about the approvals of one course."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competencies.courses.approval_form import ApprovalForm
from competencies.courses.models import ApprovalPeriod, Course
from competencies.courses.services import add_approval, correct_approval, remove_approval
from competencies.standard.versions import CHANGED_MEANWHILE, Meanwhile, meanwhile
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused

PAGE = ["GET", "HEAD", "POST"]


@who(STAFF)
@require_http_methods(PAGE)
def add(request: HttpRequest, ref: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.select_related("provider"), ref=ref)
    form = ApprovalForm(request.POST or None, initial={"version": course.version})
    if request.method == "POST" and form.is_valid():
        try:
            add_approval(course=course, by=me(request), now=clock.now(), **_dates(form))
        except Refused as no:
            form.add_error("ends" if no.code == "approval_order" else "begins", str(no))
        else:
            messages.success(request, _("The approval is on record."))
            return redirect("desk_course", ref)
    return _page(request, form, course)


@who(STAFF)
@require_http_methods(PAGE)
def correct(request: HttpRequest, ref: str, approval: str) -> HttpResponse:
    period = _period(ref, approval)
    form = ApprovalForm(request.POST or None, initial=ApprovalForm.values_of(period))
    since = None
    if request.method == "POST" and form.is_valid():
        try:
            correct_approval(
                period=period,
                version=form.cleaned_data["version"],
                by=me(request),
                now=clock.now(),
                **_dates(form),
            )
        except Refused as no:
            if no.code == CHANGED_MEANWHILE:
                form.add_error(None, str(no))
                since = _meanwhile(form, _period(ref, approval))
            else:
                form.add_error("ends" if no.code == "approval_order" else "begins", str(no))
        else:
            messages.success(request, _("The approval is corrected."))
            return redirect("desk_course", ref)
    return _page(request, form, period.course, period=period, since=since)


@who(STAFF)
@require_http_methods(PAGE)
def remove(request: HttpRequest, ref: str, approval: str) -> HttpResponse:
    """Asks first. A second click finds it gone and says so."""
    course = get_object_or_404(Course.objects.select_related("provider"), ref=ref)
    period = course.approvals.filter(ref=approval).first()
    if period is None:
        messages.info(request, _("That approval is not on record any more."))
        return redirect("desk_course", ref)
    if request.method == "POST":
        remove_approval(period=period, by=me(request), now=clock.now())
        messages.success(request, _("The approval is removed."))
        return redirect("desk_course", ref)
    return render(
        request, "competencies/courses/desk_approval_remove.html", {"course": course, "period": period}
    )


def _page(request: HttpRequest, form: ApprovalForm, course: Course, **extra: Any) -> HttpResponse:
    status = 409 if extra.get("since") else 422 if form.is_bound else 200
    context = {"form": form, "course": course, "today": clock.today(), **extra}
    return render(request, "competencies/courses/desk_approval.html", context, status=status)


def _period(ref: str, approval: str) -> ApprovalPeriod:
    rows = ApprovalPeriod.objects.select_related("course__provider")
    return get_object_or_404(rows, course__ref=ref, ref=approval)


def _dates(form: ApprovalForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("begins", "ends", "source")}


def _meanwhile(form: ApprovalForm, period: ApprovalPeriod) -> Meanwhile:
    on_record = ApprovalForm.shown(ApprovalForm.values_of(period))
    return meanwhile(form, period.course, on_record, ApprovalForm.shown(form.cleaned_data))
