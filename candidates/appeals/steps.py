"""The parts of every act on an appeal; for a locked appeal, in the caller's transaction."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from candidates.appeals.kinds import APPEALABLE
from candidates.appeals.models import STATUS, Appeal
from candidates.journey import services as journey
from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import require_short, without_unstorable

Status = Appeal.Status
LONGEST = 20_000


def locked(appeal: Appeal) -> Appeal:
    """After its candidacy, always in that order."""
    candidacy = appeal.candidacy.lock()
    appeal = appeal.lock()
    appeal.candidacy = candidacy
    return appeal


def require_seen(appeal: Appeal, seen: int | None) -> None:
    """`seen` is the version of the page the button was on."""
    if seen is not None and seen != appeal.version:
        raise Refused("stale", _("This appeal changed since you opened it."), _("Look at it once more."))


def fitting(words: str) -> str:
    return require_short(without_unstorable(words).strip(), LONGEST, _("Send the rest as a document."))


def uphold(appeal: Appeal, *, by: Person | None, now: datetime, **said: Any) -> None:
    STATUS.move(appeal, Status.UPHELD, due_on=None, closed_at=now, **said)
    journey.note(appeal.candidacy, "appeal_upheld", by=by, now=now, title=appeal.title)
    tell(appeal, "upheld")


def send_back(appeal: Appeal, *, by: Person, now: datetime, **said: Any) -> None:
    STATUS.move(appeal, Status.SENT_BACK, due_on=None, closed_at=now, **said)
    journey.note(appeal.candidacy, "appeal_sent_back", by=by, now=now, title=appeal.title)
    APPEALABLE[appeal.kind].sent_back(appeal, by, now)
    tell(appeal, "sent_back")


def tell(appeal: Appeal, step: str, **facts: Any) -> None:
    """One letter for each step: what, why, what next, by when."""
    letters.write(
        kind="appeal_step",
        occasion=f"{appeal.ref}:{step}",
        to=appeal.candidacy.person,
        appeal=appeal,
        step=step,
        **facts,
    )
