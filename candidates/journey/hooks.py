"""Where upper rooms listen to a candidacy. All run inside the transaction that changes it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from candidates.journey.place import Wait
from lsscert.registry import Hook, Registry

# candidacy, by, now: handed in, or open again after an appeal
APPLICATION_SUBMITTED = Hook()
# candidacy, why (withdrawn, not_eligible, lapsed or ended), by, now: it came to nothing, and its fee goes back
CANDIDACY_CLOSED = Hook()
# candidacy → whether any of its work has been judged, so that a refund in full is no longer a matter of course
WORK_JUDGED: Registry[Callable[[Any], bool]] = Registry()
# candidacy, today → whether something handed in before the deadline still waits, so that it must not lapse yet
LAPSE_HELD: Registry[Callable[[Any, date], bool]] = Registry()
# candidacy, today → whether somebody's promise keeps an accepted place that nobody settled in time
PLACE_HELD: Registry[Callable[[Any, date], bool]] = Registry()
# candidacy → the days spent waiting for a decision about help with the fee, also those over: they are not counted
PLACE_WAITS: Registry[Callable[[Any], Iterable[Wait]]] = Registry()
# candidacy, today → what would go back to whom if it ended now: `lines` of payer, amount and in_words; None for nothing
WHAT_GOES_BACK: Registry[Callable[[Any, date], Any]] = Registry()
# candidacy → what goes with the letter that says it ended, as kind and ref (lsscert/letters/attachments.py)
CLOSING_PAPERS: Registry[Callable[[Any], Sequence[tuple[str, str]]]] = Registry()


def closing_papers(candidacy: Any) -> list[tuple[str, str]]:
    return [paper for papers_of in CLOSING_PAPERS for paper in papers_of(candidacy)]
