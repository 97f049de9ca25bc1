"""How long a certificate is valid."""

from datetime import date, timedelta

from lsscert.dates import years_later


def last_valid_day(begins: date, years: int) -> date:
    """The day before the same date `years` later, so that a renewed term begins on that same date again.

    Choice: the programme says "valid 4 years" and no more. Where a year has no 29 February the term keeps its full
    length and ends on 28 February.
    """
    anniversary = years_later(begins, years)
    return anniversary - timedelta(days=1) if anniversary.day == begins.day else anniversary
