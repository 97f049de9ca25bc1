"""The desk's pages about courses: the list, a new one, and one to edit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competencies.courses.catalogue import line_for
from competencies.courses.forms import CourseForm
from competencies.courses.models import Course
from competencies.courses.offers import bundles_of
from competencies.courses.search import find
from competencies.courses.services import add_course, edit_course
from competencies.standard.versions import CHANGED_MEANWHILE, Meanwhile, meanwhile
from lsscert import clock
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused
from lsscert.text import tidy_line
from lsscert.ui.paging import keyset_page

DATE_MISSING, ALL = "date-missing", "all"
LONGEST_SEARCH = 100


@who(STAFF)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """First those without an approval date, because candidates may wait for it."""
    show = ALL if request.GET.get("show") == ALL else DATE_MISSING
    text = tidy_line(request.GET.get("q", ""))[:LONGEST_SEARCH]
    rows = Course.objects.with_facts()
    if show == DATE_MISSING:
        rows = rows.without_approval_date()
    page = keyset_page(find(rows, text).courses, request, order=("title", "pk"))
    today = clock.today()
    return render(
        request,
        "competencies/courses/desk_courses.html",
        {"page": page, "lines": [line_for(row, today) for row in page], "show": show, "q": text},
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new_course(request: HttpRequest) -> HttpResponse:
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_course(by=me(request), **form.facts())
        except Refused as no:
            form.add_error("title" if no.code == "course_known" else None, str(no))
        else:
            messages.success(request, _("The course is on the list. Add its approval, if you know it."))
            return redirect("desk_course", row.ref)
    return render(
        request,
        "competencies/courses/desk_new_course.html",
        {"form": form},
        status=422 if form.is_bound else 200,
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, ref: str) -> HttpResponse:
    row = get_object_or_404(Course.objects.with_facts(), ref=ref)
    form = CourseForm(request.POST or None, course=row)
    since, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                edit_course(course=row, by=me(request), **form.facts())
            except Refused as no:
                form.add_error("title" if no.code == "course_known" else None, str(no))
                if no.code == CHANGED_MEANWHILE:
                    since, status = _meanwhile(form, ref), 409
            else:
                messages.success(request, _("The course is saved."))
                return redirect("desk_course", ref)
    return render(
        request,
        "competencies/courses/desk_course.html",
        {
            "course": row,
            "line": line_for(row, clock.today()),
            "bundles": bundles_of(row),
            "form": form,
            "since": since,
        },
        status=status,
    )


def _meanwhile(form: CourseForm, ref: str) -> Meanwhile:
    row = Course.objects.with_facts().get(ref=ref)
    on_record = form.shown(CourseForm.values_of(row))
    return meanwhile(
        form, row, on_record, form.shown(form.cleaned_data | {"provider": form.facts()["provider"]})
    )
