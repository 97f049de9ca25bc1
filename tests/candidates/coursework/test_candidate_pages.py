"""What a candidate sees and can do, without scripts, and what goes wrong on the way."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from candidates.coursework import services
from candidates.coursework.models import Completion
from candidates.journey import services as journey
from candidates.journey.models import STATUS, Candidacy
from lsscert.files.models import StoredFile
from tests import people
from tests.candidates.coursework import made
from tests.candidates.coursework.made import COMPLETED, reported
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
LIST, REPORT = "/my/courses/", "/my/courses/report/"
Status = Completion.Status


@pytest.fixture(autouse=True)
def on_a_day_we_know(settings):
    settings.FAKE_NOW = NOW


@pytest.fixture
def candidacy():
    return people.active()


@pytest.fixture
def client(candidacy):
    return people.signed_in(candidacy.person)


def text_of(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def filled_in(what, **changes):
    given = {"course": what.ref, "completed_on": "2025-06-02", "passed": "yes", "proof": made.proof()}
    return {name: value for name, value in (given | changes).items() if value is not None}


# --- the list


def test_before_being_active_the_list_says_what_comes_first():
    for someone in (people.person(), people.applicant().person, people.accepted().person):
        text = text_of(people.signed_in(someone).get(LIST))
        assert "You report courses once you are an active candidate." in text
        assert "Report an approved course" not in text


def test_the_list_shows_each_planned_set_with_what_is_there(client, candidacy):
    journey.choose_electives(candidacy=candidacy, sets=people.electives(), by=candidacy.person, now=NOW)
    office = people.staff()
    services.verify(completion=reported(candidacy, made.course("TEC", title="Tech")), by=office, now=NOW)
    reported(candidacy, made.course("COM", title="More Than Words", bundle="two"))
    made.course("COM", title="Team Work", bundle="two")
    refused = reported(candidacy, made.course("ACC", title="Access"))
    services.refuse(completion=refused, reason="no_name", by=office, now=NOW)
    text = text_of(client.get(LIST))
    assert "The office asks something of you for one course." in text
    assert "Next step The office asks for something about “Access”. See what is missing" in text
    assert "Technology Achieved Tech Counts Infopeople, completed 2 June 2025" in text
    assert (
        "These count only together: More Than Words With the office Infopeople, completed 2 June 2025" in text
    )
    assert "Team Work Not reported Infopeople · Report it" in text
    assert "Access Your turn Infopeople, completed 2 June 2025" in text
    assert "Foundations of Library Services No course yet" in text
    assert "Youth Services" not in text, "neither chosen nor begun"


def test_a_set_begun_without_being_chosen_is_shown_too(client, candidacy):
    reported(candidacy, made.course("YOU", title="Story time"))
    assert "Story time" in text_of(client.get(LIST))


def test_what_was_taken_back_is_not_listed(client, candidacy):
    completion = reported(candidacy, made.course("TEC", title="Tech"))
    services.withdraw_completion(completion=completion, by=candidacy.person, now=NOW)
    assert "Tech, Infopeople" not in text_of(client.get(LIST))


def test_the_list_takes_as_many_queries_for_three_as_for_one(client, candidacy):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    reported(candidacy, made.course("TEC"))
    one = count()
    for code in ("COM", "FLS"):
        reported(candidacy, made.course(code))
    assert count() == one


# --- reporting


def test_reporting_sends_it_and_leads_to_its_page(client, candidacy):
    course = made.course("TEC", title="Tech")
    response = client.post(REPORT, filled_in(course), follow=True)
    completion = candidacy.completions.get()
    assert response.redirect_chain == [(f"/my/courses/{completion.ref}/", 302)]
    text = text_of(response)
    assert "The office has your proof. You need not do anything now." in text
    assert "Checks usually take 3 working days." in text
    assert "certificate.png" in text


def test_the_courses_are_offered_by_set_and_a_link_chooses_one(client, candidacy):
    tech, com = made.course("TEC", title="Tech"), made.course("COM", title="More Than Words", bundle="two")
    made.course("COM", title="Team Work", bundle="two")
    body = client.get(f"{REPORT}?course={tech.ref}&completed=2025-06-02").content.decode()
    assert '<optgroup label="Technology">' in body
    assert f'<option value="{tech.ref}" selected>Tech (Infopeople)</option>' in body
    assert "More Than Words (Infopeople), counts together with Team Work" in body
    assert 'value="2025-06-02"' in body
    only = client.get(f"{REPORT}?set=technology").content.decode()
    assert tech.ref in only
    assert com.ref not in only


def test_reported_courses_and_achieved_sets_are_not_offered(client, candidacy):
    done, sent, open_one = made.course("TEC"), made.course("COM"), made.course("FLS")
    more = made.course("TEC")
    services.verify(completion=reported(candidacy, done), by=people.staff(), now=NOW)
    reported(candidacy, sent)
    body = client.get(REPORT).content.decode()
    assert open_one.ref in body
    for course in (done, sent, more):
        assert course.ref not in body


@pytest.mark.parametrize(
    "query", ["?set=nothing", "?set=%00", "?course=aaaaaaaaaa", "?course=%00", "?completed=x"]
)
def test_a_forged_link_opens_the_plain_form(client, query):
    course = made.course("TEC")
    response = client.get(REPORT + query)
    assert response.status_code == 200
    assert course.ref in response.content.decode()


def test_asking_first_answers_and_sends_nothing(client, candidacy):
    course = made.course("TEC")
    response = client.post(REPORT, filled_in(course, proof=None, check="1"))
    text = text_of(response)
    assert response.status_code == 200
    assert "What the rule says of what you typed It counts" in text
    assert "Choose the file with your proof." not in text
    assert f'<option value="{course.ref}" selected>' in response.content.decode()
    assert not Completion.objects.exists()


def test_asking_with_the_proof_chosen_says_that_the_file_must_be_chosen_again(client):
    text = text_of(client.post(REPORT, filled_in(made.course("TEC"), check="1")))
    assert "Please choose the file again: browsers do not keep it." in text
    assert not StoredFile.objects.exists()


def test_what_does_not_count_is_said_and_sent_only_on_demand(client, candidacy):
    course = made.course("TEC")
    response = client.post(REPORT, filled_in(course, completed_on="2019-06-02"))
    text = text_of(response)
    assert response.status_code == 422
    assert "It does not count" in text
    assert "before 1 March 2022, the earliest day that counts" in text
    assert 'name="anyway"' in response.content.decode()
    assert not Completion.objects.exists()
    client.post(REPORT, filled_in(course, completed_on="2019-06-02", anyway="yes"))
    assert candidacy.completions.get().completed_on == date(2019, 6, 2)


def test_without_an_approval_date_it_is_said_and_sent(client, candidacy):
    course = made.course("TEC", approved=None)
    asked = text_of(client.post(REPORT, filled_in(course, check="1")))
    assert "We cannot say yet" in asked
    client.post(REPORT, filled_in(course))
    assert candidacy.completions.exists()


WRONG = [
    ({"course": ""}, "Choose the course you completed."),
    ({"course": "aaaaaaaaaa"}, "This course is not on the list."),
    ({"course": "\x00" * 10}, "This course is not on the list."),
    ({"completed_on": ""}, "Say when you completed it."),
    ({"completed_on": "yesterday"}, "Enter a valid date."),
    ({"completed_on": (TODAY + timedelta(days=1)).isoformat()}, "This day has not come yet."),
    ({"completed_on": "0202-06-02"}, "Check the year, please."),
    ({"passed": ""}, "Please choose one."),
    ({"passed": "\x00"}, "Select a valid choice."),
    ({"proof": None}, "Choose the file with your proof."),
    ({"proof": SimpleUploadedFile("empty.pdf", b"")}, "The file is empty."),
    (
        {"proof": SimpleUploadedFile("page.pdf", b"<script>alert(1)</script>")},
        "can carry a script",
    ),
    ({"proof": SimpleUploadedFile("big.pdf", b"%PDF-" + b"0" * 10_500_000)}, "larger than 10 MB"),
]


@pytest.mark.parametrize(("change", "complaint"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, change, complaint):
    course = made.course("TEC")
    response = client.post(REPORT, filled_in(course, **change))
    body = response.content.decode()
    assert response.status_code == 422
    assert complaint in text_of(response)
    if "course" not in change:
        assert f'<option value="{course.ref}" selected>' in body
    if "completed_on" not in change:
        assert 'value="2025-06-02"' in body
    assert not Completion.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 5000 + ".png", "🎓‮gnp.exe", "a\nb.png", "…"])
def test_a_strange_file_name_is_no_obstacle(client, candidacy, name):
    client.post(REPORT, filled_in(made.course("TEC"), proof=made.proof(name)))
    completion = candidacy.completions.get()
    assert completion.proof.name.endswith(".png")
    assert client.get(f"/my/courses/{completion.ref}/").status_code == 200
    assert client.get(f"/my/courses/{completion.ref}/proof/").status_code == 200


def test_reporting_the_same_course_again_leads_to_how_it_stands(client, candidacy):
    course = made.course("TEC")
    completion = reported(candidacy, course)
    for answer in (client.post(REPORT, filled_in(course)), client.get(f"{REPORT}?course={course.ref}")):
        assert (answer.status_code, answer["Location"]) == (302, f"/my/courses/{completion.ref}/")
    assert "You have reported this course; this is how it stands." in text_of(client.get(LIST))


def test_skipping_ahead_to_the_form_explains_what_comes_first():
    course = made.course("TEC")
    for candidacy in (people.applicant(), people.accepted()):
        client = people.signed_in(candidacy.person)
        for answer in (client.get(REPORT), client.post(REPORT, filled_in(course))):
            assert "as soon as you are an active candidate" in text_of(answer)
    assert not Completion.objects.exists()


def test_with_everything_reported_the_form_says_so(client, candidacy):
    reported(candidacy, made.course("TEC"))
    assert "Nothing left to report" in text_of(client.get(REPORT))


# --- one completion


def test_its_page_says_state_next_step_and_why(client, candidacy):
    completion = reported(candidacy, made.course("TEC"))
    text = text_of(client.get(f"/my/courses/{completion.ref}/"))
    assert "With the office Checks usually take 3 working days." in text
    assert text.count("The office checks your proof.") == 1
    assert "It counts" in text
    assert (
        "Approved 1 March 2024, no end on record: completions from 1 March 2022 to 1 March 2028 count."
        in text
    )


def test_a_counted_half_says_what_is_still_missing(client, candidacy):
    completion = reported(candidacy, made.course("COM", title="More Than Words", bundle="two"))
    made.course("COM", title="Team Work", bundle="two")
    services.verify(completion=completion, by=people.staff(), now=NOW)
    text = text_of(client.get(f"/my/courses/{completion.ref}/"))
    assert "For Communication and Teamwork, report as well: Team Work." in text


def test_an_exception_is_explained(client, candidacy):
    completion = reported(candidacy, made.course("TEC"), completed_on=date(2019, 1, 1))
    services.verify(completion=completion, by=people.staff(), now=NOW, exception_reason="Ill for two years.")
    text = text_of(client.get(f"/my/courses/{completion.ref}/"))
    assert "The office counted it by exception: Ill for two years." in text
    assert "It does not count" not in text


@pytest.fixture
def refused(candidacy):
    completion = reported(candidacy, made.course("TEC"))
    return services.refuse(
        completion=completion, reason="no_name", note="Initials\n<b>only</b>.", by=people.staff(), now=NOW
    )


def test_a_refused_one_says_why_and_what_mends_it_and_can_be_sent_again(client, refused):
    page = f"/my/courses/{refused.ref}/"
    response = client.get(page)
    text = text_of(response)
    assert "Your name is not on the proof" in text
    assert (
        "What would mend it: Ask your instructor for a completion certificate with your name on it." in text
    )
    assert "&lt;b&gt;only&lt;/b&gt;" in response.content.decode()
    again = {"completed_on": "2025-06-03", "passed": "yes", "proof": made.proof("better.png")}
    answer = client.post(page, again, follow=True)
    assert "The office has your new proof." in text_of(answer)
    refused.refresh_from_db()
    assert (refused.state, refused.completed_on) == (Status.REPORTED, date(2025, 6, 3))
    second_click = client.post(page, again | {"proof": made.proof()}, follow=True)
    assert "Nothing is asked of you for this course now." in text_of(second_click)


def test_sending_again_asks_the_rule_and_complains_like_the_first_time(client, refused):
    page = f"/my/courses/{refused.ref}/"
    check = client.post(page, {"completed_on": "2019-06-02", "passed": "yes", "check": "1"})
    assert "It does not count" in text_of(check)
    no_file = client.post(page, {"completed_on": "2025-06-02", "passed": "yes"})
    assert (no_file.status_code, "Choose the file with your proof." in text_of(no_file)) == (422, True)
    unsure = client.post(page, {"completed_on": "2019-06-02", "passed": "yes", "proof": made.proof()})
    assert (unsure.status_code, "By the rule this does not count." in text_of(unsure)) == (422, True)
    refused.refresh_from_db()
    assert refused.state == Status.REFUSED


def test_taking_back_says_what_happens_before_it_does(client, candidacy):
    completion = reported(candidacy, made.course("TEC", title="Tech"))
    page = f"/my/courses/{completion.ref}/"
    assert "The office then no longer looks at it" in text_of(client.get(page))
    answer = client.post(page, {"take_back": "1"}, follow=True)
    assert "You took it back. You can report the course again." in text_of(answer)
    completion.refresh_from_db()
    assert completion.state == Status.WITHDRAWN
    twice = client.post(page, {"take_back": "1"}, follow=True)
    assert twice.status_code == 200
    assert "Not done." in text_of(twice)


def test_what_counts_offers_no_taking_back(client, candidacy):
    completion = services.verify(
        completion=reported(candidacy, made.course("TEC")), by=people.staff(), now=NOW
    )
    page = f"/my/courses/{completion.ref}/"
    assert "Take it back" not in text_of(client.get(page))
    assert "cannot be taken back" in text_of(client.post(page, {"take_back": "1"}, follow=True))


def test_when_the_candidacy_has_ended_the_page_says_that_nobody_checks(client, candidacy):
    completion = reported(candidacy, made.course("TEC"))
    STATUS.move(candidacy, Candidacy.Status.LAPSED)
    assert "the office does not check this at present" in text_of(
        client.get(f"/my/courses/{completion.ref}/")
    )


# --- whose it is


def test_the_proof_is_for_its_owner_and_the_office_alone(candidacy, client):
    completion = reported(candidacy, made.course("TEC"))
    mine, desk = f"/my/courses/{completion.ref}/proof/", f"/desk/coursework/{completion.ref}/proof/"
    other, office = people.signed_in(people.active().person), people.signed_in(people.staff())
    answer = client.get(mine)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert office.get(desk).status_code == 200
    assert [other.get(mine).status_code, other.get(desk).status_code, client.get(desk).status_code] == [
        404
    ] * 3
    assert office.get(mine).status_code == 404, "staff have their own way to it"
    for address in (mine, desk):
        anonymous = Client().get(address)
        assert anonymous.status_code == 302
        assert "/accounts/login/" in anonymous["Location"]


def test_nobody_sees_or_touches_what_is_somebody_elses(candidacy):
    completion = reported(candidacy, made.course("TEC"))
    other = people.signed_in(people.active().person)
    page = f"/my/courses/{completion.ref}/"
    assert other.get(page).status_code == 404
    assert other.post(page, {"take_back": "1"}).status_code == 404
    assert other.get("/my/courses/aaaaaaaaaa/").status_code == 404
    completion.refresh_from_db()
    assert completion.state == Status.REPORTED


def test_completed_days_are_shown_as_people_write_them(client, candidacy):
    completion = reported(candidacy, made.course("TEC"), completed_on=COMPLETED)
    assert "2 June 2025" in text_of(client.get(f"/my/courses/{completion.ref}/"))
