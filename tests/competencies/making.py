"""Courses for tests, as short as a test can be read."""

from competencies.courses.models import ApprovalPeriod, Bundle, Course, Coverage
from competencies.standard.models import SetEdition
from competencies.standard.services import current_edition
from lsscert.accounts.models import Organisation
from lsscert.partial_dates import PartialDate


def edition_of(slug: str) -> SetEdition:
    return SetEdition.objects.get(set__slug=slug, edition=current_edition())


def provider_called(name: str) -> Organisation:
    return Organisation.objects.get_or_create(kind=Organisation.Kind.PROVIDER, name=name)[0]


def make_course(
    title: str,
    *slugs: str,
    provider: str = "Hill College",
    approved: tuple[str, str] | None = None,
    **facts: str,
) -> Course:
    """A course that achieves the sets of those slugs alone; `approved` is from and until."""
    course = Course.objects.create(title=title, provider=provider_called(provider), **facts)
    for slug in slugs:
        Coverage.objects.create(course=course, set_edition=edition_of(slug))
    if approved:
        begins, ends = (PartialDate.parse(text) if text else None for text in approved)
        ApprovalPeriod.objects.create(course=course, begins=begins, ends=ends)
    return course


def make_bundle_of(slug: str, *courses: Course) -> Bundle:
    bundle = Bundle.objects.create(code=f"bundle-{slug}-{courses[0].pk}", set_edition=edition_of(slug))
    for course in courses:
        Coverage.objects.create(course=course, set_edition=bundle.set_edition, bundle=bundle)
    return bundle
