"""What achieves a set: a course alone, or a bundle whose courses count only together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Together:
    """A bundle from the side of one of its courses."""

    bundle: Bundle
    others: list[Course]


def bundles_of(course: Course) -> list[Together]:
    """Empty for a course that is in none. Two queries."""
    bundles = {row.bundle.pk: row.bundle for row in course.coverages.all() if row.bundle}
    rows = Coverage.objects.filter(bundle__in=bundles).exclude(course=course).select_related("course")
    others: dict[int, list[Course]] = defaultdict(list)
    for row in rows.order_by("course__title"):
        assert row.bundle_id is not None
        others[row.bundle_id].append(row.course)
    return [Together(bundle, others[pk]) for pk, bundle in bundles.items()]


def partners_of(course: Course) -> dict[SetEdition, list[Course]]:
    """By set: the courses without which this one does not achieve it. Empty for a course alone."""
    partners: dict[SetEdition, list[Course]] = defaultdict(list)
    for together in bundles_of(course):
        partners[together.bundle.set_edition] += together.others
    return dict(partners)
