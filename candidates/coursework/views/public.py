"""“Does my past course count?” for anybody, before sign-up."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from candidates.coursework.asking import When, ask
from candidates.coursework.finding import candidates_for, course_called, label_of, labels_of_all
from candidates.coursework.forms import LONGEST_QUESTION, NO, YES, QuestionForm
from candidates.coursework.judging import rules_on
from candidates.journey.models import Candidacy
from competencies.courses.models import Course
from competencies.courses.offers import partners_of
from lsscert import clock
from lsscert.access import ANYONE, who
from lsscert.accounts.viewer import viewer_of
from lsscert.text import tidy_line


@who(ANYONE)
@require_safe
def does_it_count(request: HttpRequest) -> HttpResponse:
    """A GET form, so that question and answer are one link that can be shared."""
    asked = "completed" in request.GET or "passed" in request.GET
    form = QuestionForm({"passed": YES, **request.GET.dict()} if asked else None, initial=_begun(request))
    context: dict[str, Any] = {"form": form, "labels": labels_of_all(), "rules": rules_on(clock.today())}
    if asked:
        answer = _answered(request, form)
        if isinstance(answer, HttpResponse):
            return answer
        context |= answer
    return render(request, "candidates/coursework/does_it_count.html", context)


def _begun(request: HttpRequest) -> dict[str, str]:
    """A link from the page of a course names the course alone."""
    typed = tidy_line(request.GET.get("course", ""))[:LONGEST_QUESTION]
    course = course_called(typed)
    return {"course": label_of(course) if course else typed}


def _answered(request: HttpRequest, form: QuestionForm) -> dict[str, Any] | HttpResponse:
    """What the page says, or the way to the address of this very question."""
    valid = form.is_valid()
    course = course_called(form.cleaned_data.get("course", ""))
    if course is None:
        return _which_course(request, form)
    if not valid:
        return {"form": _refilled(request, course)}
    completed, passed = form.cleaned_data["completed"], form.cleaned_data["passed"]
    link = _link(course, completed, passed)
    if request.get_full_path() != link:
        return redirect(link)
    today = clock.today()
    return {
        "form": _refilled(request, course, completed),
        "what": _what(course, completed, passed),
        "answer": ask(course=course, completed=completed, passed=passed, today=today, rules=rules_on(today)),
        "covers": _covers(course),
        "link": settings.SITE_URL + link,
        "report_link": _report_link(request, course, completed),
    }


def _which_course(request: HttpRequest, form: QuestionForm) -> dict[str, Any]:
    """Several are alike to what was typed, or none is."""
    typed = form.cleaned_data.get("course", "")
    if not typed:
        return {}
    others = {name: request.GET[name] for name in ("completed", "passed") if request.GET.get(name)}
    matches = [
        (course, "?" + urlencode({"course": course.ref, **others})) for course in candidates_for(typed)
    ]
    return {"matches": matches, "typed": typed, "nothing_found": not matches}


def _refilled(request: HttpRequest, course: Course, completed: When | None = None) -> QuestionForm:
    """The form in the words of a person, where the link is in those of a machine."""
    words = {"course": label_of(course)} | ({"completed": completed.words} if completed else {})
    form = QuestionForm({"passed": YES, **request.GET.dict(), **words})
    form.is_valid()
    return form


def _what(course: Course, completed: When, passed: bool) -> str:
    """The question once more, below the answer."""
    words = {"course": label_of(course), "when": completed.words}
    if not passed:
        return _("%(course)s, %(when)s, not passed") % words
    if completed.one_day:
        return _("%(course)s, completed %(when)s") % words
    return _("%(course)s, completed in %(when)s") % words


def _link(course: Course, completed: When, passed: bool) -> str:
    asked = {"course": course.ref, "completed": completed.iso, "passed": YES if passed else NO}
    return f"{reverse('does_it_count')}?{urlencode(asked)}"


def _covers(course: Course) -> list[tuple[Any, list[Course]]]:
    """Each set of the course with the courses it needs beside this one, none where it does alone."""
    partners = partners_of(course)
    rows = course.coverages.select_related("set_edition__set").order_by("set_edition__set_id")
    return [(row.set_edition.set, partners.get(row.set_edition, []) if row.bundle_id else []) for row in rows]


def _report_link(request: HttpRequest, course: Course, completed: When) -> str:
    """For active candidates only: the form with what they have just typed."""
    person = viewer_of(request).person
    if person is None or not person.candidacies.filter(state=Candidacy.Status.ACTIVE).exists():
        return ""
    typed = {"course": course.ref} | ({"completed": completed.iso} if completed.one_day else {})
    return f"{reverse('my_course_report')}?{urlencode(typed)}"
