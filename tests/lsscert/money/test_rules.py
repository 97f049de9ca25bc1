"""The pure rules of money: dividing, booking days, instalments."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsscert.money.booking import booking_day, may_close, month_of, next_to_close
from lsscert.money.instalments import Part, most_parts, parts, standing
from lsscert.money.refund_approval import needs_second_person
from lsscert.money.splitting import CENT, from_the_first, proportional

CENTS = st.integers(0, 100_000).map(lambda cents: cents * CENT)


def dollars(*amounts: str) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("amount", "weights", "expected"),
    [
        ("350.00", ("150.00", "200.00"), ("150.00", "200.00")),  # all of it: each gets theirs
        ("175.00", ("150.00", "200.00"), ("75.00", "100.00")),  # half of it
        ("100.00", ("100.00", "100.00", "100.00"), ("33.34", "33.33", "33.33")),  # the cent over to the first
        ("100.00", ("50.00", "100.00", "200.00"), ("14.29", "28.57", "57.14")),
        ("0.01", ("150.00", "200.00"), ("0.00", "0.01")),  # 0.43 and 0.57 of a cent: who lost more gets it
        ("0.02", ("1.00", "1.00", "1.00"), ("0.01", "0.01", "0.00")),
        ("25.00", ("350.00",), ("25.00",)),
        ("10.00", ("0.00", "5.00"), ("0.00", "10.00")),
    ],
)
def test_an_amount_is_divided_like_the_weights(
    amount: str, weights: tuple[str, ...], expected: tuple[str, ...]
):
    assert proportional(Decimal(amount), dollars(*weights)) == dollars(*expected)


@pytest.mark.parametrize("weights", [(), ("0.00",), ("5.00", "-1.00")])
def test_there_must_be_something_to_divide_by(weights: tuple[str, ...]):
    with pytest.raises(ValueError, match="weights"):
        proportional(Decimal(1), dollars(*weights))


@given(st.lists(CENTS, min_size=1, max_size=6).filter(any), st.data())
def test_what_is_divided_adds_up_and_nobody_gets_back_more_than_they_gave(
    weights: list[Decimal], data: st.DataObject
):
    amount = data.draw(st.integers(0, int(sum(weights) / CENT))) * CENT
    divided = proportional(amount, weights)
    assert sum(divided) == amount
    assert all(0 <= part <= weight for part, weight in zip(divided, weights, strict=True))


def test_from_the_first_takes_what_is_there():
    assert from_the_first(Decimal(120), dollars("100", "50", "70")) == dollars("100", "20", "0")
    assert from_the_first(Decimal(300), dollars("100", "50")) == dollars("100", "50")


NOV_5 = date(2026, 11, 5)
OCTOBER = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("wanted", "closed", "expected"),
    [
        (None, None, NOV_5),
        (date(2026, 10, 30), None, date(2026, 10, 30)),  # its month is open
        (date(2026, 10, 31), OCTOBER, date(2026, 11, 1)),  # its month is closed: the first day that is open
        (date(2026, 11, 1), OCTOBER, date(2026, 11, 1)),
        (date(2026, 11, 9), OCTOBER, NOV_5),  # nothing counts for a day to come
        (date(2019, 1, 1), OCTOBER, date(2026, 11, 1)),
    ],
)
def test_a_movement_counts_for_its_day_while_that_month_is_open(
    wanted: date | None, closed: date | None, expected: date
):
    assert booking_day(wanted, closed_until=closed, today=NOV_5) == expected


def test_months_are_closed_one_after_another_when_they_are_over():
    assert month_of(date(2028, 2, 29)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert next_to_close(None, None) is None
    assert next_to_close(date(2026, 3, 2), None) == (date(2026, 3, 1), date(2026, 3, 31))
    assert next_to_close(date(2026, 3, 2), date(2026, 12, 31)) == (date(2027, 1, 1), date(2027, 1, 31))
    assert not may_close(date(2026, 11, 30), date(2026, 11, 30))
    assert may_close(date(2026, 11, 30), date(2026, 12, 1))


def test_seven_of_fifty():
    """DOMAIN §2: for example seven of $50."""
    agreed = parts(Decimal(350), 7, date(2026, 1, 31))
    assert [part.amount for part in agreed] == [Decimal(50)] * 7
    assert [part.day for part in agreed][:3] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_what_does_not_divide_goes_onto_the_last():
    assert [part.amount for part in parts(Decimal("100.00"), 3, NOV_5)] == dollars("33.33", "33.33", "33.34")


@given(st.integers(1, 100_000).map(lambda cents: cents * CENT), st.integers(1, 12))
def test_instalments_add_up_and_differ_by_cents_only(total: Decimal, count: int):
    if total < count * CENT:
        with pytest.raises(ValueError, match="cent"):
            parts(total, count, NOV_5)
        return
    amounts = [part.amount for part in parts(total, count, NOV_5)]
    assert sum(amounts) == total
    assert max(amounts) - min(amounts) < count * CENT


@pytest.mark.parametrize(
    ("total", "most"), [("350", 7), ("349.99", 6), ("99.99", 1), ("49", 1), ("1000", 7), ("100", 2)]
)
def test_no_instalment_below_the_smallest(total: str, most: int):
    assert most_parts(Decimal(total), 7, Decimal(50)) == most


AGREED = (Part(date(2026, 1, 1), Decimal(50)), Part(date(2026, 2, 1), Decimal(50)))


@pytest.mark.parametrize(
    ("paid", "today", "owing", "due_next", "late_since"),
    [
        ("0", date(2025, 12, 31), "0", AGREED[0], None),
        ("0", date(2026, 1, 1), "50", AGREED[0], None),  # due today is not late
        ("0", date(2026, 1, 2), "50", AGREED[0], date(2026, 1, 1)),
        ("49.99", date(2026, 1, 2), "0.01", AGREED[0], date(2026, 1, 1)),
        ("50", date(2026, 1, 2), "0", AGREED[1], None),
        ("20", date(2026, 3, 1), "80", AGREED[0], date(2026, 1, 1)),
        ("100", date(2026, 3, 1), "0", None, None),
        ("120", date(2026, 3, 1), "0", None, None),
    ],
)
def test_how_a_plan_stands(
    paid: str, today: date, owing: str, due_next: Part | None, late_since: date | None
):
    found = standing(AGREED, Decimal(paid), today)
    assert (found.open, found.next, found.late_since) == (Decimal(owing), due_next, late_since)


@pytest.mark.parametrize(
    ("amount", "by_rule", "needed"),
    [("350.00", False, False), ("350.01", False, True), ("900.00", True, False), ("900.00", False, True)],
)
def test_a_second_person_for_what_somebody_decides_above_the_limit(amount: str, by_rule: bool, needed: bool):
    assert needs_second_person(Decimal(amount), Decimal(350), decided_by_rule=by_rule) is needed
