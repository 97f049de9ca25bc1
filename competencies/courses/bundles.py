"""Courses that achieve a set only together: how staff put them together and take them apart."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competencies.courses.models import Bundle, Course, Coverage
from competencies.standard.models import SetEdition
from lsscert.accounts.models import Person
from lsscert.refs import new_ref
from lsscert.refused import Refused

FEWEST = 2


@transaction.atomic
def make_bundle(*, set_edition: SetEdition, courses: Iterable[Course], by: Person) -> Bundle:
    """From now on none of them achieves that set alone."""
    rows = _locked(course.pk for course in courses)
    if len(rows) < FEWEST:
        raise Refused(
            "bundle_too_small", _("A bundle is two courses or more."), _("Choose at least one other course.")
        )
    if _known(set_edition, rows):
        raise Refused("bundle_known", _("Exactly these courses are a bundle for that set already."))
    bundle = Bundle.objects.create(
        code=f"{set_edition.set.code.lower()}-{new_ref()}", set_edition=set_edition
    )
    Coverage.objects.filter(course__in=rows, set_edition=set_edition, bundle=None).delete()
    for course in rows:
        Coverage.objects.create(course=course, set_edition=set_edition, bundle=bundle)
    _count_up(rows)
    return bundle


@transaction.atomic
def take_apart(*, bundle: Bundle, by: Person) -> None:
    """Afterwards its courses do not cover that set, until somebody says that they do. Doing it twice does no harm."""
    rows = _locked(bundle.coverages.values_list("course_id", flat=True))
    bundle.coverages.all().delete()
    Bundle.objects.filter(pk=bundle.pk).delete()
    _count_up(rows)


def _known(set_edition: SetEdition, rows: list[Course]) -> bool:
    wanted = {row.pk for row in rows}
    bundles = Bundle.objects.filter(set_edition=set_edition).prefetch_related("coverages")
    return any({row.course_id for row in bundle.coverages.all()} == wanted for bundle in bundles)


def _locked(ids: Iterable[int]) -> list[Course]:
    return list(Course.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk"))


def _count_up(rows: list[Course]) -> None:
    for course in rows:
        course.version += 1
        course.save(update_fields=["version"])
