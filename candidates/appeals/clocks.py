"""The clocks of an appeal (DOMAIN §5). Pure: days of the programme's zone, each running to its end.

The day of receipt is day 0, weekends count.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lsscert.clock import programme_day


@dataclass(frozen=True)
class Days:
    """Calendar days, from the dated policy of the day of the decision."""

    receipt: int = 3
    notice: int = 10
    reasons: int = 30
    committee: int = 30
    second: int = 30


def received_on(opened_at: datetime | None, letter_delivered_at: datetime | None, days: Days) -> date | None:
    """First opened by the candidate, else so many days after the letter was delivered; None while neither happened.

    Whichever comes first: a letter that lies unread has been received after those days all the same.
    """
    found = []
    if opened_at is not None:
        found.append(programme_day(opened_at))
    if letter_delivered_at is not None:
        found.append(programme_day(letter_delivered_at) + timedelta(days=days.receipt))
    return min(found, default=None)


def notice_due(received: date, days: Days) -> date:
    return received + timedelta(days=days.notice)


def reasons_due(received: date, days: Days) -> date:
    return received + timedelta(days=days.reasons)


def response_due(reasons_on: date, days: Days) -> date:
    """The committee responds to a complete appeal by then."""
    return reasons_on + timedelta(days=days.committee)


def second_due(asked_on: date, days: Days) -> date:
    """The second body decides by then."""
    return asked_on + timedelta(days=days.second)
