from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from lsscert.ui import wording


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("350"), "$350.00"),
        (Decimal("0"), "$0.00"),
        (Decimal("-50"), "−$50.00"),
        (Decimal("1234567.5"), "$1,234,567.50"),
        (Decimal("-0.001"), "$0.00"),
        (7, "$7.00"),
        (None, ""),
        ("", ""),
        ("a lot", ""),
        (Decimal("NaN"), ""),
        (Decimal("Infinity"), ""),
    ],
)
def test_money_has_two_places_and_a_real_minus(amount, words):
    assert wording.money(amount) == words


@pytest.mark.parametrize(
    ("amount", "has", "lacks"),
    [
        (1820, "1,820", "1,820"),
        (Fraction(181999, 100), "1,819.9", "1,820"),
        (Fraction(1820 * 365 - 1, 365), "1,819.9", "1,820"),
        (Decimal("1819.95"), "1,819.9", "1,820"),
        (Fraction(1, 100), "0", "0.1"),
        (Fraction(0), "0", "0"),
        (Decimal("12.50"), "12.5", "12.5"),
        (0.1, "0.1", "0.1"),
        ("35", "35", "35"),
        (None, "", ""),
        ("many", "", ""),
    ],
)
def test_what_one_has_rounds_down_and_what_one_lacks_rounds_up(amount, has, lacks):
    assert (wording.hours(amount), wording.hours_short(amount)) == (has, lacks)


@pytest.mark.parametrize("worked", [Fraction(181999, 100), Fraction(181995, 100), Fraction(181991, 100)])
def test_hours_had_and_hours_lacking_add_up_as_shown(worked):
    had = Decimal(wording.hours(worked).replace(",", ""))
    lacking = Decimal(wording.hours_short(1820 - worked))
    assert had + lacking == 1820


@pytest.mark.parametrize(
    ("value", "words", "machine"),
    [
        (date(2025, 3, 14), "14 March 2025", "2025-03-14"),
        # Two in the morning in London is still the evening before in Chicago.
        (datetime(2025, 3, 14, 2, 0, tzinfo=UTC), "13 March 2025", "2025-03-13T21:00-05:00"),
        ("March 2019", "March 2019", ""),
        (None, "", ""),
    ],
)
def test_days_are_the_programmes_days(value, words, machine):
    assert (wording.day(value), wording.machine_day(value)) == (words, machine)


def test_a_moment_is_told_in_the_programmes_zone():
    assert wording.moment(datetime(2025, 7, 1, 19, 5, tzinfo=UTC)) == "1 July 2025, 2:05 p.m."


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (1024 * 1024 - 1, "1 MB"),
        (10 * 1024 * 1024, "10 MB"),
        (3_565_158, "3.4 MB"),
        (5 * 1024**3, "5 GB"),
        ("big", ""),
        (None, ""),
    ],
)
def test_file_sizes(size, words):
    assert wording.plain_file_size(size) == words
