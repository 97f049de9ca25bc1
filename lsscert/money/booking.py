"""Which day a movement counts for in the books, and when a month can be closed."""

from calendar import monthrange
from datetime import date, timedelta


def booking_day(wanted: date | None, *, closed_until: date | None, today: date) -> date:
    """The day it belongs to while that month is open, otherwise the first day that is; never later than today.

    `wanted` is None for what happens today.
    """
    day = min(wanted or today, today)
    if closed_until and day <= closed_until:
        return closed_until + timedelta(days=1)
    return day


def month_of(day: date) -> tuple[date, date]:
    """First and last day of its month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def next_to_close(first_booked: date | None, closed_until: date | None) -> tuple[date, date] | None:
    """The month that is to be closed next, months in a row; None while nothing was ever booked."""
    if closed_until:
        return month_of(closed_until + timedelta(days=1))
    return month_of(first_booked) if first_booked else None


def may_close(ends: date, today: date) -> bool:
    """Only when it is over."""
    return ends < today
