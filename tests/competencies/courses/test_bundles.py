import pytest
from django.test import Client

from competencies.courses.bundles import make_bundle, take_apart
from competencies.courses.models import Bundle, Course
from competencies.courses.offers import offers_for
from lsscert.accounts.models import Person
from lsscert.refused import Refused
from tests.competencies.making import edition_of, make_bundle_of, make_course

pytestmark = pytest.mark.usefixtures("real_standard")


@pytest.fixture
def one(real_standard: None) -> Course:
    return make_course("Part One", "technology", "access-services")


@pytest.fixture
def two(real_standard: None) -> Course:
    return make_course("Part Two", "technology")


def address(course: Course, *parts: str) -> str:
    return "/".join(["/desk/courses", course.ref, "bundle", *parts, ""])


def test_courses_of_a_bundle_no_longer_achieve_that_set_alone(
    one: Course, two: Course, staff: Person
) -> None:
    bundle = make_bundle(set_edition=edition_of("technology"), courses=[one, two], by=staff)
    assert [(offer.courses, offer.bundle) for offer in offers_for(edition_of("technology"))] == [
        ((one, two), bundle)
    ]
    assert [offer.courses for offer in offers_for(edition_of("access-services"))] == [(one,)]


def test_a_bundle_counts_as_a_change_of_each_course(one: Course, two: Course, staff: Person) -> None:
    make_bundle(set_edition=edition_of("technology"), courses=[one, two], by=staff)
    assert set(Course.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize("twice", [False, True])
def test_one_course_is_no_bundle(twice: bool, one: Course, staff: Person) -> None:
    with pytest.raises(Refused) as refusal:
        make_bundle(set_edition=edition_of("technology"), courses=[one, one] if twice else [one], by=staff)
    assert refusal.value.code == "bundle_too_small"


def test_the_same_bundle_twice_is_refused(one: Course, two: Course, staff: Person) -> None:
    make_bundle(set_edition=edition_of("technology"), courses=[one, two], by=staff)
    with pytest.raises(Refused) as refusal:
        make_bundle(set_edition=edition_of("technology"), courses=[two, one], by=staff)
    assert refusal.value.code == "bundle_known"
    assert Bundle.objects.count() == 1


def test_taken_apart_they_cover_the_set_no_more_and_twice_does_no_harm(
    one: Course, two: Course, staff: Person
) -> None:
    bundle = make_bundle(set_edition=edition_of("technology"), courses=[one, two], by=staff)
    for _ in range(2):
        take_apart(bundle=bundle, by=staff)
    assert offers_for(edition_of("technology")) == []
    assert [offer.courses for offer in offers_for(edition_of("access-services"))] == [(one,)]


def test_staff_make_a_bundle_of_courses_of_one_provider(desk: Client, one: Course, two: Course) -> None:
    make_course("Elsewhere", "technology", provider="Valley College")
    page = desk.get(address(one)).content.decode()
    assert "Part Two" in page
    assert "Elsewhere" not in page
    assert desk.post(address(one), {"set": "technology", "others": [two.ref]}).status_code == 302
    assert Bundle.objects.get().coverages.count() == 2
    assert "Part Two" in desk.get(f"/desk/courses/{one.ref}/").content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"set": "", "others": ["two"]}, "set"),
        ({"set": "forged", "others": ["two"]}, "set"),
        ({"set": "technology", "others": []}, "others"),
        ({"set": "technology", "others": ["aaaaaaaaaa"]}, "others"),
        ({"set": "technology", "others": ["\x00"]}, "others"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    typed: dict[str, object], field: str, desk: Client, one: Course, two: Course
) -> None:
    chosen = [two.ref if other == "two" else other for other in typed["others"]]  # type: ignore[attr-defined]
    answer = desk.post(address(one), {**typed, "others": chosen})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Bundle.objects.exists()


def test_without_another_course_the_page_says_what_comes_first(desk: Client, one: Course) -> None:
    assert "This provider has no other course" in desk.get(address(one)).content.decode()


def test_taking_apart_asks_first_and_a_second_click_is_harmless(
    desk: Client, one: Course, two: Course
) -> None:
    bundle = make_bundle_of("youth-services", one, two)
    page = desk.get(address(one, bundle.ref, "remove")).content.decode()
    assert "Part Two" in page
    assert Bundle.objects.exists(), "looking is not taking apart"
    for _ in range(2):
        assert desk.post(address(one, bundle.ref, "remove")).status_code == 302
    assert not Bundle.objects.exists()


def test_a_bundle_is_not_found_under_a_course_outside_it(desk: Client, one: Course, two: Course) -> None:
    bundle = make_bundle_of("youth-services", one, two)
    outside = make_course("Outside", "technology")
    desk.post(address(outside, bundle.ref, "remove"))
    assert Bundle.objects.exists()
