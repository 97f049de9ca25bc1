"""Parts in whole cents and calendar months; what is open, next and late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsscert.money.instalments import Part, most_parts, parts, standing, to_pay

FIRST = date(2026, 3, 9)
SEVEN = parts(Decimal("350.00"), 7, FIRST)
CENTS = st.integers(min_value=1, max_value=1_000_000).map(lambda cents: Decimal(cents) / 100)


def dollars(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("total", "count", "amounts"),
    [
        ("350.00", 7, ["50.00"] * 7),
        ("325.00", 6, ["54.16"] * 5 + ["54.20"]),
        ("200.00", 3, ["66.66", "66.66", "66.68"]),
        ("0.05", 2, ["0.02", "0.03"]),
        ("350.00", 1, ["350.00"]),
    ],
)
def test_what_does_not_divide_goes_onto_the_last(total: str, count: int, amounts: list[str]):
    assert [part.amount for part in parts(dollars(total), count, FIRST)] == [
        dollars(each) for each in amounts
    ]


def test_a_month_that_is_shorter_ends_on_its_last_day_and_the_next_is_whole_again():
    days = [part.day for part in parts(dollars("200"), 4, date(2026, 12, 31))]
    assert days == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


@pytest.mark.parametrize("count", [0, -1, 6])
def test_there_is_at_least_a_cent_in_each_part(count: int):
    with pytest.raises(ValueError, match="cent"):
        parts(dollars("0.05"), count, FIRST)


@given(total=CENTS, count=st.integers(min_value=1, max_value=12))
def test_parts_add_up_and_differ_by_less_than_a_cent_each(total: Decimal, count: int):
    if total < count * Decimal("0.01"):
        return
    made = [part.amount for part in parts(total, count, FIRST)]
    assert sum(made) == total
    assert all(each == made[0] for each in made[:-1])
    assert 0 <= made[-1] - made[0] < count * Decimal("0.01")


@pytest.mark.parametrize(
    ("total", "most", "least", "count"),
    [
        ("350", 7, "50", 7),
        ("349.99", 7, "50", 6),
        ("325", 7, "50", 6),
        ("350", 4, "50", 4),
        ("49.99", 7, "50", 1),
        ("50", 7, "50", 1),
        ("100", 7, "50", 2),
        ("350", 0, "50", 1),
        ("350", 7, "0", 7),
    ],
)
def test_how_often_a_sum_may_be_divided(total: str, most: int, least: str, count: int):
    assert most_parts(dollars(total), most, dollars(least)) == count


@given(total=CENTS, most=st.integers(1, 12), least=CENTS)
def test_no_part_is_below_the_least_unless_there_is_only_one(total: Decimal, most: int, least: Decimal):
    count = most_parts(total, most, least)
    assert 1 <= count <= most
    if count > 1:
        assert min(part.amount for part in parts(total, count, FIRST)) >= least


@pytest.mark.parametrize(
    ("paid", "today", "open_", "next_", "late", "pay"),
    [
        ("0", FIRST - timedelta(1), "0", SEVEN[0], None, "50"),
        ("0", FIRST, "50", SEVEN[0], None, "50"),
        ("0", FIRST + timedelta(1), "50", SEVEN[0], FIRST, "50"),
        ("20", FIRST + timedelta(1), "30", SEVEN[0], FIRST, "30"),
        ("50", FIRST + timedelta(1), "0", SEVEN[1], None, "50"),
        ("75", FIRST + timedelta(1), "0", SEVEN[1], None, "25"),
        ("50", date(2026, 6, 1), "100", SEVEN[1], date(2026, 4, 9), "100"),
        ("349.99", date(2030, 1, 1), "0.01", SEVEN[6], date(2026, 9, 9), "0.01"),
        ("350", date(2030, 1, 1), "0", None, None, "0"),
        ("400", FIRST, "0", None, None, "0"),
    ],
)
def test_how_it_stands(paid: str, today: date, open_: str, next_: Part | None, late: date | None, pay: str):
    now = standing(SEVEN, dollars(paid), today)
    assert (now.open, now.next, now.late_since) == (dollars(open_), next_, late)
    assert to_pay(SEVEN, dollars(paid), today) == dollars(pay)


@given(count=st.integers(1, 12), total=CENTS, share=st.fractions(0, 1), days=st.integers(-60, 500))
def test_paying_what_is_asked_again_and_again_ends_with_all_of_it(count, total, share, days):  # type: ignore[no-untyped-def]
    if total < count * Decimal("0.01"):
        return
    agreed, today = parts(total, count, FIRST), FIRST + timedelta(days)
    paid = (total * share.numerator / share.denominator).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    for _turn in range(count + 1):
        asked = to_pay(agreed, paid, today)
        assert (asked > 0) == (paid < total)
        paid += asked
        assert standing(agreed, paid, today).late_since is None
    assert paid == total
