"""“Does my past course count?”: the answer at once, naming the fact that fails, before anybody has signed up."""

from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from candidates.coursework.asking import When, ask
from candidates.coursework.counting import Answer
from candidates.coursework.judging import rules_by_day, rules_on
from lsscert.partial_dates import PartialDate
from lsscert.policy.models import PolicyRow
from tests import people
from tests.candidates.coursework import made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
PAGE = "/courses/does-it-count/"
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def on_a_day_we_know(settings):
    settings.FAKE_NOW = people.NOW


def asked(client, **question):
    response = client.get(f"{PAGE}?{urlencode(question)}", follow=True)
    assert response.status_code == 200
    text = " ".join(unescape(strip_tags(response.content.decode())).split())
    return response, text


def test_the_page_asks_and_says_the_rule_with_its_figures(client):
    _response, text = asked(client)
    assert "2 years before it was approved" in text
    assert "4-year approval" in text


ANSWERS = [
    # approved 1 March 2024, two years back is 1 March 2022, four years on is 1 March 2028
    ("2025-06-02", "yes", "It counts", "run from 1 March 2022 to 1 March 2028"),
    ("2022-03-01", "yes", "It counts", "Finished on 1 March 2022"),
    (
        "2022-02-28",
        "yes",
        "It does not count",
        "Finished 1 day before 1 March 2022, the earliest day that counts.",
    ),
    ("2025-06-02", "no", "It does not count", "The course was not passed."),
    ("2026-03-03", "yes", "It does not count", "3 March 2026 has not come yet"),
    ("March 2025", "yes", "It counts", "Completed in March 2025: the days that count run from 1 March 2022"),
    (
        "2021-12",
        "yes",
        "It does not count",
        "December 2021 lies before 1 March 2022, the earliest day that counts.",
    ),
]


@pytest.mark.parametrize(("completed", "passed", "word", "why"), ANSWERS)
def test_the_answer_comes_at_once_and_names_the_fact(client, completed, passed, word, why):
    course = made.course("TEC", title="Technology in Libraries")
    _response, text = asked(
        client, course="Technology in Libraries, Infopeople", completed=completed, passed=passed
    )
    assert f"{word} Technology in Libraries, Infopeople" in text
    assert why in text
    assert course.title in text


def test_the_address_of_the_answer_can_be_handed_on(client):
    course = made.course("TEC", title="Technology in Libraries")
    response, _text = asked(client, course="technology in libraries", completed="June 2025", passed="yes")
    link = f"{PAGE}?course={course.ref}&completed=2025-06&passed=yes"
    assert response.redirect_chain == [(link, 302)]
    again = client.get(link)
    assert again.status_code == 200, "the address leads to itself"
    assert "It counts" in again.content.decode()


def test_no_date_on_record_is_said_as_such_and_what_to_do(client):
    made.course("TEC", title="Undated", approved=None)
    _response, text = asked(client, course="Undated", completed="2025-06-02")
    assert "We cannot say yet" in text
    assert "approval date is not on record; the office will check" in text
    assert "the office finds out the date" in text


def test_a_month_in_which_it_depends_on_the_day_says_which_days(client):
    made.course("TEC", title="Mid-month", approved="2024-03-15/")
    _response, text = asked(client, course="Mid-month", completed="March 2022")
    assert "It depends on the day" in text
    assert "Completed from 15 March 2022 to 31 March 2022: it counts." in text
    assert "Completed from 1 March 2022 to 14 March 2022: it does not count." in text


MONTHS = [
    ("2024-03-15/2024-03-20", "2022-03", None, ["days_counts", "days_does_not"]),
    ("2024-03-15/", "2022-04", Answer.COUNTS, ["in_approval"]),
    ("2024-03-15/", "2022-02", Answer.DOES_NOT, ["too_early"]),
    ("2014-03-15/", "2018-04", Answer.DOES_NOT, ["approval_ended"]),
    ("/2020-03-15", "2020-03", None, ["days_does_not", "days_cannot_say"]),
    ("/2020-03-15", "2020-02", Answer.CANNOT_SAY, ["approval_unknown"]),
    # of the month that is running only the days that have come are asked about
    ("2028-03-02/", "2026-03", None, ["days_counts", "days_does_not"]),
    ("2028-03-03/", "2026-03", Answer.DOES_NOT, ["too_early"]),
    ("2024-03-15/", "2026-04", Answer.DOES_NOT, ["in_future"]),
    (None, "2026-04", Answer.DOES_NOT, ["in_future"]),
    # of a year
    ("2024-03-15/", "2023", Answer.COUNTS, ["in_approval"]),
    ("2024-03-15/", "2022", None, ["days_counts", "days_does_not"]),
    ("2024-03-15/", "2021", Answer.DOES_NOT, ["too_early"]),
    ("2024-03-15/", "2026", Answer.COUNTS, ["in_approval"]),
    ("2024-03-15/", "2027", Answer.DOES_NOT, ["in_future"]),
]


def when(text):
    return When.in_year(int(text)) if text.isdigit() else When.of(PartialDate.parse(text))


@pytest.mark.parametrize(("approved", "month", "answer", "codes"), MONTHS)
def test_a_month_has_one_answer_where_all_its_days_have(approved, month, answer, codes):
    course = made.course("TEC", approved=approved)
    shown = ask(course=course, completed=when(month), passed=True, today=TODAY, rules=rules_on(TODAY))
    assert (shown.answer, [reason.code for reason in shown.reasons]) == (answer, codes)


def test_every_failing_fact_of_a_month_is_named():
    course = made.course("TEC")
    shown = ask(
        course=course,
        completed=when("2020-01"),
        passed=False,
        today=TODAY,
        rules=rules_on(TODAY),
    )
    assert [reason.code for reason in shown.reasons] == ["not_passed", "too_early"]


def test_a_course_of_a_bundle_names_the_others(client):
    made.course("COM", title="More Than Words", bundle="two")
    made.course("COM", title="Team Work", bundle="two")
    _response, text = asked(client, course="More Than Words", completed="2025-06-02")
    assert "Only together, for Communication and Teamwork" in text
    assert "Each of these must count as well: Team Work." in text
    assert "by itself." not in text.split("Ask about another")[0].replace(
        "By itself this course does not", ""
    )


def test_several_alike_are_offered_with_the_rest_of_the_question_kept(client):
    courses = [made.course("TEC", title=title) for title in ("Cataloging Basics", "Cataloging Beyond")]
    response, text = asked(client, course="cataloging", completed="2025-06-02", passed="no")
    assert "Which of these did you take?" in text
    body = response.content.decode()
    for course in courses:
        assert f"?course={course.ref}&amp;completed=2025-06-02&amp;passed=no" in body
    assert 'value="2025-06-02"' in body


def test_a_merely_similar_course_is_never_answered_for(client):
    made.course("TEC", title="Cataloging Basics")
    _response, text = asked(client, course="Catalogging Basix", completed="2025-06-02")
    assert "Which of these did you take?" in text
    assert "It counts" not in text


def test_a_course_nobody_knows_is_said_to_be_unknown(client):
    made.course("TEC", title="Cataloging Basics")
    _response, text = asked(client, course="Underwater basket weaving", completed="2025-06-02")
    assert "No approved course on record is called “Underwater basket weaving”" in text


def test_a_title_with_commas_is_found_whole(client):
    made.course("TEC", title="Reading, Writing, and Wiring")
    _response, text = asked(client, course="reading, writing, and wiring, INFOPEOPLE", completed="2025-06-02")
    assert "It counts" in text


def test_a_link_from_the_page_of_a_course_fills_it_in_without_complaining(client):
    course = made.course("TEC", title="Technology in Libraries")
    response, text = asked(client, course=course.ref)
    assert 'value="Technology in Libraries, Infopeople"' in response.content.decode()
    assert "needs your attention" not in text


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        ({"course": "", "completed": "2025-06-02"}, "Name the course."),
        ({"course": "Technology", "completed": ""}, "Say when you completed it; the year will do."),
        ({"course": "Technology", "completed": "last summer"}, "Write a day, such as 2024-03-15"),
        ({"course": "Technology", "completed": "2025-02-30"}, "That month has no such day."),
        ({"course": "Technology", "completed": "2025-06-02", "passed": "perhaps"}, "Select a valid choice"),
        ({"course": "x" * 10_000, "completed": "2025-06-02"}, "at most 400 characters"),
    ],
)
def test_what_cannot_be_asked_is_said_and_nothing_typed_is_lost(client, question, complaint):
    made.course("TEC", title="Technology")
    response, text = asked(client, **question)
    assert complaint in text
    for typed in question.values():
        if typed != "perhaps":
            assert f'value="{typed}' in response.content.decode()


NONSENSE = [
    "\x00",
    "a\x00b",
    "\u202eevil",
    "🎓" * 50,
    "%",
    "_",
    "', '" * 200,
    "ab, " * 90,
    "aaaaaaaaaa",
    "\\",
]


@pytest.mark.parametrize("field", ["course", "completed", "passed"])
def test_nonsense_is_answered_with_a_page(client, field):
    made.course("TEC", title="Technology")
    for nonsense in NONSENSE:
        question = {"course": "Technology", "completed": "2025-06-02", "passed": "yes"} | {field: nonsense}
        _response, text = asked(client, **question)
        assert "Does my past course count?" in text
        assert "It counts" not in text or field == "passed"


def test_an_active_candidate_goes_on_to_report_it_and_others_to_apply(client):
    candidacy = people.active()
    course = made.course("TEC", title="Technology")
    question = {"course": "Technology", "completed": "2025-06-02"}
    link = f"/my/courses/report/?course={course.ref}&amp;completed=2025-06-02"
    assert link in asked(people.signed_in(candidacy.person), **question)[0].content.decode()
    assert link not in asked(client, **question)[0].content.decode()


def test_more_courses_cost_no_more_queries(client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            asked(client, course="Course", completed="2025-06-02")
        return len(queries)

    made.course("TEC", title="Course one")
    made.course("TEC", title="Course two")
    few = count()
    for number in range(3, 9):
        made.course("TEC", title=f"Course {number}")
    assert count() == few


def test_rules_of_many_days_are_those_of_each():
    day = date(2025, 1, 1)
    PolicyRow.objects.create(key="course.lookback_years", value="3", effective_from=date(2025, 6, 1))
    days = {date(2025, 5, 31), date(2025, 6, 1), day, date(2026, 1, 1), date(2000, 1, 1)}
    assert rules_by_day(days) == {each: rules_on(each) for each in days}
    assert {each: rules.lookback_years for each, rules in rules_by_day(days).items()}[date(2025, 6, 1)] == 3
