"""When a decision of one mind is told by itself. Pure."""

from datetime import date, timedelta

from lsscert.dates import working_days_after


def release_day(decided_on: date, working_days: int) -> date:
    """The first day that has so many whole working days between it and the decision (Monday to Friday).

    The office has those days to look and to hold it. Public holidays are not known here.
    """
    return working_days_after(decided_on, working_days) + timedelta(days=1)
