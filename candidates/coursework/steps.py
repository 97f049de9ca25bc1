"""The parts of the acts in `services.py`; for a locked completion, in the caller's transaction."""

from datetime import datetime
from typing import Any

from candidates.coursework.guards import already_checked, require_seen
from candidates.coursework.models import Completion, EarlierProof
from candidates.journey import services as journey
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy

NOT_CHECKED: dict[str, Any] = {
    "checked_by": None,
    "checked_at": None,
    "refusal": "",
    "note": "",
    "exception_reason": "",
}


def checked(by: Person, now: datetime) -> dict[str, Any]:
    return {"checked_by": by, "checked_at": now}


def locked(completion: Completion) -> Completion:
    """Candidacy first, so that two decisions about one candidate stand in line."""
    candidacy = completion.candidacy.lock()
    completion = completion.lock()
    completion.candidacy = candidacy
    return completion


def to_decide(completion: Completion, seen: int | None) -> Completion:
    completion = locked(completion)
    if completion.state not in {Completion.Status.REPORTED, Completion.Status.WAITING}:
        raise already_checked(completion)
    require_seen(completion, seen)
    journey.require_active(completion.candidacy)
    return completion


def keep_earlier_proof(completion: Completion) -> None:
    EarlierProof.objects.create(
        completion=completion,
        proof=completion.proof,
        completed_on=completion.completed_on,
        refusal=completion.refusal,
        note=completion.note,
        sent_at=completion.reported_at,
    )


def note(completion: Completion, what: str, *, by: Person | None, now: datetime, **facts: Any) -> None:
    journey.note(
        completion.candidacy, f"completion_{what}", by=by, now=now, course=completion.course.title, **facts
    )


def write(completion: Completion, what: str, *, now: datetime, **facts: Any) -> None:
    letters.write(
        kind=f"completion_{what}",
        occasion=occasion(completion, completion.version),
        to=completion.candidacy.person,
        completion=completion,
        course=completion.course,
        check_days=policy.at("coursework.check_days", programme_day(now)),
        **facts,
    )


def occasion(completion: Completion, version: int) -> str:
    """Each step of a completion is told once, and a completion may take the same step twice."""
    return f"{completion.ref}-{version}"
