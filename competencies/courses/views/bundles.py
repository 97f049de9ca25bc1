"""The desk's pages about courses that count only together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competencies.courses.bundles import make_bundle, take_apart
from competencies.courses.forms import BundleForm
from competencies.courses.models import Bundle, Course
from lsscert.access import STAFF, who
from lsscert.accounts.viewer import me
from lsscert.refused import Refused


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    course = get_object_or_404(Course.objects.select_related("provider"), ref=ref)
    form = BundleForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        try:
            make_bundle(by=me(request), **form.facts())
        except Refused as no:
            form.add_error("others", str(no))
        else:
            messages.success(request, _("These courses count only together now."))
            return redirect("desk_course", ref)
    return render(
        request,
        "competencies/courses/desk_bundle.html",
        {"course": course, "form": form},
        status=422 if form.is_bound else 200,
    )


@who(STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, ref: str, bundle: str) -> HttpResponse:
    """Asks first. A second click finds it gone and says so."""
    course = get_object_or_404(Course.objects.select_related("provider"), ref=ref)
    found = (
        Bundle.objects.filter(ref=bundle, coverages__course=course).select_related("set_edition__set").first()
    )
    if found is None:
        messages.info(request, _("That bundle is not on record any more."))
        return redirect("desk_course", ref)
    if request.method == "POST":
        take_apart(bundle=found, by=me(request))
        messages.success(
            request, _("The bundle is taken apart. Say which sets each course achieves alone, if any.")
        )
        return redirect("desk_course", ref)
    courses = Course.objects.filter(coverages__bundle=found).order_by("title")
    return render(
        request,
        "competencies/courses/desk_bundle_remove.html",
        {"course": course, "bundle": found, "courses": courses},
    )
