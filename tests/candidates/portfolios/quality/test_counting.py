"""What is counted of reviews, and that nothing of the other reviewer shows before the decision is out."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from candidates.portfolios.outcome import Rating
from candidates.portfolios.quality import counting, own
from candidates.portfolios.quality.agreement import Why
from candidates.portfolios.quality.counting import Period, Shares
from candidates.portfolios.quality.showing import quality
from competencies.standard.models import CompetencySet
from tests import people
from tests.candidates.portfolios import making
from tests.candidates.portfolios.quality.judged import hand_in, judged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
M, P, N = Rating.MET, Rating.PARTIAL, Rating.NOT_MET
NOW = people.NOW


@pytest.fixture
def two():
    return making.reviewer(name="Ann First"), making.reviewer(name="Ben Second")


def test_pairs_are_of_the_same_competency_of_the_same_round(two):
    ann, ben = (each.person for each in two)
    judged(ann, ben, ({1: "met", 2: "partial", 3: "met"}, {1: "met", 2: "not", 3: "met"}))
    technology = CompetencySet.objects.get(code="TEC").pk
    assert counting.pairs_by_set() == {technology: Counter({(M, M): 2, (P, N): 1})}
    of_people = counting.pairs_by_reviewer()
    assert of_people[ann.pk] == Counter({(M, M): 2, (P, N): 1})
    assert of_people[ben.pk] == Counter({(M, M): 2, (N, P): 1})
    assert counting.reviews_by("reviewer") == {ann.pk: (1, 10.0), ben.pk: (1, 10.0)}


@pytest.mark.parametrize("hidden", ["not released", "one is missing", "second round"])
def test_nothing_shows_before_both_are_in_and_the_decision_is_out(two, hidden):
    ann, ben = (each.person for each in two)
    if hidden == "not released":
        judged(ann, ben, ({1: "met"}, {1: "not"}), released=None)
    else:
        portfolio = making.draft(now=NOW)
        round_ = 2 if hidden == "second round" else 1
        first = making.review(portfolio, ann, "first", round=round_)
        second = making.review(portfolio, ben, "second", round=round_)
        making.rate(first, {1: "met"})
        making.rate(second, {1: "not"})
        hand_in(first, NOW)
        if round_ == 2:
            hand_in(second, NOW)
    assert counting.pairs_by_set() == {}
    assert counting.pairs_by_reviewer() == {}
    assert quality(counting.ALWAYS).reviews == 0
    assert own.agreement_of(ann).why is Why.NOTHING
    assert list(counting.plain_counts()) == []


def test_a_round_judged_anew_by_others_counts_by_itself(two):
    ann, ben = (each.person for each in two)
    cleo, dan = (making.reviewer(name=name).person for name in ("Cleo", "Dan"))
    portfolio = judged(ann, ben, ({1: "met"}, {1: "not"}))
    judged(cleo, dan, ({1: "met"}, {1: "met"}), portfolio=portfolio, cycle=2)
    (pairs,) = counting.pairs_by_set().values()
    assert pairs == Counter({(M, N): 1, (M, M): 1})


def test_a_year_is_that_of_chicago_and_of_the_release(two):
    ann, ben = (each.person for each in two)
    judged(ann, ben, ({1: "met"}, {1: "met"}), released=datetime(2026, 1, 1, 5, 59, tzinfo=UTC))
    judged(ann, ben, ({1: "not"}, {1: "not"}), released=datetime(2026, 1, 1, 6, 0, tzinfo=UTC))
    (in_2025,) = counting.pairs_by_set(Period.of_year(2025)).values()
    (in_2026,) = counting.pairs_by_set(Period.of_year(2026)).values()
    assert (in_2025, in_2026) == (Counter({(M, M): 1}), Counter({(N, N): 1}))


def test_drift_and_what_to_teach(two):
    ann, ben = (each.person for each in two)
    judged(ann, ben, ({1: "met", 2: "met", 5: "not"}, {1: "met", 2: "partial", 5: "not"}))
    judged(ann, ben, ({1: "not"}, {1: "met"}), now=NOW + timedelta(days=60), released=NOW)
    found = quality(counting.ALWAYS, ann)
    assert [(each.start, each.everybody, each.chosen) for each in found.quarters] == [
        (date(2026, 1, 1), Shares(3, 1, 2), Shares(2, 0, 1)),
        (date(2026, 4, 1), Shares(1, 0, 1), Shares(0, 0, 1)),
    ]
    ((of_set, short),) = found.to_teach
    assert of_set.code == "TEC"
    assert [(each.number, each.shares.short, each.shares.all) for each in short] == [
        (5, 2, 2),
        (2, 1, 2),
        (1, 1, 4),
    ]


def test_own_agreement(two):
    ann, ben = two
    judged(ann.person, ben.person, ({1: "met", 2: "met"}, {1: "met", 2: "not"}))
    found = own.agreement_of(ann.person)
    assert (found.same, found.rated, found.why) == (1, 2, Why.FEW)
    assert own.agreement_of(making.reviewer().person).why is Why.NOTHING
