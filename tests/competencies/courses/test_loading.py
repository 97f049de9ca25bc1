import copy
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from competencies.courses.bundles import take_apart
from competencies.courses.loading import DEMONSTRATION, load_courses, read_fixture
from competencies.courses.models import ApprovalPeriod, Bundle, Course, Coverage, RecognitionAgreement
from competencies.courses.offers import offers_for
from competencies.courses.services import add_approval, add_course, edit_course, remove_approval
from competencies.standard.models import Competency, SetEdition
from lsscert.accounts.models import Organisation, Person
from lsscert.clock import now
from lsscert.partial_dates import PartialDate
from tests.competencies.making import edition_of

pytestmark = pytest.mark.usefixtures("real_standard")


def everything() -> list[dict[str, Any]]:
    tables = (Course, Coverage, Bundle, ApprovalPeriod, RecognitionAgreement, Organisation)
    return [row for table in tables for row in table.objects.order_by("pk").values()]


def changed_fixture(**courses: dict[str, Any]) -> dict[str, Any]:
    """The real one with other values for some courses, by the last words of their keys."""
    data = copy.deepcopy(read_fixture())
    for ending, values in courses.items():
        entry = next(entry for entry in data["courses"] if entry["key"].endswith(ending.replace("_", "-")))
        entry.update(values)
    return data


def edited(course: Course, by: Person, **facts: Any) -> Course:
    """As somebody at the desk saves it."""
    kept = {name: getattr(course, name) for name in ("title", "format", "cost", "url", "note")}
    sets = [row.set_edition for row in course.coverages.filter(bundle=None)]
    return edit_course(
        course=course,
        provider=course.provider.name,
        sets=sets,
        version=course.version,
        by=by,
        **{**kept, **facts},
    )


def test_the_real_courses_and_agreements_are_there_and_nothing_more() -> None:
    load_courses(read_fixture())
    assert (Course.objects.count(), RecognitionAgreement.objects.count()) == (10, 12)
    assert not ApprovalPeriod.objects.exists(), "no approval date is on record, and none is made up"
    assert not Course.objects.filter(for_demonstration=True).exists()
    assert not Organisation.objects.filter(
        name__in=["Long Beach City College", "Pueblo Community College"]
    ).exists()


def test_what_is_not_on_record_stays_empty() -> None:
    load_courses(read_fixture())
    louisiana = Course.objects.filter(provider__name="State Library of Louisiana")
    assert set(louisiana.values_list("cost", flat=True)) == {""}
    assert set(RecognitionAgreement.objects.values_list("agreed_on", "retroactive_to")) == {(None, None)}
    assert RecognitionAgreement.objects.filter(programme="").count() == 3


def test_the_words_about_cost_are_kept_as_they_are() -> None:
    load_courses(read_fixture())
    costs = set(Course.objects.filter(provider__name="Infopeople").values_list("cost", flat=True))
    assert costs == {"free to Arizona library staff; list price not found"}


def test_two_courses_of_infopeople_are_one_bundle() -> None:
    load_courses(read_fixture())
    bundles = [offer for offer in offers_for(edition_of("communication-and-teamwork")) if offer.bundle]
    assert [[course.title for course in offer.courses] for offer in bundles] == [
        ["All Work is Team Work", "Communication is More Than Words"]
    ]


def test_loading_twice_changes_nothing() -> None:
    for data in (read_fixture(), read_fixture(DEMONSTRATION)):
        load_courses(data)
    before = everything()
    for data in (read_fixture(), read_fixture(DEMONSTRATION)):
        counts = load_courses(data)
        assert all((count.added, count.changed, count.kept) == (0, 0, 0) for count in counts.values())
    assert everything() == before


def test_a_changed_fixture_updates_a_course_nobody_touched() -> None:
    load_courses(read_fixture())
    counts = load_courses(
        changed_fixture(
            technology_in_libraries={"title": "Technology in Libraries Today", "sets": ["access-services"]}
        )
    )
    course = Course.objects.get(fixture_key="infopeople-technology-in-libraries")
    assert course.title == "Technology in Libraries Today"
    assert [row.set_edition.set.slug for row in course.coverages.all()] == ["access-services"]
    assert (counts["courses"].changed, counts["courses"].same, Course.objects.count()) == (1, 9, 10)


def test_what_staff_wrote_survives_a_changed_fixture(staff: Person) -> None:
    load_courses(read_fixture())
    course = Course.objects.get(fixture_key="infopeople-technology-in-libraries")
    edited(course, staff, title="Technology at Work", cost="$75")
    counts = load_courses(
        changed_fixture(technology_in_libraries={"cost": "$90", "sets": ["youth-services"]})
    )
    course.refresh_from_db()
    assert (course.title, course.cost) == ("Technology at Work", "$75")
    assert [row.set_edition.set.slug for row in course.coverages.all()] == ["technology"]
    assert (counts["courses"].kept, counts["courses"].added, Course.objects.count()) == (1, 0, 10)


def test_an_approval_that_staff_recorded_or_removed_survives_a_reload(staff: Person) -> None:
    load_courses(read_fixture(DEMONSTRATION))
    load_courses(read_fixture())
    real = Course.objects.get(fixture_key="infopeople-technology-in-libraries")
    add_approval(course=real, begins=PartialDate(2011, 3), ends=None, source="", by=staff, now=now())
    demo = Course.objects.get(fixture_key="demo-technology")
    remove_approval(period=demo.approvals.get(), by=staff, now=now())
    load_courses(read_fixture())
    load_courses(read_fixture(DEMONSTRATION))
    assert [str(period.begins) for period in real.approvals.all()] == ["March 2011"]
    assert not demo.approvals.exists()


def test_a_bundle_that_staff_took_apart_stays_apart(staff: Person) -> None:
    load_courses(read_fixture())
    take_apart(bundle=Bundle.objects.get(code="infopeople-com"), by=staff)
    load_courses(read_fixture())
    assert not Bundle.objects.exists()


def test_a_course_that_staff_entered_before_is_not_doubled(staff: Person) -> None:
    sets = list(SetEdition.objects.filter(set__slug="technology"))
    add_course(
        provider="INFOPEOPLE",
        title="technology in libraries",
        sets=sets,
        by=staff,
        format="",
        cost="",
        url="",
        note="",
    )
    load_courses(read_fixture())
    assert Course.objects.filter(title__iexact="technology in libraries").count() == 1
    assert Organisation.objects.filter(name__iexact="infopeople").count() == 1


def test_demonstration_courses_are_labelled_and_cover_every_set() -> None:
    call_command("load_courses", demo=True, stdout=StringIO())
    demo = Course.objects.filter(for_demonstration=True)
    assert demo.exists()
    assert all(course.title.startswith("Demonstration: ") for course in demo)
    assert set(demo.values_list("provider__name", flat=True)) == {"Demonstration provider (demo.test)"}
    approved = ApprovalPeriod.objects.filter(
        course__in=demo, begins=PartialDate(2024, 3, 1), ends=PartialDate(2028, 3, 1)
    )
    alone = Coverage.objects.filter(bundle=None, course__approvals__in=approved)
    assert alone.values("set_edition").distinct().count() == 10


def test_the_demonstration_has_a_bundle_a_month_and_an_approval_that_ended() -> None:
    load_courses(read_fixture(DEMONSTRATION))
    assert Bundle.objects.get().coverages.count() == 2
    periods = ApprovalPeriod.objects.all()
    assert [period.ends.year for period in periods if period.ends.year < 2020] == [2019]
    assert [str(period.begins) for period in periods if period.begins.day is None] == ["June 2023"]


def test_the_command_says_how_much_it_did() -> None:
    said = StringIO()
    call_command("load_courses", demo=True, stdout=said)
    lines = said.getvalue().splitlines()
    assert lines[0].startswith("courses: 10 added")
    assert lines[1].startswith("agreements: 12 added")
    assert lines[2].startswith("demonstration courses: 14 added")


def test_without_a_standard_the_command_says_what_to_run_first() -> None:
    Competency.objects.all().delete()
    SetEdition.objects.all().delete()
    with pytest.raises(CommandError, match="load_standard"):
        call_command("load_courses", stdout=StringIO())
    assert not Course.objects.exists()
