"""How long an accepted place is kept for whoever has not settled it. Pure: days in, a day out (DOMAIN §1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Wait:
    """Days on which the candidate waits for somebody else's decision; `last` is None while it is still to come.

    Both days are days of waiting. `sentence` tells the candidate whose decision it is.
    """

    first: date
    last: date | None
    sentence: Any = ""


def kept_until(accepted_on: date, settle_days: int, waits: Iterable[Wait] = ()) -> date | None:
    """The last day to settle, the days of waiting left out; None while they stand still with days left over."""
    passed, left = accepted_on, settle_days
    for wait in sorted(waits, key=lambda each: each.first):
        if wait.first > passed + timedelta(days=left):
            break
        left -= max(0, (wait.first - passed).days - 1)
        if wait.last is None:
            return None
        passed = max(passed, wait.last)
    return passed + timedelta(days=left)
