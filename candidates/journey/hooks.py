"""Where upper rooms listen to a candidacy. All run inside the transaction that changes it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lsscert.registry import Hook, Registry

# candidacy, by, now
APPLICATION_SUBMITTED = Hook()
# candidacy, why, by, now: it ended without becoming active
CANDIDACY_CLOSED = Hook()
# candidacy → whether any of its work has been judged, so that a refund in full is no longer a matter of course
WORK_JUDGED: Registry[Callable[[Any], bool]] = Registry()
# candidacy, today → whether something handed in before the deadline still waits, so that it must not lapse yet
LAPSE_HELD: Registry[Callable[[Any, date], bool]] = Registry()
