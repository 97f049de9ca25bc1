"""What everybody may read about courses, and what achieves a set."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from competencies.courses.approval import in_words
from competencies.courses.catalogue import Group, catalogue, line_for
from competencies.courses.forms import SearchForm
from competencies.courses.models import Course, RecognitionAgreement
from competencies.courses.offers import approvals_of, bundles_of
from competencies.courses.search import find
from competencies.standard.models import SetEdition
from competencies.standard.selectors import sets_now
from lsscert import clock
from lsscert.access import ANYONE, who


@who(ANYONE)
@require_safe
def one_set(request: HttpRequest, slug: str) -> HttpResponse:
    edition = get_object_or_404(sets_now(), set__slug=slug)
    return render(
        request,
        "competencies/courses/set.html",
        {
            "edition": edition,
            "competencies": edition.competencies.all(),
            "group": catalogue([edition], today=clock.today())[0],
        },
    )


@who(ANYONE)
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """All of them by set, or those looked for."""
    editions = list(sets_now())
    form = SearchForm(request.GET or None, sets=editions)
    form.is_valid()
    found = find(Course.objects.all(), form.asked("q"))
    matching = found.courses
    if provider := form.asked("provider"):
        matching = matching.filter(provider__ref=provider)
    if slug := form.asked("set"):
        editions = [edition for edition in editions if edition.set.slug == slug]
    searching = any(form.asked(name) for name in ("q", "set", "provider"))
    only = set(matching.values_list("pk", flat=True)) if form.asked("q") or provider else None
    groups = catalogue(editions, today=clock.today(), only=only)
    return render(
        request,
        "competencies/courses/courses.html",
        {
            "form": form,
            "groups": groups,
            "searching": searching,
            "some_words_only": not found.every_word,
            "count": _courses_in(groups),
        },
    )


def _courses_in(groups: list[Group]) -> int:
    return len({line.course.pk for group in groups for entry in group.entries for line in entry.lines})


@who(ANYONE)
@require_safe
def course(request: HttpRequest, ref: str) -> HttpResponse:
    row = get_object_or_404(Course.objects.with_facts(), ref=ref)
    today = clock.today()
    return render(
        request,
        "competencies/courses/course.html",
        {
            "course": row,
            "line": line_for(row, today),
            "approvals": [in_words(period, today) for period in approvals_of(row)],
            "covers": _what_it_covers(row),
        },
    )


def _what_it_covers(row: Course) -> list[tuple[SetEdition, list[Course]]]:
    """The sets, each with the courses it needs beside this one."""
    beside = {together.bundle.pk: together.others for together in bundles_of(row)}
    covered = sorted(row.coverages.all(), key=lambda coverage: coverage.set_edition_id)
    return [(each.set_edition, beside[each.bundle_id] if each.bundle_id else []) for each in covered]


@who(ANYONE)
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    rows = RecognitionAgreement.objects.select_related("college").order_by("college__name", "programme")
    return render(request, "competencies/courses/agreements.html", {"agreements": rows})
