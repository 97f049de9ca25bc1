"""What is due when after an award, and how much of it is paid. The last day counts to its end, in Chicago."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
REMIND = (14, 3, -7)
"""Days before a report is due on which a reminder is written; the last is after it."""


def lapses(accept_by: date | None, today: date) -> bool:
    """An offer nobody answered by its last day."""
    return accept_by is not None and today > accept_by


def overdue(due_on: date, handed_in: bool, excused: bool, today: date) -> bool:
    """A report that was asked for and is not here."""
    return not handed_in and not excused and today > due_on


def reminder(due_on: date, reminded: int | None, today: date) -> int | None:
    """The step of REMIND that is to be written now, if any. Steps that nobody worked on are made up for by the latest.

    `reminded` is the step of the last reminder.
    """
    reached = [step for step in REMIND if today >= due_on - timedelta(days=step)]
    latest = min(reached, default=None)
    if latest is None or (reminded is not None and reminded <= latest):
        return None
    return latest


def most_to_pay(awarded: Decimal, spent: Decimal) -> Decimal:
    """Nobody is paid more than they spent, nor more than they were awarded."""
    return max(min(awarded, spent), Decimal(0))


def match_of(awarded: Decimal, percent: int) -> Decimal:
    """What the library adds beside an award, to the cent."""
    return (awarded * percent / 100).quantize(CENT, ROUND_HALF_UP)
