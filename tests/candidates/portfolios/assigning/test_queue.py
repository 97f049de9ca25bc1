"""What a reviewer may take, and what they never learn."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.portfolios.models import MustNotJudge, Portfolio, Review
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
CANARIES = ("Maria", "Delgado", "Cedar Valley", "people.test")


@pytest.fixture
def portfolio() -> Portfolio:
    return making.submitted()


def text(answer) -> str:
    return answer.content.decode()


def test_taking_one_by_its_alias(portfolio: Portfolio) -> None:
    robin = making.reviewer()
    client = people.signed_in(robin.person)
    page = text(client.get("/review/queue/"))
    assert portfolio.alias in page
    assert "Technology" in page
    assert not [canary for canary in CANARIES if canary in page]
    answer = client.post(f"/review/queue/{portfolio.ref}/")
    review = Review.objects.get()
    assert answer["Location"] == f"/review/{review.ref}/"
    assert review.assigned_by is None
    assert "Nothing waits for you" in text(client.get("/review/queue/"))
    again = client.post(f"/review/queue/{portfolio.ref}/", follow=True)
    assert "You have this portfolio already" in text(again)
    assert Review.objects.count() == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda: making.reviewer("COM"),
        lambda: making.reviewer(employer="Cedar Valley Public Lib."),
        lambda: _listed("person", "Delgado, Maria"),
    ],
)
def test_what_is_not_for_them_is_not_in_their_queue(portfolio: Portfolio, make) -> None:
    robin = make()
    client = people.signed_in(robin.person)
    assert portfolio.alias not in text(client.get("/review/queue/"))
    answer = client.post(f"/review/queue/{portfolio.ref}/", follow=True)
    page = text(answer)
    if robin.employer == "Far Library":
        page = page.replace("Delgado, Maria", "")
    assert not [canary for canary in CANARIES if canary in page]
    assert not Review.objects.exists()


def _listed(kind: str, name: str):
    robin = making.reviewer()
    MustNotJudge.objects.create(reviewer=robin, kind=kind, name=name, added_at=NOW)
    return robin


def test_the_training_comes_first(portfolio: Portfolio) -> None:
    client = people.signed_in(making.reviewer(trained=False).person)
    for answer in (client.get("/review/queue/"), client.post(f"/review/queue/{portfolio.ref}/")):
        assert answer["Location"] == "/review/training/"
    assert not Review.objects.exists()


def test_who_is_full_sees_it_and_takes_nothing(portfolio: Portfolio) -> None:
    client = people.signed_in(making.reviewer(yearly_cap=0).person)
    page = text(client.get("/review/queue/"))
    assert "as many as you take in a year" in page
    assert "Take it" not in page


def test_giving_one_back_before_it_is_opened(portfolio: Portfolio) -> None:
    robin = making.reviewer()
    client = people.signed_in(robin.person)
    review = making.review(portfolio, robin.person)
    assert client.post(f"/review/{review.ref}/decline/", {"why": " "}).status_code == 422
    client.post(f"/review/{review.ref}/decline/", {"why": "No time."})
    review.refresh_from_db()
    assert (review.state, review.ended_why) == ("declined", "No time.")
    assert portfolio.alias not in text(client.get("/review/queue/"))
    stranger = people.signed_in(making.reviewer().person)
    assert stranger.get(f"/review/{review.ref}/decline/").status_code == 404


def test_an_opened_one_is_not_given_back(portfolio: Portfolio) -> None:
    robin = making.reviewer()
    review = making.review(portfolio, robin.person, opened_at=NOW)
    client = people.signed_in(robin.person)
    assert client.post(f"/review/{review.ref}/decline/", {"why": "No time."}).status_code == 422
    review.refresh_from_db()
    assert review.state == "assigned"


def test_nobody_without_the_role_comes_in(portfolio: Portfolio) -> None:
    for someone in (portfolio.candidacy.person, people.staff()):
        assert people.signed_in(someone).get("/review/queue/").status_code == 404


def test_the_queue_asks_the_same_however_long_it_is(portfolio: Portfolio) -> None:
    client = people.signed_in(making.reviewer().person)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/review/queue/")
        return len(asked)

    questions()
    few = questions()
    for _each in range(4):
        making.submitted()
    assert questions() == few
