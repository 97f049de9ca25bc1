"""Ranking, quorum and allocation, worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholarships.awarding.allocation import allocate
from scholarships.awarding.quorum import Lacking, lacking
from scholarships.awarding.ranking import Entry, ordinals, rank, tied_at

D, F = Decimal, Fraction


def places(
    entries: list[Entry], method: str = "merit", *, helped_first: bool = False
) -> list[tuple[int, int, bool]]:
    return [
        (each.number, each.rank, each.tied)
        for each in rank(entries, method=method, helped_first=helped_first)
    ]


def test_the_higher_mean_comes_first_and_equals_share_a_rank() -> None:
    entries = [Entry(1, F(60)), Entry(2, F(80)), Entry(3, F(80)), Entry(4, None), Entry(5, F(0))]
    assert places(entries) == [(2, 1, True), (3, 1, True), (1, 3, False), (5, 4, False), (4, 5, False)]


def test_a_third_of_a_percent_is_a_difference() -> None:
    assert places([Entry(1, F(200, 3)), Entry(2, F(6667, 100))]) == [(2, 1, False), (1, 2, False)]


def test_a_draw_tells_equals_apart_and_nothing_else() -> None:
    entries = [Entry(1, F(80), drawn=3), Entry(2, F(80), drawn=1), Entry(3, F(90), drawn=2)]
    assert places(entries, "merit_draw") == [(3, 1, False), (2, 2, False), (1, 3, False)]
    assert places(entries, "draw") == [(2, 1, False), (3, 2, False), (1, 3, False)]
    assert places(entries, "merit") == [(3, 1, False), (1, 2, True), (2, 2, True)]


def test_those_never_helped_come_first_where_the_round_says_so() -> None:
    entries = [Entry(1, F(90), helped_before=True), Entry(2, F(10)), Entry(3, F(50))]
    assert [number for number, *_ in places(entries, helped_first=True)] == [3, 2, 1]
    assert [number for number, *_ in places(entries)] == [1, 3, 2]


@pytest.mark.parametrize(
    ("means", "count", "tied"),
    [
        ([90, 80, 80, 70], 2, [2, 3]),  # one place left for two equals
        ([90, 80, 80, 70], 3, []),  # both are in
        ([80, 80, 80], 1, [1, 2, 3]),
        ([90, 80, 80], 1, []),  # both are out
        ([], 1, []),
    ],
)
def test_a_draw_is_needed_where_the_line_goes_through_equals(
    means: list[int], count: int, tied: list[int]
) -> None:
    ranked = rank(
        [Entry(number, F(mean)) for number, mean in enumerate(means, 1)],
        method="merit_draw",
        helped_first=False,
    )
    assert tied_at(ranked, count) == tied


def test_gaps_in_the_row_are_closed() -> None:
    assert ordinals({7: 5, 8: 2, 9: 9}) == {8: 1, 7: 2, 9: 3}


@pytest.mark.parametrize(
    ("present", "recused", "answer"),
    [
        ({1, 2}, {}, []),
        ({1}, {}, [Lacking(10, 1, 2), Lacking(11, 1, 2)]),
        ({1, 2}, {10: {2}}, [Lacking(10, 1, 2)]),
        ({1, 2, 3}, {10: {2}}, []),
        ({1, 2}, {10: {3}}, []),  # recused and not there anyway
        (set(), {}, [Lacking(10, 0, 2), Lacking(11, 0, 2)]),
    ],
)
def test_who_is_recused_does_not_count_for_that_one(
    present: set[int], recused: dict[int, set[int]], answer: list[Lacking]
) -> None:
    assert lacking([10, 11], present=present, recused=recused, needed=2) == answer


@pytest.mark.parametrize(
    ("amount", "available", "parts"),
    [
        (D(105), [D(200), D(50)], [D(105), D(0)]),
        (D(105), [D(60), D(50)], [D(60), D(45)]),  # $60 train from the one, the rest from the other
        (D(105), [D(60), D(45)], [D(60), D(45)]),
        (D("105.01"), [D(60), D(45)], None),
        (D(1), [], None),
        (D(10), [D(-5), D(10)], [D(0), D(10)]),
    ],
)
def test_the_first_fund_with_money_gives_first(
    amount: Decimal, available: list[Decimal], parts: list[Decimal] | None
) -> None:
    assert allocate(amount, available) == parts


CENTS = st.integers(0, 100_000).map(lambda cents: Decimal(cents) / 100)


@given(amount=CENTS, available=st.lists(CENTS, max_size=5))
def test_what_is_given_is_the_amount_and_never_more_than_there_is(
    amount: Decimal, available: list[Decimal]
) -> None:
    parts = allocate(amount, available)
    assert (parts is None) == (sum(available) < amount)
    if parts is not None:
        assert sum(parts) == amount
        assert all(0 <= part <= has for part, has in zip(parts, available, strict=True))
