from calendar import isleap
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsscert.dates import end_of_day, months_later, working_days_after, years_earlier, years_later

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 11, 24), 4, date(2030, 11, 24)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),  # 2032 has a 29 February
        (date(2028, 2, 29), 1, date(2029, 2, 28)),  # 2029 has none
        (date(2028, 2, 29), 2, date(2030, 2, 28)),
        (date(2027, 2, 28), 1, date(2028, 2, 28)),  # not moved on to the 29th
        (date(2096, 2, 29), 4, date(2100, 2, 28)),  # 2100 is no leap year
        (date(2026, 12, 31), 1, date(2027, 12, 31)),
    ],
)
def test_years_later_keeps_the_calendar_date(day, years, expected):
    assert years_later(day, years) == expected


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 11, 24), 5, date(2021, 11, 24)),
        (date(2012, 2, 29), 2, date(2010, 2, 28)),
        (date(2012, 2, 29), 4, date(2008, 2, 29)),
        (date(2012, 3, 1), 2, date(2010, 3, 1)),
        (date(2014, 2, 28), 2, date(2012, 2, 28)),  # not the 29th
        (date(1904, 2, 29), 4, date(1900, 2, 28)),
    ],
)
def test_years_earlier_keeps_the_calendar_date(day, years, expected):
    assert years_earlier(day, years) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 6, 30), 2, date(2026, 8, 30)),  # 30 stays 30 although August has 31
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 24), 2, date(2027, 1, 24)),
        (date(2026, 11, 24), -12, date(2025, 11, 24)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_later_stops_at_the_last_day_of_a_shorter_month(day, months, expected):
    assert months_later(day, months) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 16, 5, 59, 59, 999999, UTC)),  # winter: UTC - 6
        (date(2026, 7, 15), datetime(2026, 7, 16, 4, 59, 59, 999999, UTC)),  # summer: UTC - 5
        (
            date(2026, 3, 8),
            datetime(2026, 3, 9, 4, 59, 59, 999999, UTC),
        ),  # the clocks went forward that night
        (date(2026, 11, 1), datetime(2026, 11, 2, 5, 59, 59, 999999, UTC)),  # and back on that one
    ],
)
def test_a_day_ends_in_chicago(day, expected):
    assert end_of_day(day) == expected
    assert end_of_day(day).utcoffset() is not None


def test_another_zone_can_be_named():
    assert end_of_day(date(2026, 7, 15), ZoneInfo("Europe/Zurich")) == datetime(
        2026, 7, 15, 21, 59, 59, 999999, UTC
    )


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 24), 2, date(2026, 11, 26)),  # Tuesday -> Thursday
        (date(2026, 11, 26), 2, date(2026, 11, 30)),  # Thursday -> Friday, Monday
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday -> Monday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # Saturday -> Monday
        (date(2026, 11, 29), 1, date(2026, 11, 30)),  # Sunday -> Monday
        (date(2026, 11, 27), 6, date(2026, 12, 7)),  # Friday -> five days of a week, then Monday
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_working_days_leave_out_the_weekend(day, count, expected):
    assert working_days_after(day, count) == expected


def test_working_days_do_not_run_backwards():
    with pytest.raises(ValueError, match="negative"):
        working_days_after(date(2026, 11, 24), -1)


@given(days, st.integers(-60, 60))
def test_years_only_ever_change_29_february(day, years):
    later = years_later(day, years)
    assert later.year == day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(later.year):
        assert (later.month, later.day) == (2, 28)
    else:
        assert (later.month, later.day) == (day.month, day.day)


@given(days, days, st.integers(0, 400))
def test_months_later_keeps_the_order_of_days(one, other, months):
    assert (months_later(one, months) <= months_later(other, months)) or one > other


@given(days, st.integers(1, 30))
def test_working_days_land_on_a_working_day_and_add_up(day, count):
    assert working_days_after(day, count).weekday() < 5
    assert working_days_after(working_days_after(day, 1), count - 1) == working_days_after(day, count)
