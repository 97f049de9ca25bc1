"""The kinds of act that need two people. Rooms add theirs in apps.py."""

from collections.abc import Callable, Collection
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
    `url` leads the desk to what it is about. `people` names those who are told and may decide, where they are not the
    programme's staff: then the staff neither see nor decide it.
    """

    label: Any
    run: Callable[[Approval, Person | None, datetime], Any]
    stopped: Callable[[Approval, Person | None, datetime], Any] = _nothing
    url: Callable[[Approval], str] | None = None
    people: Callable[[Approval], Collection[Person]] | None = None


APPROVAL_KINDS: dict[str, ApprovalKind] = {}


def kinds_of_others() -> list[str]:
    """Kinds that are none of the staff's business."""
    return [name for name, kind in APPROVAL_KINDS.items() if kind.people]


def may_decide(approval: Approval, person: Person | None) -> bool:
    """Whether somebody is among those whom the kind names, if it names any."""
    people = APPROVAL_KINDS[approval.kind].people
    return people is None or (person is not None and person in people(approval))
