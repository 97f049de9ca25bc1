import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competencies.courses.models import Course
from competencies.courses.offers import approvals_of, bundles_of, offers_by_set, offers_for, partners_of
from lsscert.partial_dates import PartialDate
from tests.competencies.making import edition_of, make_bundle_of, make_course

pytestmark = pytest.mark.usefixtures("real_standard")


def test_a_course_alone_and_a_bundle_are_one_offer_each() -> None:
    make_course("Cataloging for All", "cataloging-and-classification")
    one, two = make_course("Bibliographic Records"), make_course("Authority Files")
    bundle = make_bundle_of("cataloging-and-classification", one, two)
    make_course("Storytimes", "youth-services")
    offers = offers_for(edition_of("cataloging-and-classification"))
    assert [(offer.label, offer.bundle) for offer in offers] == [
        ("Authority Files and Bibliographic Records (Hill College)", bundle),
        ("Cataloging for All (Hill College)", None),
    ]


def test_a_bundle_of_two_providers_names_both() -> None:
    courses = make_course("Part One"), make_course("Part Two", provider="Valley College")
    make_bundle_of("technology", *courses)
    (offer,) = offers_for(edition_of("technology"))
    assert offer.label == "Part One and Part Two (Hill College, Valley College)"
    assert offer.courses == courses


def test_a_course_may_achieve_one_set_alone_and_another_only_together() -> None:
    both = make_course("Both", "technology")
    other = make_course("Other")
    make_bundle_of("access-services", both, other)
    found = offers_by_set(
        [edition_of("technology"), edition_of("access-services"), edition_of("youth-services")]
    )
    assert [[offer.courses for offer in offers] for offers in found.values()] == [
        [(both,)],
        [(both, other)],
        [],
    ]
    assert partners_of(both) == {edition_of("access-services"): [other]}


def test_approvals_are_plain_pairs_in_order() -> None:
    course = make_course("Old and New", approved=("2024-03", "2028-03"))
    course.approvals.create(begins=PartialDate(2011, 5, 2), ends=None)
    assert approvals_of(course) == [
        (PartialDate(2011, 5, 2), None),
        (PartialDate(2024, 3), PartialDate(2028, 3)),
    ]
    assert approvals_of(make_course("Unknown")) == []


def test_a_course_alone_has_no_bundles() -> None:
    assert bundles_of(make_course("Alone", "technology")) == []


def queries(count: int) -> int:
    for number in range(count):
        one = make_course(f"Alone {count} {number}", "technology", approved=("2024-03", "2028-03"))
        two = make_course(f"Other {count} {number}", provider=f"College {number}")
        make_bundle_of("technology", one, two)
    with CaptureQueriesContext(connection) as captured:
        for offer in offers_for(edition_of("technology")):
            assert offer.label
            assert [approvals_of(course) for course in offer.courses]
    return len(captured)


def test_more_offers_ask_no_more_of_the_database() -> None:
    assert queries(1) == queries(3)
    assert Course.objects.count() == 8
