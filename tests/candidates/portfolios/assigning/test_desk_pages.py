"""The desk: who is suggested, one click, choosing, giving a seat to somebody else, finding a portfolio."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.portfolios.assigning import services
from candidates.portfolios.models import Portfolio, Review
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture
def portfolio() -> Portfolio:
    return making.submitted()


@pytest.fixture
def desk():
    return people.signed_in(people.staff())


def at(portfolio: Portfolio) -> str:
    return f"/desk/portfolios/{portfolio.ref}/"


def text(answer) -> str:
    return answer.content.decode()


def test_one_click_assigns_the_two_that_are_suggested(desk, portfolio: Portfolio) -> None:
    two = [making.reviewer(name="Ada First"), making.reviewer(name="Bo Second")]
    making.reviewer(name="Cy Cedar", employer="Cedar Valley Library")
    page = text(desk.get(at(portfolio)))
    assert "Assign these two" in page
    assert "the reviewer works at Cedar Valley Library" in page
    answer = desk.post(at(portfolio), {"act": "suggested", "reviewer": [two[0].ref, two[1].ref]}, follow=True)
    assert "Assigned to Ada First and Bo Second" in text(answer)
    assert {each.reviewer.name for each in Review.objects.all()} == {"Ada First", "Bo Second"}
    again = desk.post(at(portfolio), {"act": "suggested", "reviewer": [two[0].ref, two[1].ref]})
    assert again.status_code == 422
    assert Review.objects.count() == 2


def test_choosing_one_now_and_another_later(desk, portfolio: Portfolio) -> None:
    one = making.reviewer()
    answer = desk.post(at(portfolio), {"act": "choose", "choose-first": one.ref, "choose-second": ""})
    assert answer.status_code == 302
    assert Review.objects.get().seat == "first"
    assert "A reviewer is needed" in text(desk.get(at(portfolio)))


@pytest.mark.parametrize(
    "posted",
    [
        {"act": "suggested"},
        {"act": "suggested", "reviewer": ["x" * 10_000, "\x00"]},
        {"act": "choose", "choose-first": "nobody"},
        {"act": "choose"},
        {"act": "reassign", "review": "nothing"},
        {"act": "\x00"},
        {},
    ],
)
def test_forged_posts_change_nothing(desk, portfolio: Portfolio, posted) -> None:
    making.reviewer()
    assert desk.post(at(portfolio), posted).status_code in {404, 422}
    assert not Review.objects.exists()


def test_a_seat_goes_to_somebody_else_with_a_reason(desk, portfolio: Portfolio) -> None:
    first, other = making.reviewer(), making.reviewer(name="Olga Other")
    (review,) = services.assign(portfolio=portfolio, reviewers=[first.person], by=people.staff(), now=NOW)
    posted = {"act": "reassign", "review": review.ref, f"{review.ref}-to": other.ref}
    assert desk.post(at(portfolio), posted).status_code == 422
    answer = desk.post(at(portfolio), posted | {f"{review.ref}-why": "It is late."}, follow=True)
    assert "Assigned to Olga Other" in text(answer)
    review.refresh_from_db()
    assert (review.state, review.ended_why) == ("replaced", "It is late.")


def test_a_draft_is_nobody_s_business_at_the_desk(desk) -> None:
    assert desk.get(at(making.filled())).status_code == 404
    taken_back = making.submitted(code="COM")
    Portfolio.objects.filter(pk=taken_back.pk).update(state="draft")
    assert desk.get(at(taken_back)).status_code == 404
    assert taken_back.alias not in text(desk.get("/desk/portfolios/?show=all"))


@pytest.mark.parametrize("words", ["delgado", "MARÍA", "technology", "alias", "ref"])
def test_a_portfolio_is_found_by_candidate_set_and_alias(desk, portfolio: Portfolio, words: str) -> None:
    words = {"alias": portfolio.alias.split()[1].lower(), "ref": portfolio.ref}.get(words, words)
    other = making.submitted(candidacy=people.active(people.person("Xu Ping")), code="COM", alias="Zed Zed 1")
    page = text(desk.get("/desk/portfolios/", {"show": "all", "q": words}))
    assert portfolio.alias in page
    assert other.alias not in page


def test_tabs_hold_what_they_say(desk, portfolio: Portfolio) -> None:
    def shown(tab: str) -> bool:
        return portfolio.alias in text(desk.get(f"/desk/portfolios/?show={tab}"))

    assert [tab for tab in ("assign", "replace", "review", "overdue", "decided", "all") if shown(tab)] == [
        "assign",
        "all",
    ]
    making.review(portfolio, making.reviewer().person, due_on="2020-01-01")
    making.review(portfolio, making.reviewer().person, "second", state="declined", ended_at=NOW)
    Portfolio.objects.filter(pk=portfolio.pk).update(state="in_review")
    assert [tab for tab in ("assign", "replace", "review", "overdue", "decided", "all") if shown(tab)] == [
        "assign",
        "replace",
        "review",
        "overdue",
        "all",
    ]


def test_the_page_asks_the_same_however_many_reviewers_there_are(desk, portfolio: Portfolio) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(at(portfolio))
        return len(asked)

    making.reviewer()
    questions()
    few = questions()
    for _each in range(8):
        making.reviewer()
    making.reviewer(employer="Cedar Valley Library")
    assert questions() == few


def test_the_desk_s_home_names_what_waits(desk, portfolio: Portfolio) -> None:
    assert "Portfolios to assign" in text(desk.get("/desk/"))
