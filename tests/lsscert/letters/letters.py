"""Letters in every state, for tests."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from lsscert.letters import services
from lsscert.letters.models import Letter

WRITTEN = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
_numbers = count(1)


def letter(address: str = "reader@people.test", **changes: Any) -> Letter:
    facts: dict[str, Any] = {
        "kind": "note",
        "occasion": f"n{next(_numbers)}",
        "subject": "Good news",
        "body": "Dear reader,\n\nall is well: http://localhost:8000/my/\n",
    }
    return services.write_ready(address=address, **facts | changes)


def in_state(state: Letter.Status, **changes: Any) -> Letter:
    written = letter(**changes)
    written.state = state
    if state == Letter.Status.SENT:
        written.sent_at = WRITTEN
    if state == Letter.Status.FAILED:
        written.last_problem, written.attempts = "SMTPRecipientsRefused: no such user", 8
    written.save()
    return written
