"""Whose turn it is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.portfolios.assigning.conflicts import Conflict, Why
from candidates.portfolios.assigning.ranking import Bar, Standing, bars, rank

MARCH, APRIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
READY = Standing(pk=1, qualified=True, trained=True, available=True, load=0, cap=12)
CONFLICT = Conflict(Why.SHARED_EMPLOYER, "A", "A")


@pytest.mark.parametrize(
    ("changes", "left_out"),
    [
        ({}, []),
        ({"load": 11}, []),
        ({"load": 12}, [Bar.AT_CAP]),
        ({"cap": 0}, [Bar.AT_CAP]),
        ({"qualified": False}, [Bar.NOT_QUALIFIED]),
        ({"trained": False}, [Bar.NOT_TRAINED]),
        ({"available": False}, [Bar.NOT_AVAILABLE]),
        ({"retired": True}, [Bar.RETIRED]),
        ({"own": True}, [Bar.OWN]),
        ({"has_a_seat": True}, [Bar.HAS_A_SEAT]),
        ({"done_with_it": True}, [Bar.DONE_WITH_IT]),
        ({"conflicts": (CONFLICT,)}, [Bar.CONFLICT]),
        ({"earlier_attempt": True}, []),
        ({"trained": False, "available": False}, [Bar.NOT_TRAINED, Bar.NOT_AVAILABLE]),
        # Whoever read round one reads round two, away or full; not with a conflict, and not in two seats.
        ({"goes_on": True, "available": False, "load": 12}, []),
        ({"goes_on": True, "conflicts": (CONFLICT,)}, [Bar.CONFLICT]),
        ({"goes_on": True, "has_a_seat": True}, [Bar.HAS_A_SEAT]),
        ({"goes_on": True, "done_with_it": True}, [Bar.DONE_WITH_IT]),
        ({"goes_on": True, "qualified": False}, [Bar.NOT_QUALIFIED]),
    ],
)
def test_what_leaves_somebody_out(changes: dict, left_out: list[Bar]) -> None:
    assert list(bars(replace(READY, **changes))) == left_out


@pytest.mark.parametrize(
    ("standings", "order"),
    [
        ([], []),
        ([{"pk": 1, "load": 3}, {"pk": 2, "load": 1}], [2, 1]),
        ([{"pk": 1, "last_assigned": APRIL}, {"pk": 2, "last_assigned": MARCH}], [2, 1]),
        ([{"pk": 1, "last_assigned": MARCH}, {"pk": 2}], [2, 1]),
        ([{"pk": 2}, {"pk": 1}], [1, 2]),
        # Least loaded comes before fair turn.
        (
            [{"pk": 1, "load": 1, "last_assigned": MARCH}, {"pk": 2, "load": 0, "last_assigned": APRIL}],
            [2, 1],
        ),
        ([{"pk": 1, "available": False}, {"pk": 2, "load": 5}], [2]),
    ],
)
def test_the_order(standings: list[dict], order: list[int]) -> None:
    ranking = rank(replace(READY, **each) for each in standings)
    assert [each.pk for each in ranking.suggested] == order
    assert len(ranking.suggested) + len(ranking.left_out) == len(standings)


somebody = st.builds(
    Standing,
    pk=st.integers(1, 99),
    qualified=st.booleans(),
    trained=st.booleans(),
    available=st.booleans(),
    load=st.integers(0, 3),
    cap=st.integers(0, 3),
    last_assigned=st.none() | st.sampled_from([MARCH, APRIL]),
)


@given(st.lists(somebody, unique_by=lambda each: each.pk), st.randoms())
def test_the_order_they_are_asked_in_never_matters(standings: list[Standing], chance) -> None:
    shuffled = list(standings)
    chance.shuffle(shuffled)
    assert rank(standings) == rank(shuffled)


@given(st.lists(somebody, unique_by=lambda each: each.pk))
def test_nobody_is_suggested_who_may_not(standings: list[Standing]) -> None:
    for each in rank(standings).suggested:
        assert each.qualified
        assert each.trained
        assert each.available
        assert each.load < each.cap
