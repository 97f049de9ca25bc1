"""The training: rated, saved, compared, passed; and put in place by the office."""

import json

import pytest
from django.core.management import call_command

from candidates.portfolios.models import Calibration, CalibrationAttempt
from candidates.portfolios.reviewers import training
from candidates.portfolios.reviewers.loading import load_calibration, read_fixture
from lsscert.letters.models import Letter
from tests import people
from tests.candidates.portfolios import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
RIGHT = {1: "met", 2: "partial", 3: "met", 4: "not", 5: "partial"}


@pytest.fixture
def robin():
    call_command("load_calibration", verbosity=0)
    return making.reviewer(trained=False)


@pytest.fixture
def client(robin):
    return people.signed_in(robin.person)


def ratings(said: dict[int, str]) -> dict[str, str]:
    return {f"rating-{number}": value for number, value in said.items()}


def begin(client) -> CalibrationAttempt:
    client.post("/review/training/", {"act": "begin"})
    return CalibrationAttempt.objects.get(handed_in_at=None)


def test_loading_it_again_changes_nothing() -> None:
    assert load_calibration(read_fixture())
    assert not load_calibration(read_fixture())
    assert Calibration.objects.filter(in_use=True).count() == 1


def test_rating_it_as_the_key_does_opens_real_portfolios(robin, client) -> None:
    attempt = begin(client)
    answer = client.post(
        "/review/training/", ratings(RIGHT) | {"act": "hand_in", "version": attempt.version}, follow=True
    )
    page = answer.content.decode()
    assert "5 of 5 ratings agree with the key: 100%" in page
    assert "an honest mistake that was learned from" in page
    robin.refresh_from_db()
    assert robin.trained_at is not None
    assert client.get("/review/queue/").status_code == 200
    assert Letter.objects.filter(kind="reviewer_trained", person=robin.person).count() == 1


def test_who_calls_everything_met_reads_why_and_tries_again(robin, client) -> None:
    attempt = begin(client)
    all_met = dict.fromkeys(RIGHT, "met")
    answer = client.post(
        "/review/training/", ratings(all_met) | {"act": "hand_in", "version": "0"}, follow=True
    )
    page = answer.content.decode()
    assert "Not passed this time" in page
    assert "2 of 5" in page
    robin.refresh_from_db()
    assert robin.trained_at is None
    attempt.refresh_from_db()
    assert (attempt.percent, attempt.passed) == (40, False)
    second = begin(client)
    client.post("/review/training/", ratings(RIGHT) | {"act": "hand_in", "version": second.version})
    robin.refresh_from_db()
    assert robin.trained_at is not None


def test_nothing_of_the_key_is_seen_before_handing_in(client) -> None:
    begin(client)
    page = client.get("/review/training/").content.decode()
    for line in read_fixture()["key"]:
        assert line["why"][:40] not in page


def test_it_is_saved_as_it_is_rated_and_an_older_tab_is_told(client) -> None:
    attempt = begin(client)
    first = client.post(
        "/review/training/?autosave=1", ratings({1: "met"}) | {"comment-1": "Well done.", "version": "0"}
    )
    assert first.json()["version"] == 1
    stale = client.post("/review/training/?autosave=1", ratings({1: "not"}) | {"version": "0"})
    assert (stale.status_code, "another tab" in stale.json()["detail"]) == (409, True)
    attempt.refresh_from_db()
    assert attempt.ratings["1"] == {"rating": "met", "comment": "Well done."}
    page = client.get("/review/training/").content.decode()
    assert "Well done." in page
    assert "4 competencies are left" in page


def test_handing_in_half_of_it_loses_nothing(client) -> None:
    begin(client)
    answer = client.post(
        "/review/training/",
        ratings({1: "met"}) | {"comment-1": "Kept.", "act": "hand_in", "version": "0"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Still missing: 2, 3, 4, 5." in page
    assert "Kept." in page


@pytest.mark.parametrize(
    "posted",
    [
        {"rating-1": "brilliant", "rating-999": "met", "rating-١": "met"},
        {"comment-1": "\x00" + "x" * 10_000},
        {"rating-0": "met", "version": "99999999999"},
    ],
)
def test_forged_ratings_are_no_ratings(client, posted) -> None:
    attempt = begin(client)
    answer = client.post("/review/training/", {"version": "0", "act": "save"} | posted)
    assert answer.status_code in {302, 422}
    attempt.refresh_from_db()
    assert not any(each["rating"] for each in attempt.ratings.values())
    assert "999" not in attempt.ratings


def test_somebody_else_s_result_is_not_there(robin, client) -> None:
    attempt = begin(client)
    client.post("/review/training/", ratings(RIGHT) | {"act": "hand_in", "version": attempt.version})
    other = people.signed_in(making.reviewer().person)
    assert client.get(f"/review/training/{attempt.ref}/").status_code == 200
    assert other.get(f"/review/training/{attempt.ref}/").status_code == 404


def test_the_office_replaces_it_and_old_attempts_stay(robin, client) -> None:
    attempt = begin(client)
    desk = people.signed_in(people.staff())
    data = read_fixture()
    posted = {"title": "A second one", "content": json.dumps(data["content"]), "key": json.dumps(data["key"])}
    assert desk.post("/desk/reviewers/training/", posted).status_code == 302
    assert training.in_use().title == "A second one"
    assert Calibration.objects.filter(in_use=True).count() == 1
    assert training.open_attempt(robin) == attempt
    assert robin.person.name in desk.get("/desk/reviewers/training/").content.decode()
    assert not load_calibration(data)


@pytest.mark.parametrize(
    ("content", "key"),
    [("{", "[]"), ("[]", "[]"), ("[" * 50_000, "[]"), ('{"a": NaN}', "[]"), ("1" * 5000, "[]")],
)
def test_a_training_portfolio_that_cannot_be_read_is_refused(robin, content: str, key: str) -> None:
    desk = people.signed_in(people.staff())
    answer = desk.post("/desk/reviewers/training/", {"title": "X", "content": content, "key": key})
    assert answer.status_code == 422
    assert Calibration.objects.count() == 1


def test_what_no_database_holds_is_dropped(robin) -> None:
    desk = people.signed_in(people.staff())
    content = '{"competencies": [{"number": 1, "text": "A\\u0000", "response": "\\ud800B"}]}'
    key = '[{"number": 1, "rating": "met", "why": "W"}]'
    posted = {"title": "X", "content": content, "key": key}
    assert desk.post("/desk/reviewers/training/", posted).status_code == 302
    assert training.in_use().content["competencies"][0]["response"] == "B"


def test_without_a_training_portfolio_nobody_can_begin() -> None:
    client = people.signed_in(making.reviewer(trained=False).person)
    assert "There is no training portfolio yet" in client.get("/review/training/").content.decode()
    assert client.post("/review/training/", {"act": "begin"}).status_code == 422
