"""Acts that need two people, for tests: one kind whose runs are counted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connection

from lsscert.accounts import approvals
from lsscert.accounts.approval_kinds import APPROVAL_KINDS, ApprovalKind
from lsscert.accounts.approval_models import Approval
from lsscert.accounts.informing import ASKED
from lsscert.accounts.models import Person
from lsscert.letters.models import Letter
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from tests import people
from tests.people import NOW, TODAY

KIND = "test.act"


@dataclass
class Acts:
    """What was run and stopped. `refuse` makes the act impossible."""

    run: list[Any] = field(default_factory=list)
    stopped: list[Any] = field(default_factory=list)
    refuse: bool = False

    def do(self, approval: Approval, by: Person | None, now: datetime) -> str:
        if self.refuse:
            raise Refused("gone", "It is not possible any more.")
        self.run.append((approval.subject, by))
        return "The act is done."

    def dont(self, approval: Approval, by: Person | None, now: datetime) -> None:
        self.stopped.append((approval.subject, by))


@contextmanager
def counted() -> Iterator[Acts]:
    acts = Acts()
    APPROVAL_KINDS[KIND] = ApprovalKind(label="An act", run=acts.do, stopped=acts.dont)
    try:
        yield acts
    finally:
        del APPROVAL_KINDS[KIND]


def second_person(address: str) -> None:
    # The row in force from the beginning is already there.
    PolicyRow.objects.create(key="approval.second_person_email", value=address, effective_from=TODAY)


def asked(by: Person | None = None, **changes: Any) -> Approval:
    facts: dict[str, Any] = {
        "kind": KIND,
        "subject": "abc",
        "title": "Send $400.00 back to Maria Delgado",
        "explanation": "The amount is above what one person may send.",
        "params": {"amount": "400.00"},
        "reason": "She moved away.",
        "now": NOW,
    }
    return approvals.ask(by=by or people.staff(), **facts | changes)


def letters_went() -> None:
    Letter.objects.filter(kind=ASKED).update(state=Letter.Status.SENT, sent_at=NOW)


def token_to(address: str) -> str:
    """The one in the newest letter to that address, as the person reads it."""
    body = Letter.objects.filter(kind=ASKED, address=address).latest("pk").body
    found = re.search(r"/t/([\w-]+)/", body)
    assert found
    return found[1]


def nothing_left_over() -> None:
    """The tables of queue and cache are not ours, so a test in real transactions leaves them full."""
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
