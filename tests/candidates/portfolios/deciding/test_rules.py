"""The small rules around a decision, as tables worked out by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.portfolios.deciding.arithmetic import as_kept, pairs_kept, rules_of
from candidates.portfolios.deciding.release_day import release_day
from candidates.portfolios.outcome import Rating, Rules, round_one
from candidates.portfolios.reviewing.changes import between

MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 3, day) for day in range(2, 9))
NEXT_TUE, NEXT_WED = date(2026, 3, 10), date(2026, 3, 11)


@pytest.mark.parametrize(
    ("decided", "days", "goes"),
    [
        (MON, 2, THU),  # Tuesday and Wednesday lie between
        (TUE, 2, FRI),
        (WED, 2, SAT),  # Thursday and Friday; from Saturday on it goes
        (THU, 2, NEXT_TUE),  # Friday and Monday
        (FRI, 2, NEXT_WED),  # Monday and Tuesday
        (SAT, 2, NEXT_WED),
        (SUN, 2, NEXT_WED),
        (MON, 0, TUE),
        (FRI, 1, NEXT_TUE),
    ],
)
def test_two_whole_working_days_lie_between(decided, days, goes):
    assert release_day(decided, days) == goes


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)), days=st.integers(0, 20))
def test_a_longer_wait_is_never_sooner(day, days):
    assert day < release_day(day, days) < release_day(day, days + 1)


def test_rules_come_from_what_was_handed_in():
    assert rules_of({"rules": {"pass_percent": 80, "not_met_most": 1}}) == Rules(80, 1)
    assert rules_of({}) == Rules(70, 0)


pairs = st.dictionaries(
    st.integers(1, 16), st.tuples(*[st.sampled_from(list(Rating))] * 2), min_size=1, max_size=16
)


@given(pairs=pairs)
def test_what_is_kept_of_a_first_round_gives_its_ratings_back(pairs):
    assert pairs_kept(as_kept(round_one(pairs, Rules()), Rules())) == pairs


words = st.text(alphabet="ab \n", max_size=60)


@given(before=words, after=words)
def test_what_changed_gives_both_texts_back(before, after):
    parts = between(before, after)
    if before == after:
        assert parts == []
    else:
        assert "".join(each.text for each in parts if each.kind != "new") == before
        assert "".join(each.text for each in parts if each.kind != "gone") == after
