"""Date arithmetic of the programme's rules: days are plain `date`s, ends of days lie in the programme's zone."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

PROGRAMME_ZONE = ZoneInfo("America/Chicago")
SATURDAY = 5


def years_later(day: date, years: int) -> date:
    """The same calendar date; 28 February only when that year has no 29 February."""
    return months_later(day, 12 * years)


def years_earlier(day: date, years: int) -> date:
    return years_later(day, -years)


def months_later(day: date, months: int) -> date:
    """The same day of the month, or that month's last day when it is shorter; negative months go back."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def end_of_day(day: date, zone: tzinfo = PROGRAMME_ZONE) -> datetime:
    """The last microsecond of the day, aware."""
    return datetime.combine(day, time.max, tzinfo=zone)


def working_days_after(day: date, count: int) -> date:
    """Monday to Friday; public holidays are not known here. Nought days after is the day itself."""
    if count < 0:
        raise ValueError("count must not be negative")
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
