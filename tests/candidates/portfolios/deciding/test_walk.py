"""From the last review of a round to what the candidate is told, by the services."""

from datetime import UTC, date, datetime, timedelta

import pytest

from candidates.journey.models import SetAchievement
from candidates.portfolios.assigning import seats
from candidates.portfolios.assigning import services as assigning
from candidates.portfolios.deciding import appealing, gathering, nightly, rounds, services, waiting
from candidates.portfolios.models import Decision, Portfolio, Review
from candidates.portfolios.reviewing import services as reviewing
from candidates.portfolios.writing import services as writing
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making, walking
from tests.candidates.portfolios.walking import ALL_MET, NOW, M, N, P

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
DAY = timedelta(days=1)


def state_of(portfolio):
    return Portfolio.objects.get(pk=portfolio.pk).state


def letters(kind):
    return list(Letter.objects.filter(kind=kind))


def test_nothing_is_decided_before_both_are_in():
    portfolio, one, two = walking.begun()
    walking.hand_in(one)
    assert not portfolio.decisions.exists()
    walking.hand_in(two)
    decision = portfolio.decisions.get()
    assert (decision.kind, decision.unanimous, decision.round) == ("achieved", True, 1)
    assert decision.arithmetic["count"] == {
        "met": 9,
        "partial": 0,
        "not_met": 0,
        "undecided": 0,
        "all": 9,
        "needed": 7,
    }
    assert state_of(portfolio) == "in_review", "decided is not told"
    assert not letters("portfolio_achieved")


def test_to_conclude_again_changes_nothing():
    decision = walking.decided()
    assert services.conclude(decision.portfolio, NOW + DAY) == decision
    assert Decision.objects.count() == 1


def test_achieved_is_told_recorded_and_told_once():
    decision = walking.decided()
    office = people.staff()
    services.release(decision=decision, by=office, now=NOW, note="Well done.")
    portfolio = Portfolio.objects.get(pk=decision.portfolio_id)
    assert (portfolio.state, portfolio.closed_on) == ("achieved", people.TODAY)
    achievement = portfolio.candidacy.achievements.get()
    assert (achievement.route, achievement.set_edition) == (
        SetAchievement.Route.PORTFOLIO,
        portfolio.set_edition,
    )
    (letter,) = letters("portfolio_achieved")
    assert "9 of 9 competencies are Met; 7 were needed" in letter.body
    assert "Well done." in letter.body
    assert not letters("set_achieved"), "one letter says it all"
    with pytest.raises(Refused) as no:
        services.release(decision=Decision.objects.get(), by=office, now=NOW)
    assert no.value.code == "released_already"


def test_of_one_mind_it_tells_itself_to_the_day():
    """Decided on Monday 2 March 2026: Tuesday and Wednesday lie between, and on Thursday it goes."""
    decision = walking.decided()
    assert decision.release_on == date(2026, 3, 5)
    wednesday_night = datetime(2026, 3, 5, 5, 59, tzinfo=UTC)  # 23:59 in Chicago
    assert nightly.release_what_is_due(wednesday_night) == 0
    assert nightly.release_what_is_due(wednesday_night + timedelta(minutes=1)) == 1
    assert nightly.release_what_is_due(wednesday_night + DAY) == 0
    decision.refresh_from_db()
    assert decision.released_by is None
    assert state_of(decision.portfolio) == "achieved"


def test_not_of_one_mind_waits_for_the_office():
    decision = walking.decided(second={1: P})
    assert (decision.kind, decision.unanimous, decision.release_on) == ("achieved", False, None)
    assert nightly.release_what_is_due(NOW + 100 * DAY) == 0
    assert list(waiting.untold()) == [decision]


def test_a_hold_keeps_it_until_lifted():
    decision = walking.decided()
    office = people.staff()
    with pytest.raises(Refused) as no:
        services.hold(decision=decision, why=" ", by=office, now=NOW)
    assert no.value.code == "reason_needed"
    decision = services.hold(decision=decision, why="The fee is in question.", by=office, now=NOW)
    assert nightly.release_what_is_due(NOW + 10 * DAY) == 0
    with pytest.raises(Refused) as no:
        services.release(decision=decision, by=office, now=NOW)
    assert no.value.code == "held"
    with pytest.raises(Refused) as no:
        services.lift(decision=decision, by=office, now=NOW, seen=0)
    assert no.value.code == "changed_meanwhile"
    services.lift(decision=decision, by=office, now=NOW)
    assert nightly.release_what_is_due(NOW + 10 * DAY) == 1


def test_more_information_names_what_is_open_and_why():
    portfolio = walking.asked({8: P, 9: N}, {8: P, 9: M})
    assert portfolio.state == "more_info"
    (letter,) = letters("portfolio_more_information")
    assert "7 of 9 competencies are Met" in letter.body
    assert "Reviewer 1: Not met. first says why." in letter.body
    assert "Reviewer 2: Met." in letter.body
    reviewers = Review.objects.filter(portfolio=portfolio).values_list("reviewer__name", flat=True)
    assert not any(name in letter.body for name in reviewers)


def test_due_sixty_days_after_the_candidate_opens_it():
    portfolio = walking.asked()
    assert portfolio.more_due_on is None
    decision = portfolio.decisions.get()
    services.opened_by_candidate(portfolio=portfolio, now=NOW + 2 * DAY)
    services.opened_by_candidate(portfolio=portfolio, now=NOW + 9 * DAY)
    portfolio.refresh_from_db()
    decision.refresh_from_db()
    assert decision.opened_at == NOW + 2 * DAY
    assert portfolio.more_due_on == date(2026, 5, 3)  # 4 March + 60 days


def test_unopened_it_is_received_three_days_after_the_letter_was_delivered():
    portfolio = walking.asked()
    assert nightly.settle_what_was_received(NOW + 30 * DAY) == 1
    portfolio.refresh_from_db()
    assert portfolio.more_due_on is None, "neither opened nor delivered: nothing runs"
    Letter.objects.filter(kind="portfolio_more_information").update(state="sent", sent_at=NOW + DAY)
    nightly.settle_what_was_received(NOW + 3 * DAY)
    portfolio.refresh_from_db()
    assert portfolio.more_due_on is None, "not received yet: it may still be opened earlier"
    nightly.settle_what_was_received(NOW + 4 * DAY)
    portfolio.refresh_from_db()
    assert portfolio.more_due_on == date(2026, 5, 5)  # 3 March + 3 + 60 days
    services.opened_by_candidate(portfolio=portfolio, now=NOW + 40 * DAY)
    portfolio.refresh_from_db()
    assert portfolio.more_due_on == date(2026, 5, 5), "opened later, it stays"


def test_the_same_two_rate_what_was_reopened_and_nothing_else():
    portfolio = walking.asked({8: P, 9: N}, {8: P, 9: N})
    reviews = walking.second_round(portfolio, reopened=[8, 9])
    first_round = portfolio.reviews.filter(round=1).values_list("seat", "reviewer")
    assert set(portfolio.reviews.filter(round=2).values_list("seat", "reviewer")) == set(first_round)
    assert gathering.to_rate(reviews[0]) == {8, 9}
    assert {letter.person for letter in letters("review_second_round")} == {each.reviewer for each in reviews}
    for review in reviews:
        reviewing.open_review(review, NOW)
    with pytest.raises(Refused) as no:
        reviewing.save_rating(
            review=reviews[0],
            competency=portfolio.set_edition.competencies.get(number=1),
            value=N,
            comment="",
            private_note="",
            version=0,
            now=NOW,
        )
    assert no.value.code == "not_asked"
    for review in reviews:
        walking.hand_in(review, {8: M, 9: P})
    decision = portfolio.decisions.get(round=2)
    assert (decision.kind, decision.arithmetic["count"]["met"]) == ("achieved", 8)
    with pytest.raises(Refused) as no:
        rounds.begin_round_two(portfolio, NOW)
    assert no.value.code == "nothing_asked", "once only"


def test_a_reviewer_who_is_gone_leaves_the_seat_free():
    portfolio = walking.asked()
    gone = portfolio.reviews.get(seat="second").reviewer
    gone.memberships.all().delete()
    assert [each.seat for each in walking.second_round(portfolio)] == ["first"]


def test_a_dispute_in_round_two_goes_to_a_third_and_the_middle_stands():
    portfolio = walking.asked({8: N, 9: N}, {8: N, 9: N})
    one, two = walking.second_round(portfolio, reopened=[8, 9])
    walking.hand_in(one, {8: M, 9: M})
    walking.hand_in(two, {8: N, 9: M})
    assert not portfolio.decisions.filter(round=2).exists()
    assert list(seats.with_free_seats()) == [portfolio]
    assert portfolio.candidacy.facts.filter(code="portfolio_third").count() == 1
    portfolio.refresh_from_db()
    third = making.review(portfolio, making.reviewer().person, "third", round=2)
    assert gathering.to_rate(third) == {8}
    assert not seats.with_free_seats().exists()
    walking.hand_in(third, {8: P})
    decision = portfolio.decisions.get(round=2)
    line = decision.arithmetic["lines"][7]
    assert (line["ratings"], line["together"]) == ([M, N, P], P)
    assert (decision.kind, decision.unanimous, decision.release_on) == ("achieved", False, None)


@pytest.mark.parametrize(("third", "kind"), [(M, "achieved"), (P, "achieved"), (N, "not_achieved")])
def test_what_the_third_says_decides(third, kind):
    portfolio = walking.asked()
    one, two = walking.second_round(portfolio)
    walking.hand_in(one, {9: M})
    walking.hand_in(two, {9: N})
    walking.hand_in(making.review(portfolio, making.reviewer().person, "third", round=2), {9: third})
    decision = portfolio.decisions.get(round=2)
    assert decision.kind == kind
    services.release(decision=decision, by=people.staff(), now=NOW)
    assert state_of(portfolio) == kind
    assert portfolio.candidacy.achievements.exists() is (kind == "achieved")


def test_at_the_goal_more_information_may_be_declined_and_is_told_at_once():
    portfolio = walking.asked({9: P}, {9: P})
    rounds.decline_more_information(portfolio=portfolio, by=portfolio.candidacy.person, now=NOW)
    assert state_of(portfolio) == "achieved"
    assert portfolio.reviews.filter(round=2, carries=True).count() == 2
    assert "first says why." in letters("portfolio_achieved")[0].body


def test_below_the_goal_it_may_not_be_declined():
    portfolio = walking.asked({9: N}, {9: M})
    with pytest.raises(Refused) as no:
        rounds.decline_more_information(portfolio=portfolio, by=portfolio.candidacy.person, now=NOW)
    assert no.value.code == "may_not_decline"


def test_missed_it_is_taken_as_it_stands_the_day_after():
    portfolio = walking.asked({9: N}, {9: N})
    services.opened_by_candidate(portfolio=portfolio, now=NOW)
    portfolio.refresh_from_db()
    last_moment = datetime(2026, 5, 2, 4, 59, tzinfo=UTC)  # 1 May, 23:59 in Chicago
    assert portfolio.more_due_on == date(2026, 5, 1)
    assert nightly.take_what_was_missed(last_moment) == 0
    assert nightly.take_what_was_missed(last_moment + timedelta(minutes=1)) == 1
    assert nightly.take_what_was_missed(last_moment + DAY) == 0
    assert portfolio.decisions.get(round=2).kind == "not_achieved"
    assert portfolio.candidacy.facts.filter(code="portfolio_more_missed").count() == 1


def test_missed_with_a_dispute_still_goes_to_a_third():
    portfolio = walking.asked({9: N}, {9: M})
    Portfolio.objects.filter(pk=portfolio.pk).update(more_due_on=people.TODAY - DAY)
    portfolio.refresh_from_db()
    assert rounds.take_as_missed(portfolio=portfolio, now=NOW)
    assert list(seats.with_free_seats()) == [portfolio]


def test_a_seat_that_ended_does_not_count():
    portfolio, one, two = walking.begun()
    making.rate(two, dict.fromkeys(range(1, 10), N))
    reviewing.step_aside(review=two, words="", by=two.reviewer, now=NOW)
    walking.hand_in(one)
    assert not portfolio.decisions.exists(), "one is not two"
    walking.hand_in(making.review(portfolio, making.reviewer().person, "second"))
    assert portfolio.decisions.get().kind == "achieved"


def test_sent_back_the_round_is_judged_again_by_others():
    portfolio = walking.asked()
    for review in walking.second_round(portfolio):
        walking.hand_in(review, {9: N})
    decision = services.release(decision=portfolio.decisions.get(round=2), by=people.staff(), now=NOW)
    judged_it = set(portfolio.reviews.values_list("reviewer", flat=True))
    portfolio = rounds.send_back(portfolio=decision.portfolio, decision=decision, by=people.staff(), now=NOW)
    assert (portfolio.state, portfolio.cycle) == ("second_round", 2)
    assert gathering.excluded(portfolio) == judged_it
    with pytest.raises(Refused) as no:
        rounds.send_back(portfolio=portfolio, decision=decision, by=people.staff(), now=NOW)
    assert no.value.code == "not_to_send_back"
    for seat in ("first", "second"):
        review = making.review(portfolio, making.reviewer().person, seat, round=2)
        assert gathering.to_rate(review) == {9}
        walking.hand_in(review, {9: M})
    assert portfolio.decisions.get(cycle=2, round=2).kind == "achieved"


def test_a_set_that_was_begun_anew_is_given_up_before_the_old_attempt_is_judged_again():
    portfolio = walking.asked()
    for review in walking.second_round(portfolio):
        walking.hand_in(review, dict.fromkeys(range(1, 10), N))
    staff, owner = people.staff(), portfolio.candidacy.person
    decision = services.release(decision=portfolio.decisions.get(round=2), by=staff, now=NOW)
    portfolio.refresh_from_db()
    assert portfolio.state == "not_achieved"
    writing.agree_to_another(portfolio=portfolio, by=staff, now=NOW)
    begun = {"candidacy": portfolio.candidacy, "set_edition": portfolio.set_edition, "by": owner, "now": NOW}
    newer = writing.begin(**begun)
    with pytest.raises(Refused) as no:
        rounds.send_back(portfolio=portfolio, decision=decision, by=staff, now=NOW)
    assert no.value.code == "newer_attempt"
    decision.refresh_from_db()
    assert decision.sent_back_at is None
    writing.give_up(portfolio=newer, by=owner, now=NOW)
    assert rounds.send_back(portfolio=portfolio, decision=decision, by=staff, now=NOW).state == "second_round"


def test_a_request_for_more_that_is_sent_back_is_judged_anew_from_the_first_round():
    portfolio = walking.asked()
    decision = portfolio.decisions.get()
    portfolio = rounds.send_back(portfolio=portfolio, decision=decision, by=people.staff(), now=NOW)
    assert (portfolio.state, portfolio.cycle) == ("submitted", 2)
    for seat in ("first", "second"):
        walking.hand_in(making.review(portfolio, making.reviewer().person, seat), ALL_MET)
    assert portfolio.decisions.get(cycle=2).kind == "achieved"


def test_the_rules_are_those_frozen_when_it_was_handed_in():
    portfolio = making.submitted()
    content = portfolio.submissions.get().content
    content["rules"] = {"pass_percent": 100, "not_met_most": 0}
    making.Submission.objects.create(
        portfolio=portfolio,
        number=2,
        round=1,
        why="replaced",
        content=content,
        sha256="0" * 64,
        submitted_at=NOW,
        by=portfolio.candidacy.person,
        declared_own=True,
        declared_private=True,
    )
    decision = walking.decided({9: P}, {9: P}, portfolio=portfolio)
    assert (decision.may_decline, decision.arithmetic["count"]["needed"]) == (False, 9)


def test_sent_back_after_more_came_in_it_is_the_first_round_that_others_judge():
    portfolio = walking.asked()
    asking = portfolio.decisions.get()
    late, _other = walking.second_round(portfolio)
    reviewing.open_review(late, NOW)
    portfolio = rounds.send_back(portfolio=portfolio, decision=asking, by=people.staff(), now=NOW)
    assert (portfolio.state, portfolio.round_now) == ("submitted", 1)
    assert not Review.objects.filter(state="assigned").exists(), "the old cycle waits for nobody"
    called_off = letters("review_called_off")
    assert len(called_off) == 2
    assert "judged again" in called_off[0].body
    assert "before you opened it" not in called_off[0].body
    assert seats.with_free_seats().get().judged_round == 1
    new = [making.reviewer().person, making.reviewer().person]
    for review in assigning.assign(portfolio=portfolio, reviewers=new, by=people.staff(), now=NOW):
        assert (review.cycle, review.round) == (2, 1)
        walking.hand_in(review, ALL_MET)
    assert portfolio.decisions.get(cycle=2).kind == "achieved"


def test_only_a_decision_that_is_in_force_can_be_appealed():
    def can_be_appealed(decision: Decision) -> bool:
        return appealing.facts(Decision.objects.get(pk=decision.pk)).open

    portfolio = walking.asked()
    asking = portfolio.decisions.get()
    assert can_be_appealed(asking)
    for review in walking.second_round(portfolio):
        walking.hand_in(review, {9: N})
    assert can_be_appealed(asking), "nobody was told anything newer"
    second = services.release(decision=portfolio.decisions.get(round=2), by=people.staff(), now=NOW)
    assert not can_be_appealed(asking)
    assert can_be_appealed(second)
    rounds.send_back(portfolio=second.portfolio, decision=second, by=people.staff(), now=NOW)
    assert not can_be_appealed(second)
    achieved = services.release(decision=walking.decided(), by=people.staff(), now=NOW)
    assert achieved.kind == "achieved"
    assert not can_be_appealed(achieved)
