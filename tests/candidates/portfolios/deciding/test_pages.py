"""What the desk and the candidate see of a decision, and what neither must."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.portfolios.deciding import appealing, services
from candidates.portfolios.models import Portfolio
from tests import people
from tests.candidates.portfolios import making, walking
from tests.candidates.portfolios.walking import NOW, N, P

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
OUTCOME = reverse("my_portfolio_outcome", args=["technology"])


@pytest.fixture
def office():
    return people.signed_in(people.staff())


def decision_page(decision):
    return reverse("desk_decision", args=[decision.portfolio.ref])


def test_the_arithmetic_stands_in_words(office):
    decision = walking.decided({8: P, 9: N}, {8: P, 9: N})
    text = office.get(decision_page(decision)).content.decode()
    assert "7 of 9 are Met; 7 are needed. 1 is Not met; none may be." in text
    assert "it tells itself on 5 March 2026" in text


def test_the_office_holds_lifts_and_tells(office):
    decision = walking.decided(second={1: P})
    where = decision_page(decision)
    held = office.post(where, {"decision": "hold", "hold-why": "A call came.", "seen": 0}, follow=True)
    assert "A call came." in held.content.decode()
    assert "Tell it now" not in held.content.decode()
    old = office.post(where, {"decision": "lift", "seen": 0})
    assert "changed since you opened" in old.content.decode()
    office.post(where, {"decision": "lift", "seen": 1})
    office.post(where, {"decision": "release", "release-note": "Well done.", "seen": 2})
    decision.refresh_from_db()
    assert (decision.note, bool(decision.released_at)) == ("Well done.", True)
    again = office.post(where, {"decision": "release", "release-note": "Twice", "seen": 3})
    assert "has been told of this decision already" in again.content.decode()


@pytest.mark.parametrize("data", [{}, {"decision": "steal"}, {"decision": "hold", "hold-why": ""}])
def test_no_button_no_deed(office, data):
    decision = walking.decided()
    assert office.post(decision_page(decision), data | {"seen": 0}).status_code == 422
    decision.refresh_from_db()
    assert (decision.held_by, decision.released_at) == (None, None)


def test_each_decision_is_on_its_tab(office):
    shown = reverse("desk_decisions")
    by_itself = walking.decided()
    to_tell = walking.decided(second={1: P})
    for query, here, elsewhere in [("by_itself", by_itself, to_tell), ("to_release", to_tell, by_itself)]:
        text = office.get(shown, {"show": query}).content.decode()
        assert decision_page(here) in text
        assert decision_page(elsewhere) not in text


def test_the_list_asks_the_same_however_long_it_is(office):
    shown = reverse("desk_decisions") + "?show=by_itself"
    walking.decided()
    office.get(shown)
    with CaptureQueriesContext(connection) as few:
        office.get(shown)
    walking.decided()
    with CaptureQueriesContext(connection) as more:
        office.get(shown)
    assert len(more) == len(few)


def test_until_it_is_told_the_candidate_finds_nothing():
    decision = walking.decided()
    client = people.signed_in(decision.portfolio.candidacy.person)
    assert client.get(OUTCOME).status_code == 404
    services.release(decision=decision, by=people.staff(), now=NOW)
    assert "Congratulations" in client.get(OUTCOME).content.decode()


def test_reviewers_are_never_named_to_the_candidate():
    portfolio = walking.asked({8: P, 9: N}, {8: P, 9: N})
    client = people.signed_in(portfolio.candidacy.person)
    text = client.get(OUTCOME).content.decode()
    assert "Reviewer 1" in text
    assert "second says why." in text
    for person in (review.reviewer for review in portfolio.reviews.all()):
        assert person.name not in text
        assert person.email not in text


def test_only_the_candidates_own_look_starts_the_clock(office):
    portfolio = walking.asked()
    office.get(decision_page(portfolio.decisions.get()))
    assert people.signed_in(people.person()).get(OUTCOME).status_code == 404
    assert portfolio.decisions.get().opened_at is None
    people.signed_in(portfolio.candidacy.person).get(OUTCOME)
    assert portfolio.decisions.get().opened_at
    assert Portfolio.objects.get(pk=portfolio.pk).more_due_on


def test_who_may_decline_is_offered_it_and_asked_once_more():
    portfolio = walking.asked({9: P}, {9: P})
    client = people.signed_in(portfolio.candidacy.person)
    decline = reverse("my_portfolio_decline", args=["technology"])
    assert decline in client.get(OUTCOME).content.decode()
    assert client.get(decline).status_code == 200
    portfolio.refresh_from_db()
    assert portfolio.state == "more_info", "looking decides nothing"
    done = client.post(decline, follow=True).content.decode()
    assert "The outcome stands" in done
    portfolio.refresh_from_db()
    assert portfolio.state == "achieved"
    assert client.post(decline).status_code == 404


def test_who_may_not_decline_is_not_offered_it():
    portfolio = walking.asked()
    client = people.signed_in(portfolio.candidacy.person)
    decline = reverse("my_portfolio_decline", args=["technology"])
    assert decline not in client.get(OUTCOME).content.decode()
    assert client.post(decline).status_code == 404


@pytest.mark.usefixtures("real_courses")
def test_not_achieved_suggests_courses_of_that_set():
    portfolio = walking.asked()
    for review in walking.second_round(portfolio):
        walking.hand_in(review, {9: N})
    services.release(decision=portfolio.decisions.get(round=2), by=people.staff(), now=NOW)
    text = people.signed_in(portfolio.candidacy.person).get(OUTCOME).content.decode()
    assert "does not achieve the set" in text
    assert "Courses for this set" in text
    assert "Before, " in text, "the first round is there to read"
    letter = portfolio.candidacy.person.letters.get(kind="portfolio_not_achieved").body
    assert "* " in letter


def test_who_took_part_is_kept_from_an_appeal():
    portfolio = walking.asked()
    decision = portfolio.decisions.get()
    facts = appealing.facts(decision)
    reviewers = set(portfolio.reviews.values_list("reviewer", flat=True))
    assert facts.excluded == reviewers | {decision.released_by_id}
    assert facts.open is True
    services.opened_by_candidate(portfolio=portfolio, now=NOW + timedelta(days=1))
    decision.refresh_from_db()
    assert appealing.facts(decision).opened_at == NOW + timedelta(days=1)


def test_the_panel_names_what_a_third_must_rate(office):
    portfolio = walking.asked()
    one, two = walking.second_round(portfolio)
    walking.hand_in(one, {9: "met"})
    walking.hand_in(two, {9: N})
    text = office.get(reverse("desk_decision", args=[portfolio.ref])).content.decode()
    assert "The two do not agree on competencies 9." in text
    making.review(Portfolio.objects.get(pk=portfolio.pk), making.reviewer().person, "third", round=2)


def test_a_portfolio_leads_to_its_outcome_once_it_is_told():
    decision = walking.decided()
    candidate = people.signed_in(decision.portfolio.candidacy.person)
    own_page = reverse("my_portfolio", args=["technology"])
    assert OUTCOME not in candidate.get(own_page).content.decode()
    services.release(decision=decision, by=people.staff("Tessa"), now=NOW)
    assert OUTCOME in candidate.get(own_page).content.decode()
    outcome = candidate.get(OUTCOME).content.decode()
    assert "9 of 9 are Met; 7 are needed. None is Not met." in outcome
    assert "70 % of 9 are needed: 100 × 9 = 900 ≥ 70 × 9 = 630." in outcome
