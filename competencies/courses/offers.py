"""What achieves a set: a course alone, or a bundle whose courses count only together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from competencies.courses.approval import Period
from competencies.courses.models import Bundle, Course, Coverage
from competencies.standard.models import SetEdition


@dataclass(frozen=True)
class Offer:
    """`bundle` is None for a course alone. The courses come with their provider and approvals."""

    courses: tuple[Course, ...]
    bundle: Bundle | None = None

    @property
    def label(self) -> str:
        """The titles and the provider, for lists to choose from."""
        titles = get_text_list([course.title for course in self.courses], _("and"))
        providers = dict.fromkeys(course.provider.name for course in self.courses)
        return f"{titles} ({', '.join(providers)})"


def offers_for(set_edition: SetEdition) -> list[Offer]:
    """All offers for one set, by title. Three queries, however many there are."""
    return offers_by_set([set_edition])[set_edition.pk]


def offers_by_set(set_editions: Iterable[SetEdition]) -> dict[int, list[Offer]]:
    """By the id of the set edition. Three queries, however many sets there are."""
    ids = [edition.pk for edition in set_editions]
    rows = (
        Coverage.objects.filter(set_edition__in=ids)
        .select_related("course__provider", "bundle")
        .order_by("course__title", "course_id")
    )
    found: dict[int, list[Offer]] = {pk: [] for pk in ids}
    bundles: dict[Bundle, list[Course]] = defaultdict(list)
    coverages = list(rows)
    prefetch_related_objects([row.course for row in coverages], "approvals")
    for row in coverages:
        if row.bundle is None:
            found[row.set_edition_id].append(Offer((row.course,)))
        else:
            bundles[row.bundle].append(row.course)
    for bundle, courses in bundles.items():
        found[bundle.set_edition_id].append(Offer(tuple(courses), bundle))
    for offers in found.values():
        offers.sort(key=lambda offer: offer.courses[0].title)
    return found


def approvals_of(course: Course) -> list[Period]:
    """Pairs of beginning and end; prefetch `approvals` where many courses are asked."""
    return [(period.begins, period.ends) for period in course.approvals.all()]


def partners_of(course: Course) -> dict[Any, list[Course]]:
    """By set edition: the courses without which this one does not achieve it. Empty for a course alone."""
    bundles = [row.bundle_id for row in course.coverages.all() if row.bundle_id]
    rows = Coverage.objects.filter(bundle__in=bundles).exclude(course=course)
    rows = rows.select_related("course", "set_edition__set")
    partners: dict[Any, list[Course]] = defaultdict(list)
    for row in rows.order_by("course__title"):
        partners[row.set_edition].append(row.course)
    return dict(partners)
