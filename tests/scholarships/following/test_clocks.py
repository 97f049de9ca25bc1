"""What is due when after an award, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from scholarships.following.clocks import lapses, match_of, most_to_pay, overdue

DUE = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("accept_by", "today", "expected"),
    [
        (DUE, date(2028, 2, 28), False),
        (DUE, DUE, False),  # the last day counts to its end
        (DUE, date(2028, 3, 1), True),
        (None, date(2028, 3, 1), False),  # not offered yet
    ],
)
def test_an_offer_lapses_after_its_last_day(accept_by: date | None, today: date, expected: bool) -> None:
    assert lapses(accept_by, today) is expected


@pytest.mark.parametrize(
    ("handed_in", "excused", "today", "expected"),
    [
        (False, False, DUE, False),
        (False, False, date(2028, 3, 1), True),
        (True, False, date(2028, 3, 1), False),
        (False, True, date(2028, 3, 1), False),
    ],
)
def test_a_report_is_overdue_after_its_last_day(
    handed_in: bool, excused: bool, today: date, expected: bool
) -> None:
    assert overdue(DUE, handed_in, excused, today) is expected


@pytest.mark.parametrize(
    ("awarded", "spent", "expected"),
    [("200", "260", "200"), ("200", "149.99", "149.99"), ("200", "200", "200"), ("200", "0", "0")],
)
def test_nobody_is_paid_more_than_they_spent(awarded: str, spent: str, expected: str) -> None:
    assert most_to_pay(Decimal(awarded), Decimal(spent)) == Decimal(expected)


@pytest.mark.parametrize(
    ("awarded", "percent", "expected"),
    [("200", 50, "100.00"), ("175", 0, "0.00"), ("33.33", 50, "16.67"), ("0.01", 50, "0.01")],
)
def test_what_the_library_adds_is_rounded_to_the_cent(awarded: str, percent: int, expected: str) -> None:
    assert match_of(Decimal(awarded), percent) == Decimal(expected)
