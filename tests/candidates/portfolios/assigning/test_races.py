"""Twenty reviewers after one seat, and one reviewer's last place of the year. Each race has its control."""

from typing import Any

import pytest

from candidates.portfolios import steps
from candidates.portfolios.assigning import services
from candidates.portfolios.models import Portfolio, Review
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]


def test_twenty_who_take_the_last_seat_are_one():
    portfolio = making.submitted()
    services.assign(portfolio=portfolio, reviewers=[making.reviewer().person], by=people.staff(), now=NOW)
    rows = [making.reviewer() for _each in range(20)]
    outcomes = together(
        *(lambda row=row: services.take(portfolio=portfolio, by=row.person, now=NOW) for row in rows)
    )
    assert sum(isinstance(outcome, Review) for outcome in outcomes) == 1
    assert all(isinstance(outcome, Review | Refused) for outcome in outcomes)
    assert portfolio.reviews.count() == 2


def two_portfolios_for_the_last_place(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], int]:
    """The first has counted the load and is held while the second tries. Returns how many were given."""
    row = making.reviewer(yearly_cap=1)
    one, other = making.submitted(), making.submitted()
    meeting, look = Meeting(), services._require_able

    def look_slowly(*args: Any) -> None:
        look(*args)
        if not meeting.first_is_there.is_set():
            meeting.first_waits()

    monkeypatch.setattr(services, "_require_able", look_slowly)

    def give(portfolio: Portfolio) -> Any:
        return services.assign(portfolio=portfolio, reviewers=[row.person], by=None, now=NOW)

    def second() -> Any:
        meeting.first_is_there.wait()
        try:
            return give(other)
        finally:
            meeting.second_goes()

    outcomes = together(lambda: give(one), second)
    return outcomes, row.person.reviews.count()


def test_the_yearly_cap_holds_when_two_are_given_at_once(monkeypatch: pytest.MonkeyPatch):
    outcomes, given = two_portfolios_for_the_last_place(monkeypatch)
    assert given == 1
    assert [type(outcome) for outcome in outcomes] == [list, Refused]


def test_without_the_lock_on_the_reviewer_it_would_not(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(services, "_lock_reviewers", lambda reviewers: None)
    _outcomes, given = two_portfolios_for_the_last_place(monkeypatch)
    assert given == 2


def test_without_the_lock_on_the_portfolio_the_database_alone_refuses(monkeypatch: pytest.MonkeyPatch):
    """The control of the first race: both see a free seat, and only the constraint is left."""
    portfolio = making.submitted()
    services.assign(portfolio=portfolio, reviewers=[making.reviewer().person], by=people.staff(), now=NOW)
    monkeypatch.setattr(steps, "locked", lambda row: Portfolio.objects.get(pk=row.pk))
    meeting, look = Meeting(), services._require_able

    def look_slowly(*args: Any) -> None:
        look(*args)
        if not meeting.first_is_there.is_set():
            meeting.first_waits()

    monkeypatch.setattr(services, "_require_able", look_slowly)
    first, second = making.reviewer().person, making.reviewer().person

    def after_the_first() -> Any:
        meeting.first_is_there.wait()
        try:
            return services.take(portfolio=portfolio, by=second, now=NOW)
        finally:
            meeting.second_goes()

    outcomes = together(lambda: services.take(portfolio=portfolio, by=first, now=NOW), after_the_first)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IntegrityError", "Review"]
