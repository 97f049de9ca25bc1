"""Reporting a course."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.coursework import services
from candidates.coursework.before_sending import answer_of_the_rule, may_be_sent
from candidates.coursework.choosing import courses_to_report
from candidates.coursework.forms import ReportForm
from candidates.coursework.models import Completion
from candidates.coursework.views.candidate import ACTIVE, figures, form_page
from candidates.journey.finding import newest_candidacy
from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.access import SIGNED_IN, who
from lsscert.accounts.viewer import me
from lsscert.policy import services as policy
from lsscert.refused import Refused


@who(SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Choose the course, ask the rule as often as wanted, then send it with the proof."""
    candidacy = newest_candidacy(me(request))
    if candidacy is None or candidacy.state != ACTIVE:
        return render(request, "candidates/coursework/not_active.html", {"candidacy": candidacy})
    if known := _reported_already(request, candidacy):
        return redirect("my_completion", known.ref)
    form = _report_form(request, candidacy)
    answer = answer_of_the_rule(form, form.cleaned_data["course"]) if form.is_bound and form.known else None
    if may_be_sent(form, answer):
        try:
            return _send(request, candidacy, form)
        except Refused as no:
            form.show(no)
    context = {
        "form": form,
        "answer": answer,
        "unknown_course": _unknown(request, form),
        "set_slug": request.GET.get("set", ""),
        **figures(),
    }
    return form_page(request, "candidates/coursework/report.html", context)


def _report_form(request: HttpRequest, candidacy: Candidacy) -> ReportForm:
    posted = request.method == "POST"
    return ReportForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"course": request.GET.get("course", ""), "completed_on": request.GET.get("completed", "")},
        groups=courses_to_report(candidacy, only=request.GET.get("set", "")),
        megabytes=policy.at("coursework.proof_megabytes", clock.today()),
        checking="check" in request.POST,
    )


def _unknown(request: HttpRequest, form: ReportForm) -> bool:
    asked = request.GET.get("course", "")
    return request.method == "GET" and bool(asked) and asked not in form.courses


def _reported_already(request: HttpRequest, candidacy: Candidacy) -> Completion | None:
    """The link named a course that was reported before, or the button was pressed twice."""
    ref = request.POST.get("course") or request.GET.get("course") or ""
    known = {row.course.ref: row for row in candidacy.completions.standing().select_related("course")}.get(
        ref
    )
    if known:
        messages.info(request, _("You have reported this course; this is how it stands."))
    return known


def _send(request: HttpRequest, candidacy: Candidacy, form: ReportForm) -> HttpResponse:
    person = me(request)
    data = form.cleaned_data
    try:
        completion = services.report_completion(
            candidacy=candidacy,
            course=data["course"],
            completed_on=data["completed_on"],
            passed=data["passed"],
            proof=data["proof"],
            by=person,
            now=clock.now(),
        )
    except Refused as no:
        if no.code == "already_reported" and (known := _reported_already(request, candidacy)):
            return redirect("my_completion", known.ref)
        raise
    messages.success(request, _("The office has your proof. You need not do anything now."))
    return redirect("my_completion", completion.ref)
