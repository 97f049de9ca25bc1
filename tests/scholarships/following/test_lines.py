"""Which part of an award pays for which line, worked out by hand and for anything at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholarships.following.lines import Line, awarded_by_line, uses

FEE, TRAIN = 1, 2
PARTS: list[tuple[Line, int]] = [(FEE, 90), (FEE, 60), (TRAIN, 50)]


def dollars(parts: list[tuple[Line, int]]) -> list[tuple[Line, Decimal]]:
    return [(line, Decimal(amount)) for line, amount in parts]


def test_a_line_of_two_funds_is_added_up() -> None:
    assert awarded_by_line(dollars(PARTS)) == {FEE: 150, TRAIN: 50}
    assert awarded_by_line([]) == {}


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        ({FEE: 150, TRAIN: 50}, [90, 60, 50]),
        ({FEE: 100, TRAIN: 45}, [90, 10, 45]),
        ({FEE: 90}, [90, 0, 0]),
        ({TRAIN: 50}, [0, 0, 50]),
        ({}, [0, 0, 0]),
        ({None: 50}, [0, 0, 0]),  # for all of it, which no part is
        ({FEE: 160}, [90, 60, 0]),  # never from what is for the train
    ],
)
def test_a_line_is_paid_by_its_own_parts_in_their_order(
    approved: dict[Line, int], expected: list[int]
) -> None:
    assert uses(dollars(PARTS), {line: Decimal(amount) for line, amount in approved.items()}) == expected


LINE = st.one_of(st.none(), st.integers(1, 3))
CENTS = st.integers(1, 10_000).map(lambda cents: Decimal(cents) / 100)


@given(st.lists(st.tuples(LINE, CENTS), max_size=8), st.dictionaries(LINE, CENTS, max_size=4))
def test_no_line_is_paid_beyond_what_was_approved_or_awarded_for_it(
    parts: list[tuple[Line, Decimal]], approved: dict[Line, Decimal]
) -> None:
    used, awarded = uses(parts, approved), awarded_by_line(parts)
    assert all(0 <= each <= amount for each, (_line, amount) in zip(used, parts, strict=True))
    paid = awarded_by_line([(line, each) for (line, _amount), each in zip(parts, used, strict=True)])
    assert paid == {line: min(amount, approved.get(line, Decimal(0))) for line, amount in awarded.items()}
