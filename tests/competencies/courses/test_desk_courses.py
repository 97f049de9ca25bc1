import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competencies.courses.models import Course
from competencies.courses.services import add_course
from lsscert.accounts.models import Organisation, Person
from lsscert.partial_dates import PartialDate
from lsscert.refused import Refused
from tests.competencies.making import edition_of, make_bundle_of, make_course

pytestmark = pytest.mark.usefixtures("real_standard")
LIST, NEW = "/desk/courses/", "/desk/courses/new/"


def typed(**changes: object) -> dict[str, object]:
    return {
        "provider": "", "new_provider": "Hill College", "title": "Teaching Tablets", "sets": ["technology"],
        "format": "online", "cost": "", "url": "", "note": "", **changes,
    }  # fmt: skip


def as_on_record(course: Course, **changes: object) -> dict[str, object]:
    """The form of a course as somebody opens it, with some fields changed."""
    sets = [row.set_edition.set.slug for row in course.coverages.filter(bundle=None)]
    facts = {name: getattr(course, name) for name in ("title", "format", "cost", "url", "note", "version")}
    return {**facts, "provider": course.provider.name, "new_provider": "", "sets": sets, **changes}


def sets_of(course: Course) -> set[str]:
    return {row.set_edition.set.slug for row in course.coverages.all()}


def titles_in(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)


def test_courses_without_an_approval_date_come_first(desk: Client) -> None:
    make_course("Known", "technology", approved=("2024-03", "2028-03"))
    make_course("Unknown", "technology")
    make_course("Half Known", "technology", approved=("", "2019-05"))
    assert titles_in(desk, LIST) == ["Half Known", "Unknown"]
    assert titles_in(desk, f"{LIST}?show=all") == ["Half Known", "Known", "Unknown"]
    assert titles_in(desk, f"{LIST}?show=nonsense") == ["Half Known", "Unknown"]


def test_an_approval_without_its_beginning_is_named_as_missing(desk: Client) -> None:
    course = make_course("Half Known", "technology", approved=("2024-03", "2100-03"))
    page = desk.get(f"{LIST}{course.ref}/").content.decode()
    assert "approval date missing" not in page
    course.approvals.create(ends=PartialDate(2019, 5))
    page = desk.get(f"{LIST}{course.ref}/").content.decode()
    assert "approval date missing" in page
    assert "approved March 2024 until March 2100" in page


def test_the_desk_searches_within_what_it_shows(desk: Client) -> None:
    make_course("Cataloging Today", "technology")
    make_course("Cataloging Tomorrow", "technology", approved=("2024-03", "2028-03"))
    make_course("Storytimes", "youth-services")
    assert titles_in(desk, f"{LIST}?q=catalogging") == ["Cataloging Today"]
    assert titles_in(desk, f"{LIST}?q=catalogging&show=all") == ["Cataloging Today", "Cataloging Tomorrow"]


def test_a_long_list_has_further_pages(desk: Client) -> None:
    for number in range(30):
        make_course(f"Course {number:02}", "technology")
    page = desk.get(LIST).content.decode()
    assert len(titles_in(desk, LIST)) == 25
    (further,) = re.findall(r'rel="next" href="([^"]+)"', page)
    assert titles_in(desk, LIST + further.replace("&amp;", "&")) == [
        f"Course {number}" for number in range(25, 30)
    ]


def test_a_course_is_added_with_a_new_provider(desk: Client) -> None:
    answer = desk.post(
        NEW, typed(sets=["technology", "access-services"], cost="free", url="hill.example/tablets")
    )
    course = Course.objects.get()
    assert answer.url == reverse("desk_course", args=[course.ref])
    assert (course.provider.name, course.cost, course.url) == (
        "Hill College",
        "free",
        "https://hill.example/tablets",
    )
    assert course.provider.kind == Organisation.Kind.PROVIDER
    assert sets_of(course) == {"technology", "access-services"}
    assert course.version == 1, "staff have written it: a fixture leaves it alone"


def test_a_provider_typed_in_other_letters_is_the_known_one(desk: Client) -> None:
    make_course("First", "technology")
    desk.post(NEW, typed(new_provider="  hill   COLLEGE "))
    assert Organisation.objects.filter(kind=Organisation.Kind.PROVIDER).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"new_provider": ""}, "provider"),
        ({"provider": "Hill College"}, "provider"),
        ({"provider": "Forged", "new_provider": ""}, "provider"),
        ({"new_provider": "x" * 201}, "new_provider"),
        ({"title": ""}, "title"),
        ({"title": "\x00"}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"sets": []}, "sets"),
        ({"sets": ["forged"]}, "sets"),
        ({"sets": ["\x00"]}, "sets"),
        ({"cost": "0"}, "cost"),
        ({"cost": "$0.00"}, "cost"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://" + "x" * 500}, "url"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    changes: dict[str, object], field: str, desk: Client
) -> None:
    make_course("First", "technology")
    answer = desk.post(NEW, typed(**changes))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert 'value="online"' in answer.content.decode(), "what was typed elsewhere is kept"
    assert Course.objects.count() == 1


def test_any_script_and_emoji_are_stored(desk: Client) -> None:
    desk.post(NEW, typed(title="\u202eمكتبة 📚  été", note="一\r\n二"))
    course = Course.objects.get()
    assert (course.title, course.note) == ("مكتبة 📚 été", "一\n二")


def test_the_same_title_twice_is_refused_at_the_title(desk: Client) -> None:
    desk.post(NEW, typed())
    answer = desk.post(NEW, typed(title="TEACHING tablets"))
    assert answer.status_code == 422
    assert "has a course of that title already" in answer.content.decode()
    assert Course.objects.count() == 1


def test_the_service_refuses_a_course_that_covers_nothing(staff: Person) -> None:
    with pytest.raises(Refused) as refusal:
        add_course(provider="Hill", title="Nothing", sets=[], by=staff, format="", cost="", url="", note="")
    assert refusal.value.code == "covers_nothing"
    assert not Course.objects.exists()


def test_a_course_is_edited(desk: Client) -> None:
    course = make_course("Tablets", "technology", cost="$5")
    answer = desk.post(
        f"{LIST}{course.ref}/", as_on_record(course, title="Tablets Today", sets=["access-services"], cost="")
    )
    assert answer.status_code == 302
    course.refresh_from_db()
    assert (course.title, course.cost, course.version) == ("Tablets Today", "", 1)
    assert sets_of(course) == {"access-services"}


def test_saving_without_a_change_is_no_new_version(desk: Client) -> None:
    course = make_course("Tablets", "technology")
    desk.post(f"{LIST}{course.ref}/", as_on_record(course))
    course.refresh_from_db()
    assert course.version == 0


def test_the_second_one_to_save_is_told_what_changed(desk: Client, other_desk: Client) -> None:
    course = make_course("Tablets", "technology", cost="$5")
    opened = as_on_record(course)
    other_desk.post(
        f"{LIST}{course.ref}/", {**opened, "cost": "$120", "sets": ["technology", "youth-services"]}
    )
    answer = desk.post(f"{LIST}{course.ref}/", {**opened, "title": "Tablets for Everybody"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "saved by Omar" in html
    assert "$120" in html
    assert "Technology, Youth Services" in html
    assert html.count("Tablets for Everybody") == 2, "beside the other one, and still in the form"
    course.refresh_from_db()
    assert (course.title, course.cost) == ("Tablets", "$120")
    again = desk.post(f"{LIST}{course.ref}/", {**opened, "title": "Tablets for Everybody", "version": 1})
    assert again.status_code == 302
    course.refresh_from_db()
    assert (course.title, course.cost) == ("Tablets for Everybody", "$5")


def test_two_who_save_the_same_words_overwrite_nothing(desk: Client, other_desk: Client) -> None:
    course = make_course("Tablets", "technology")
    opened = as_on_record(course)
    other_desk.post(f"{LIST}{course.ref}/", {**opened, "cost": "$5"})
    answer = desk.post(f"{LIST}{course.ref}/", {**opened, "cost": "$5"})
    assert answer.status_code == 409
    assert "Both say the same." in answer.content.decode()


def test_a_course_that_achieves_only_in_a_bundle_needs_no_set_alone(desk: Client) -> None:
    one, two = make_course("One"), make_course("Two")
    make_bundle_of("technology", one, two)
    assert desk.post(f"{LIST}{one.ref}/", as_on_record(one, cost="$5")).status_code == 302
    one.refresh_from_db()
    assert (one.cost, one.coverages.get().bundle_id is not None) == ("$5", True)


def test_unticking_the_last_set_of_a_course_in_a_bundle_keeps_the_bundle(desk: Client) -> None:
    one, two = make_course("One", "access-services"), make_course("Two")
    bundle = make_bundle_of("technology", one, two)
    desk.post(f"{LIST}{one.ref}/", as_on_record(one, sets=[]))
    assert [row.bundle for row in one.coverages.all()] == [bundle]


def test_an_edited_course_cannot_take_another_ones_title(desk: Client) -> None:
    make_course("First", "technology")
    second = make_course("Second", "technology")
    answer = desk.post(f"{LIST}{second.ref}/", as_on_record(second, title="FIRST", sets=["youth-services"]))
    assert answer.status_code == 422
    second.refresh_from_db()
    assert (second.title, sets_of(second)) == ("Second", {"technology"})


def test_a_forged_ref_is_not_found(desk: Client) -> None:
    assert desk.get(f"{LIST}aaaaaaaaaa/").status_code == 404


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "x" * 9000, "from=forged", "q=%F0%9F%93%9A&from=%00", "show=%00"]
)
def test_strange_queries_get_an_answer(query: str, desk: Client) -> None:
    make_course("Tablets", "technology")
    page = desk.get(f"{LIST}?{query}").content.decode()
    assert 'name="q"' in page
    assert query != "from=forged" or "Tablets" in page


def test_more_courses_ask_no_more_of_the_database(desk: Client) -> None:
    def queries(address: str) -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            desk.get(address)
        return len(captured)

    def add(number: int) -> None:
        course = make_course(f"Course {number}", "technology", "youth-services", provider=f"College {number}")
        course.approvals.create()
        other = make_course(f"Other {number}", approved=("2024-03", "2028-03"))
        make_bundle_of("access-services", course, other)

    add(1)
    addresses = [LIST, f"{LIST}?show=all", f"{LIST}?q=course", f"{LIST}{Course.objects.first().ref}/"]
    few = [queries(address) for address in addresses]
    add(2)
    add(3)
    assert [queries(address) for address in addresses] == few
    assert edition_of("technology").coverages.count() == 3
