"""Two people at the same moment, on a real database; and what would happen without the lock."""

import pytest
from django.db import transaction

from candidates.portfolios import steps
from candidates.portfolios.deciding import services
from candidates.portfolios.models import Decision, Portfolio, Review
from candidates.portfolios.reviewing import services as reviewing
from candidates.portfolios.reviewing import standing
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making, walking
from tests.candidates.portfolios.walking import NOW
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]


def without_lock(monkeypatch):
    def read(portfolio):
        row = Portfolio.objects.select_related("candidacy").get(pk=portfolio.pk)
        return row

    monkeypatch.setattr(steps, "locked", read)


def hand_in_both(monkeypatch):
    """Each has handed in before either looks whether all are in, and has looked before either is through."""
    portfolio, one, two = walking.begun()
    for review in (one, two):
        making.rate(review, walking.ALL_MET)
    handed_in, looked = Meeting(), Meeting()
    conclude = services.conclude

    def slowly(row, now):
        handed_in.first_waits()
        decision = conclude(row, now)
        looked.first_waits()
        return decision

    monkeypatch.setattr(reviewing, "conclude", slowly)

    def act(review):
        fresh = Review.objects.get(pk=review.pk)
        seen = standing.of(fresh).version
        return lambda: reviewing.hand_in(review=fresh, seen=seen, by=fresh.reviewer, now=NOW)

    together(act(one), act(two))
    return portfolio


def test_two_hand_in_at_once_and_it_is_decided_once(monkeypatch):
    portfolio = hand_in_both(monkeypatch)
    assert set(portfolio.reviews.values_list("state", flat=True)) == {"handed_in"}
    assert Decision.objects.filter(portfolio=portfolio).count() == 1


def test_control_without_the_lock_each_misses_the_other(monkeypatch):
    without_lock(monkeypatch)
    portfolio = hand_in_both(monkeypatch)
    assert set(portfolio.reviews.values_list("state", flat=True)) == {"handed_in"}
    assert not Decision.objects.filter(portfolio=portfolio).exists(), "nobody would ever decide it"


def take_back(portfolio, meeting):
    """As the candidate does it: only while nobody has opened it."""

    @transaction.atomic
    def act():
        row = steps.locked(portfolio)
        if Review.objects.filter(portfolio=row).exclude(opened_at=None).exists():
            raise Refused("opened", "Somebody reads it.")
        meeting.first_waits()
        Review.objects.filter(portfolio=row).update(state="called_off")
        Portfolio.objects.filter(pk=row.pk).update(state="draft")

    return act


def open_while_it_is_taken_back():
    portfolio = making.submitted()
    review = making.review(portfolio, making.reviewer().person)
    meeting = Meeting()

    def opens():
        meeting.first_is_there.wait(5)
        try:
            return reviewing.open_review(review, NOW)
        finally:
            meeting.second_goes()

    _taken, opened = together(take_back(portfolio, meeting), opens)
    review.refresh_from_db()
    portfolio.refresh_from_db()
    return portfolio, review, opened


def test_opened_while_the_candidate_takes_it_back():
    portfolio, review, opened = open_while_it_is_taken_back()
    assert isinstance(opened, Refused)
    assert opened.code == "taken_back"
    assert (portfolio.state, review.opened_at) == ("draft", None)


def test_control_without_the_lock_it_is_read_and_taken_back(monkeypatch):
    without_lock(monkeypatch)
    portfolio, review, _opened = open_while_it_is_taken_back()
    assert portfolio.state == "draft"
    assert review.opened_at, "a reviewer reads what its candidate has taken back"


def test_told_twice_at_once_is_told_once():
    decision = walking.decided()
    office = people.staff()
    act = lambda: services.release(decision=Decision.objects.get(pk=decision.pk), by=office, now=NOW)  # noqa: E731
    results = together(act, act)
    assert sum(isinstance(each, Refused) for each in results) == 1
    assert decision.portfolio.candidacy.achievements.count() == 1
    assert decision.portfolio.candidacy.facts.filter(code="portfolio_decided").count() == 1
