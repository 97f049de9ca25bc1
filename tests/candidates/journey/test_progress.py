from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.journey.progress import deadline, pace, progress

REQUIRED = {"foundations", "communication", "technology"}
ELECTIVES = ["access", "advisory", "cataloging", "collection", "reference", "supervision", "youth"]


def after(achieved, chosen=(), **kwargs):
    return progress(required=REQUIRED, electives_chosen=list(chosen), achieved=set(achieved), **kwargs)


def test_at_the_start_everything_is_missing_and_three_are_to_be_chosen():
    start = after([])
    assert (start.done, start.needed, start.complete) == (0, 6, False)
    assert start.missing_required == ("communication", "foundations", "technology")
    assert (start.missing_electives, start.electives_short, start.electives_to_choose) == ((), 3, 3)


@pytest.mark.parametrize(
    ("achieved", "chosen", "done", "missing", "to_choose", "extra"),
    [
        ([], ["youth", "access", "reference"], 0, ("youth", "access", "reference"), 0, ()),
        ([], ["youth"], 0, ("youth",), 2, ()),
        (["technology", "youth"], ["youth", "access", "reference"], 2, ("access", "reference"), 0, ()),
        # achieved without being chosen counts, and any two of the chosen three will do
        (["cataloging"], ["youth", "access", "reference"], 1, ("youth", "access", "reference"), 0, ()),
        (["cataloging"], ["youth"], 1, ("youth",), 1, ()),
        (["cataloging"], [], 1, (), 2, ()),
        # three are enough: the fourth is extra, chosen ones come first, then by name
        (["access", "advisory", "cataloging", "youth"], ["youth"], 3, (), 0, ("cataloging",)),
        (["access", "advisory", "cataloging"], ["youth", "reference", "collection"], 3, (), 0, ()),
        (
            ["access", "advisory", "cataloging", "youth"],
            ["youth", "cataloging", "advisory", "access"],
            3,
            (),
            0,
            ("access",),
        ),
        # electives never stand in for a required set
        (ELECTIVES, ELECTIVES[:3], 3, (), 0, ("collection", "reference", "supervision", "youth")),
        # a set named twice, or a required one named as a choice, is no choice
        ([], ["youth", "youth", "technology"], 0, ("youth",), 2, ()),
        (["technology"], ["technology", "youth"], 1, ("youth",), 2, ()),
    ],
)
def test_where_a_candidate_stands(achieved, chosen, done, missing, to_choose, extra):
    stand = after(achieved, chosen)
    assert stand.done == done
    assert stand.missing_electives == missing
    assert stand.electives_to_choose == to_choose
    assert stand.extra == extra


def test_six_sets_are_complete():
    assert after([*REQUIRED, "access", "youth", "reference"], ["access", "youth", "reference"]).complete


@pytest.mark.parametrize("missing", [*sorted(REQUIRED), "access"])
def test_five_sets_are_not(missing):
    six = {*REQUIRED, "access", "youth", "reference"}
    stand = after(six - {missing}, ["access", "youth", "reference"])
    assert (stand.done, stand.complete) == (5, False)
    assert stand.missing_required + stand.missing_electives == (missing,)


def test_how_many_electives_are_needed_is_policy():
    stand = after([*REQUIRED, "access", "youth"], ["access"], electives_needed=1)
    assert (stand.done, stand.needed, stand.complete, stand.extra) == (4, 4, True, ("youth",))


slugs = st.sampled_from([*sorted(REQUIRED), *ELECTIVES])


@given(st.sets(slugs), st.lists(slugs))
def test_nothing_is_lost_between_done_and_missing(achieved, chosen):
    stand = after(achieved, chosen)
    assert stand.done + len(stand.missing_required) + stand.electives_short == stand.needed
    assert len(stand.counted_electives) + len(stand.extra) == len(achieved - REQUIRED)
    assert stand.complete == (achieved >= REQUIRED and len(achieved - REQUIRED) >= 3)
    if stand.electives_short:
        enough = min(stand.electives_short, len(stand.missing_electives))
        assert enough + stand.electives_to_choose == stand.electives_short


@given(st.sets(slugs), st.lists(slugs), slugs)
def test_one_more_set_never_takes_one_away(achieved, chosen, more):
    assert after(achieved, chosen).done <= after(achieved | {more}, chosen).done


@pytest.mark.parametrize(
    ("started_on", "today", "done", "needed", "expected"),
    [
        # 100 days for one of six: 600 days in all
        (date(2026, 1, 1), date(2026, 4, 11), 1, 6, date(2026, 1, 1) + timedelta(days=600)),
        # 100 days for three: 200 days in all, 31+28+31+30+31+30 = 181 to 1 July, 19 more
        (date(2026, 1, 1), date(2026, 4, 11), 3, 6, date(2026, 7, 20)),
        # 100 days for four: 150 in all, 120 to 1 May, 30 more
        (date(2026, 1, 1), date(2026, 4, 11), 4, 6, date(2026, 5, 31)),
        # 10 days for four: 15 in all
        (date(2026, 1, 1), date(2026, 1, 11), 4, 6, date(2026, 1, 16)),
        # 1 day for five: 1.2 days, a begun day is a day
        (date(2026, 1, 1), date(2026, 1, 2), 5, 6, date(2026, 1, 3)),
        (date(2026, 1, 1), date(2026, 4, 11), 0, 6, None),
        (date(2026, 1, 1), date(2026, 4, 11), 6, 6, None),
        (date(2026, 1, 1), date(2026, 1, 1), 1, 6, None),
        (date(2026, 1, 2), date(2026, 1, 1), 1, 6, None),
    ],
)
def test_pace_is_linear(started_on, today, done, needed, expected):
    assert pace(started_on=started_on, today=today, done=done, needed=needed) == expected


@given(st.integers(1, 3000), st.integers(1, 5))
def test_an_unfinished_way_ends_after_today(days, done):
    today = date(2026, 1, 1) + timedelta(days=days)
    finish = pace(started_on=date(2026, 1, 1), today=today, done=done, needed=6)
    assert finish is not None
    assert finish > today


@pytest.mark.parametrize(
    ("accepted_on", "expected"),
    [
        (date(2026, 11, 24), date(2030, 11, 24)),
        (date(2028, 2, 29), date(2032, 2, 29)),
        (date(2096, 2, 29), date(2100, 2, 28)),
    ],
)
def test_four_years_to_finish(accepted_on, expected):
    assert deadline(accepted_on, 4) == expected
