from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.certificates.term import last_valid_day
from lsscert.dates import years_later


@pytest.mark.parametrize(
    ("begins", "years", "ends"),
    [
        ("2026-11-24", 4, "2030-11-23"),
        ("2026-01-01", 4, "2029-12-31"),
        ("2028-03-01", 4, "2032-02-29"),
        ("2027-03-01", 4, "2031-02-28"),
        ("2028-02-29", 4, "2032-02-28"),
        # no 29 February 2029: the day before 1 March would be the anniversary, so the term ends on 28 February
        ("2028-02-29", 1, "2029-02-28"),
        ("2096-02-29", 4, "2100-02-28"),
    ],
)
def test_last_valid_day(begins: str, years: int, ends: str):
    assert last_valid_day(date.fromisoformat(begins), years) == date.fromisoformat(ends)


@given(st.dates(date(2010, 1, 1), date(2090, 12, 31)), st.integers(1, 8))
def test_a_renewed_term_begins_on_the_same_date_or_on_the_day_after_28_february(begins: date, years: int):
    next_begins = last_valid_day(begins, years) + timedelta(days=1)
    if (begins.month, begins.day) == (2, 29) and next_begins.month == 3:
        assert next_begins == date(begins.year + years, 3, 1)
    else:
        assert next_begins == years_later(begins, years)
