"""The kinds of act that need two people. Rooms add theirs in apps.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lsscert.accounts.approval_models import Approval
from lsscert.accounts.models import Person


def _nothing(approval: Approval, by: Person | None, now: datetime) -> None:
    """What most acts do when they are stopped."""


@dataclass(frozen=True)
class ApprovalKind:
    """`run` does what was asked, in the transaction that decides it, and may return a sentence for the record.

    It gets `by=None` when nobody on record decided. It raises Refused when the act is not possible any more.
    `url` leads the desk to what it is about.
    """

    label: Any
    run: Callable[[Approval, Person | None, datetime], Any]
    stopped: Callable[[Approval, Person | None, datetime], Any] = _nothing
    url: Callable[[Approval], str] | None = None


APPROVAL_KINDS: dict[str, ApprovalKind] = {}
