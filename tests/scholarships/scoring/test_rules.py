"""Points and the choice of what is read next, by hand."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholarships.scoring.choosing import choose
from scholarships.scoring.points import Summary, percent, summary


@pytest.mark.parametrize(
    ("points", "weights", "scale", "answer"),
    [
        ({1: 5}, {1: 1}, 5, Fraction(100)),
        ({1: 0}, {1: 7}, 5, Fraction(0)),
        ({1: 4, 2: 3}, {1: 1, 2: 1}, 5, Fraction(70)),
        ({1: 4, 2: 3}, {1: 3, 2: 1}, 5, Fraction(75)),  # (4×3 + 3×1) / (5×4)
        ({1: 1, 2: 0, 3: 0}, {1: 1, 2: 1, 3: 1}, 1, Fraction(100, 3)),
    ],
)
def test_a_sheet_is_the_weighted_mean_in_percent(
    points: dict[int, int], weights: dict[int, int], scale: int, answer: Fraction
) -> None:
    assert percent(points, weights, scale) == answer


@pytest.mark.parametrize(
    ("sheets", "answer"),
    [
        ([], Summary(0, None, None)),
        ([Fraction(70)], Summary(1, Fraction(70), Fraction(0))),
        ([Fraction(70), Fraction(75), Fraction(100, 3)], Summary(3, Fraction(535, 9), Fraction(125, 3))),
    ],
)
def test_mean_and_spread(sheets: list[Fraction], answer: Summary) -> None:
    assert summary(sheets) == answer


@pytest.mark.parametrize(
    ("handed_in", "own", "recused", "among"),
    [
        ({1: 0, 2: 1, 3: 0}, set(), set(), [1, 3]),
        ({1: 0, 2: 1, 3: 0}, {1}, {3}, [2]),
        ({1: 2, 2: 2}, set(), {1}, [2]),
    ],
)
def test_among_those_that_fewest_have_scored(
    handed_in: dict[int, int], own: set[int], recused: set[int], among: list[int]
) -> None:
    asked: list[list[int]] = []

    def first_of(rows: Sequence[int]) -> int:
        asked.append(list(rows))
        return rows[0]

    choose(handed_in, own=own, recused=recused, pick=first_of)
    assert asked == [among]


KEYS = st.integers(1, 9)


@given(
    handed_in=st.dictionaries(KEYS, st.integers(0, 3)),
    own=st.sets(KEYS),
    recused=st.sets(KEYS),
    pick=st.randoms(),
)
def test_never_one_with_more_sheets_than_another(
    handed_in: dict[int, int], own: set[int], recused: set[int], pick: object
) -> None:
    chosen = choose(handed_in, own=own, recused=recused, pick=pick.choice)
    left = set(handed_in) - own - recused
    assert (chosen is None) == (not left)
    assert chosen is None or (chosen in left and handed_in[chosen] == min(handed_in[key] for key in left))
