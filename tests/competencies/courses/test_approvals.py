from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from competencies.courses.hooks import APPROVALS_CHANGED
from competencies.courses.models import ApprovalPeriod, Course
from competencies.courses.services import add_approval, correct_approval, remove_approval
from lsscert.accounts.models import Person
from lsscert.partial_dates import PartialDate
from lsscert.refused import Refused
from tests.competencies.making import make_course

pytestmark = pytest.mark.usefixtures("real_standard")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def course(real_standard: None) -> Course:
    return make_course("Teaching Tablets", "technology")


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """What an upper room is told, and what it sees in the database at that moment."""
    told: list[dict[str, Any]] = []

    def listen(course: Course, **rest: Any) -> None:
        told.append({"course": course, "periods": list(course.approvals.all()), **rest})

    APPROVALS_CHANGED.add(listen)
    yield told
    APPROVALS_CHANGED._entries = [pair for pair in APPROVALS_CHANGED._entries if pair[1] is not listen]


def add(course: Course, staff: Person, begins: str = "", ends: str = "") -> ApprovalPeriod:
    dates = [PartialDate.parse(text) if text else None for text in (begins, ends)]
    return add_approval(course=course, begins=dates[0], ends=dates[1], source="letter", by=staff, now=NOW)


@pytest.mark.parametrize(
    ("begins", "ends", "end_on_record"),
    [
        ("2024-03-01", "", "2028-03-01"),
        ("2024-03", "", "2028-03"),
        ("2024-02-29", "", "2028-02-29"),
        ("2024-03", "2025-01-31", "2025-01-31"),
        ("", "2019-05", "2019-05"),
        ("2024-03-01", "2024-03-01", "2024-03-01"),
        ("2024-03-15", "2024-03", "2024-03"),
    ],
)
def test_an_end_left_out_is_the_usual_one(
    begins: str, ends: str, end_on_record: str, course: Course, staff: Person
) -> None:
    period = add(course, staff, begins, ends)
    assert period.ends is not None
    assert period.ends.iso() == end_on_record


@pytest.mark.parametrize(
    ("begins", "ends", "code"),
    [
        ("", "", "approval_empty"),
        ("2024-03-02", "2024-03-01", "approval_order"),
        ("2024-04", "2024-03", "approval_order"),
    ],
)
def test_dates_that_make_no_sense_are_refused_and_nobody_is_told(
    begins: str, ends: str, code: str, course: Course, staff: Person, heard: list[dict[str, Any]]
) -> None:
    with pytest.raises(Refused) as refusal:
        add(course, staff, begins, ends)
    assert refusal.value.code == code
    assert not heard
    course.refresh_from_db()
    assert (course.version, course.approvals.count()) == (0, 0)


@pytest.mark.parametrize(("begins", "ends"), [("2024-03-01", ""), ("", "2019-05")])
def test_the_same_beginning_twice_is_refused(begins: str, ends: str, course: Course, staff: Person) -> None:
    add(course, staff, begins, ends)
    with pytest.raises(Refused) as refusal:
        add(course, staff, begins, "2030-01")
    assert refusal.value.code == "approval_known"


def test_upper_rooms_hear_of_every_change_within_it(
    course: Course, staff: Person, heard: list[dict[str, Any]]
) -> None:
    period = add(course, staff, "2024-03-01")
    course.refresh_from_db()
    correct_approval(
        period=period,
        begins=PartialDate(2023, 3),
        ends=None,
        source="",
        version=course.version,
        by=staff,
        now=NOW,
    )
    remove_approval(period=period, by=staff, now=NOW)
    assert [[str(each.begins) for each in told["periods"]] for told in heard] == [
        ["1 March 2024"],
        ["March 2023"],
        [],
    ]
    assert {(told["course"], told["by"], told["now"]) for told in heard} == {(course, staff, NOW)}


def test_a_listener_that_refuses_stops_the_whole_act(course: Course, staff: Person) -> None:
    def refuse(**_: Any) -> None:
        raise Refused("not_now", "Not now.")

    APPROVALS_CHANGED.add(refuse)
    try:
        with pytest.raises(Refused):
            add(course, staff, "2024-03-01")
    finally:
        APPROVALS_CHANGED._entries = [pair for pair in APPROVALS_CHANGED._entries if pair[1] is not refuse]
    assert not ApprovalPeriod.objects.exists()


def test_removing_twice_does_no_harm_and_is_told_once(
    course: Course, staff: Person, heard: list[dict[str, Any]]
) -> None:
    period = add(course, staff, "2024-03-01")
    remove_approval(period=period, by=staff, now=NOW)
    remove_approval(period=period, by=staff, now=NOW)
    assert len(heard) == 2


def address(course: Course, *parts: str) -> str:
    return "/".join(["/desk/courses", course.ref, "approvals", *parts, ""])


def typed(**changes: object) -> dict[str, object]:
    return {"begins": "March 2024", "ends": "", "source": "committee's letter", "version": 0, **changes}


def test_staff_add_an_approval_as_they_would_write_it(desk: Client, course: Course) -> None:
    assert desk.post(address(course), typed()).status_code == 302
    period = course.approvals.get()
    assert (str(period.begins), str(period.ends), period.source) == (
        "March 2024",
        "March 2028",
        "committee's letter",
    )
    assert "approved March 2024 until March 2028" in desk.get(f"/desk/courses/{course.ref}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"begins": ""}, "begins"),
        ({"begins": "last spring"}, "begins"),
        ({"begins": "2024-13"}, "begins"),
        ({"begins": "31 February 2024"}, "begins"),
        ({"begins": "March 2042"}, "begins"),
        ({"begins": "\x00"}, "begins"),
        ({"begins": "x" * 10_000}, "begins"),
        ({"ends": "January 2024"}, "ends"),
        ({"ends": "9999"}, "ends"),
        ({"source": "x" * 301}, "source"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    changes: dict[str, object], field: str, desk: Client, course: Course
) -> None:
    answer = desk.post(address(course), typed(**changes))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not course.approvals.exists()


def test_staff_correct_an_approval(desk: Client, course: Course, staff: Person) -> None:
    period = add(course, staff, "2024-03-01")
    page = desk.get(address(course, period.ref)).content.decode()
    assert 'value="1 March 2024"' in page
    assert 'name="version" value="1"' in page
    answer = desk.post(address(course, period.ref), typed(begins="3/1/2023", ends="March 1, 2026", version=1))
    assert answer.status_code == 302
    period.refresh_from_db()
    assert (period.begins, period.ends) == (PartialDate(2023, 3, 1), PartialDate(2026, 3, 1))


def test_the_second_one_to_correct_is_told_what_changed(
    desk: Client, other_desk: Client, course: Course, staff: Person
) -> None:
    period = add(course, staff, "2024-03-01")
    other_desk.post(address(course, period.ref), typed(begins="May 2022", version=1))
    answer = desk.post(address(course, period.ref), typed(begins="June 2023", version=1))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "May 2022" in html
    assert "saved by Omar" in html
    assert html.count("June 2023") == 2
    period.refresh_from_db()
    assert str(period.begins) == "May 2022"


def test_removing_asks_first_and_a_second_click_is_harmless(
    desk: Client, course: Course, staff: Person
) -> None:
    period = add(course, staff, "2024-03-01")
    page = desk.get(address(course, period.ref, "remove")).content.decode()
    assert "1 March 2024" in page
    assert "Completions that counted by it are looked at again" in page
    assert course.approvals.exists(), "looking is not removing"
    for _ in range(2):
        assert desk.post(address(course, period.ref, "remove")).status_code == 302
    assert not course.approvals.exists()


def test_an_approval_is_not_found_under_another_course(desk: Client, course: Course, staff: Person) -> None:
    period = add(course, staff, "2024-03-01")
    other = make_course("Other", "technology")
    assert desk.get(address(other, period.ref)).status_code == 404
    desk.post(address(other, period.ref, "remove"))
    assert course.approvals.exists()


def test_an_approval_makes_an_older_form_of_the_course_stale(
    desk: Client, course: Course, staff: Person
) -> None:
    add(course, staff, "2024-03-01")
    course.refresh_from_db()
    assert course.version == 1
