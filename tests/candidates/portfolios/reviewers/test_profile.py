"""What a reviewer says of themselves, and what the office does about them."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.portfolios.models import MustNotJudge, Review
from candidates.portfolios.reviewers.figures import figures_of
from lsscert.files.models import StoredFile
from tests import people
from tests.candidates.portfolios import making
from tests.lsscert.files import hostile
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture(autouse=True)
def at_that_time(settings) -> None:
    settings.FAKE_NOW = NOW


@pytest.fixture
def robin():
    return making.reviewer()


@pytest.fixture
def client(robin):
    return people.signed_in(robin.person)


@pytest.fixture
def desk():
    return people.signed_in(people.staff())


SAID = {"act": "profile", "seen": "0", "employer": "Hill Library", "available": "on", "resume": "MLS 2006."}


def test_saving_the_profile(robin, client) -> None:
    answer = client.post("/review/profile/", SAID | {"yearly_cap": "4", "away_until": "2026-04-01"})
    assert answer["Location"] == "/review/profile/"
    robin.refresh_from_db()
    assert (robin.employer, robin.yearly_cap, robin.away_until) == ("Hill Library", 4, date(2026, 4, 1))
    page = client.get("/review/profile/").content.decode()
    assert "You get nothing new until 1 April 2026" in page
    assert "Technology" in page


def test_an_older_tab_is_told_and_keeps_what_was_typed(robin, client) -> None:
    client.post("/review/profile/", SAID)
    answer = client.post("/review/profile/", SAID | {"employer": "Typed in the older tab"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "changed in another tab" in page
    assert "Typed in the older tab" in page
    robin.refresh_from_db()
    assert robin.employer == "Hill Library"


@pytest.mark.parametrize(
    "wrong",
    [
        {"yearly_cap": "-1"},
        {"yearly_cap": "9" * 30},
        {"away_until": "soon"},
        {"resume": "x" * 10_000},
        {"employer": "x" * 10_000},
        {"seen": "\x00"},
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(robin, client, wrong) -> None:
    assert client.post("/review/profile/", SAID | wrong).status_code == 422
    robin.refresh_from_db()
    assert (robin.employer, robin.version) == ("Far Library", 0)


def test_a_resume_is_kept_seen_by_the_office_and_removed(robin, client, desk) -> None:
    upload = SimpleUploadedFile("cv.pdf", hostile.pdf(), content_type="application/pdf")
    assert client.post("/review/profile/", SAID | {"resume_file": upload}).status_code == 302
    assert client.get("/review/profile/resume/").getvalue().startswith(b"%PDF")
    assert desk.get(f"/desk/reviewers/{robin.ref}/resume/").status_code == 200
    assert people.signed_in(making.reviewer().person).get("/review/profile/resume/").status_code == 404
    client.post("/review/profile/", {"remove_resume": "1"})
    assert client.get("/review/profile/resume/").status_code == 404


def test_a_resume_that_is_no_pdf_is_refused_at_its_field(robin, client) -> None:
    upload = SimpleUploadedFile("cv.pdf", b"MZ nothing of the kind", content_type="application/pdf")
    answer = client.post("/review/profile/", SAID | {"resume_file": upload})
    assert answer.status_code == 422
    assert not StoredFile.objects.exists()
    assert "Hill Library" in answer.content.decode()


def test_the_list_of_those_not_to_judge(robin, client) -> None:
    def add(kind: str, name: str) -> int:
        return client.post(
            "/review/profile/", {"act": "list", "list-kind": kind, "list-name": name}
        ).status_code

    assert add("employer", "  Cedar\x00 Valley   Library ") == 302
    assert add("employer", "Cedar Valley Library") == 422
    assert add("person", "Maria") == 422
    assert add("person", "Maria Delgado") == 302
    assert add("person", "maria@people.test") == 302
    assert add("nothing", "A Name") == 422
    assert add("employer", "x" * 201) == 422
    rows = list(MustNotJudge.objects.filter(reviewer=robin).values_list("kind", "name"))
    assert rows == [
        ("employer", "Cedar Valley Library"),
        ("person", "Maria Delgado"),
        ("person", "maria@people.test"),
    ]
    theirs = MustNotJudge.objects.get(name="Maria Delgado")
    stranger = people.signed_in(making.reviewer().person)
    assert stranger.post("/review/profile/", {"take_off": theirs.ref}).status_code == 404
    client.post("/review/profile/", {"take_off": theirs.ref})
    assert MustNotJudge.objects.filter(reviewer=robin).count() == 2


def test_figures_of_a_year(robin, client) -> None:
    took = {"one": 5, "two": 9, "three": 40}
    for code, days in zip(("TEC", "COM", "REF"), took.values(), strict=True):
        row = making.submitted(code=code)
        making.review(
            row,
            robin.person,
            now=NOW - timedelta(days=days),
            state="handed_in",
            handed_in_at=NOW,
            due_on=TODAY - timedelta(days=days) + timedelta(days=30),
        )
    making.review(making.submitted(code="ACC"), robin.person, due_on=TODAY - timedelta(days=1))
    found = figures_of(robin, TODAY)
    assert (found.load, found.handed_in, found.in_time, found.waiting, found.overdue, found.days) == (
        4,
        3,
        2,
        1,
        1,
        9,
    )
    page = client.get("/review/figures/").content.decode()
    assert "4 of 12 portfolios" in page
    assert "3, 2 of them in time" in page
    assert "9 days" in page


def test_the_office_grants_sets_and_sets_the_cap(robin, desk) -> None:
    page = f"/desk/reviewers/{robin.ref}/"
    assert desk.post(page, {"act": "grant", "set": "COM"}).status_code == 302
    assert {each.set.code for each in robin.qualifications.all()} == {"COM", "TEC"}
    desk.post(page, {"act": "grant", "set": "COM"})
    desk.post(page, {"act": "remove", "set": "TEC"})
    assert {each.set.code for each in robin.qualifications.all()} == {"COM"}
    assert desk.post(page, {"act": "cap", "seen": "7", "cap-yearly_cap": "2"}).status_code == 422
    desk.post(page, {"act": "cap", "seen": "0", "cap-yearly_cap": "2"})
    robin.refresh_from_db()
    assert robin.yearly_cap == 2


@pytest.mark.parametrize(
    "posted", [{}, {"act": "\x00"}, {"act": "grant", "set": "\x00"}, {"act": "cap", "cap-yearly_cap": "many"}]
)
def test_forged_posts_at_the_desk(robin, desk, posted) -> None:
    assert desk.post(f"/desk/reviewers/{robin.ref}/", posted).status_code in {404, 422}


def test_retiring_at_the_desk_waits_for_what_is_being_read(robin, desk) -> None:
    review = making.review(making.submitted(), robin.person)
    page = f"/desk/reviewers/{robin.ref}/"
    assert "still has portfolios to read" in desk.post(page, {"act": "retire"}).content.decode()
    Review.objects.filter(pk=review.pk).update(state="called_off")
    desk.post(page, {"act": "retire"})
    assert robin.person.name in desk.get("/desk/reviewers/?show=retired").content.decode()
    assert robin.person.name not in desk.get("/desk/reviewers/").content.decode()
    desk.post(page, {"act": "bring_back"})
    assert robin.person.name in desk.get("/desk/reviewers/").content.decode()


@pytest.mark.parametrize("words", ["Żółkiewska", "zolkiewska", "ZOLKIEW", "zolkewska", "\x00", "x" * 10_000])
def test_a_reviewer_is_found_by_what_somebody_remembers(desk, words: str) -> None:
    making.reviewer(name="Anna Żółkiewska")
    making.reviewer(name="Bob Brown")
    answer = desk.get("/desk/reviewers/", {"name": words})
    assert answer.status_code == 200
    page = answer.content.decode()
    if "o" in words.lower() or "ó" in words:
        assert "Anna" in page
        assert "Bob Brown" not in page


def test_the_list_asks_the_same_however_many_there_are(desk) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get("/desk/reviewers/")
        return len(asked)

    making.reviewer()
    questions()
    few = questions()
    for _each in range(6):
        making.reviewer("TEC", "COM")
    assert questions() == few
