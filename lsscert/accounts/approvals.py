"""Acts that need two people, in an office that may be one person.

A room names its kind of act in APPROVAL_KINDS (apps.py), and asks with `ask`. A second person confirms it, at the desk
or by a personal link, or it goes ahead after its wait unless somebody informed stops it.

The row of the approval is locked before anything the act itself locks, so call `ask` before locking what it is about.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import informing
from lsscert.accounts.approval_kinds import APPROVAL_KINDS, may_decide
from lsscert.accounts.approval_models import STATUS, Approval
from lsscert.accounts.models import Person
from lsscert.accounts.two_people import Someone, why_not_confirm, why_not_stop
from lsscert.clock import programme_day
from lsscert.policy import services as policy
from lsscert.reasons import Reason
from lsscert.refused import Refused
from lsscert.text import without_unstorable

log = logging.getLogger(__name__)
Status, Door = Approval.Status, Approval.Door
LONGEST_TITLE = 200


@transaction.atomic
def ask(
    *,
    kind: str,
    subject: str,
    title: Any,
    explanation: Any,
    params: dict[str, Any],
    reason: str,
    by: Person,
    now: datetime,
) -> Approval:
    """Keep what is asked as it is now, and tell everybody who may confirm or stop it."""
    assert kind in APPROVAL_KINDS, f"name the kind {kind} in APPROVAL_KINDS"
    hours = policy.at("approval.wait_hours", programme_day(now))
    try:
        with transaction.atomic():
            approval = Approval.objects.create(
                kind=kind,
                subject=subject,
                title=str(title)[:LONGEST_TITLE],
                explanation=str(explanation),
                params=params,
                reason=reason,
                asked_by=by,
                asked_at=now,
                goes_ahead_at=now + timedelta(hours=hours),
            )
    except IntegrityError as taken:
        raise Refused(
            "approval_waits_already",
            _("The same waits for a second person already."),
            _("Let it be decided, or take it back first."),
        ) from taken
    approval.told = informing.tell(approval, now=now)
    approval.save(update_fields=["told"])
    return approval


@transaction.atomic
def confirm(
    *, approval: Approval, by: Person | None, now: datetime, as_: str = Door.SIGNED_IN, address: str = ""
) -> Approval:
    """A second person says yes, and it is done. `address` says who, where they are nobody on record."""
    approval = approval.lock()
    _unless(why_not_confirm(waiting=_waits(approval), asker=_asker(approval), by=_someone(by, address)))
    _require_one_of_them(approval, by)
    _run(approval, Status.CONFIRMED, by, now)
    _decide(approval, by=by, address=address, as_=as_, now=now)
    return approval


@transaction.atomic
def stop(
    *,
    approval: Approval,
    why: str,
    by: Person | None,
    now: datetime,
    as_: str = Door.SIGNED_IN,
    address: str = "",
) -> Approval:
    """Anybody who was informed says no; the one who asked takes it back."""
    approval, why = approval.lock(), without_unstorable(why).strip()
    someone = _someone(by, address)
    _unless(why_not_stop(waiting=_waits(approval), asker=_asker(approval), by=someone, why=why))
    if by != approval.asked_by:
        _require_one_of_them(approval, by)
    STATUS.require(approval.state, Status.STOPPED)
    approval.state, approval.decided_why = Status.STOPPED, why
    APPROVAL_KINDS[approval.kind].stopped(approval, by, now)
    _decide(approval, by=by, address=address, as_=as_, now=now)
    return approval


def run_those_that_waited(now: datetime) -> int:
    """Each in a transaction of its own, so that one that breaks holds up no other. Returns how many were decided."""
    return sum(_one(approval, now) for approval in Approval.objects.due(now).order_by("goes_ahead_at", "pk"))


def _one(approval: Approval, now: datetime) -> bool:
    try:
        return go_ahead(approval=approval, now=now)
    except Exception:  # whatever the act comes up with: it waits on, and the next run tries again
        log.exception("approval %s could not go ahead", approval.ref)
        return False


def go_ahead(*, approval: Approval, now: datetime) -> bool:
    """After its wait, without a second person. False when that is not so yet.

    What has become impossible meanwhile is stopped, and the one who asked reads why.
    """
    try:
        return _go_ahead(approval, now)
    except Refused as no:
        return _could_not_be_done(approval, str(no), now)


@transaction.atomic
def _go_ahead(approval: Approval, now: datetime) -> bool:
    approval = approval.lock()
    if informing.why_not_by_itself(approval, now=now):
        return False
    _run(approval, Status.UNOPPOSED, None, now)
    _decide(approval, by=None, address="", as_="", now=now)
    return True


@transaction.atomic
def _could_not_be_done(approval: Approval, why: str, now: datetime) -> bool:
    approval = approval.lock()
    if not _waits(approval):
        return False
    approval.state, approval.outcome = Status.STOPPED, why
    APPROVAL_KINDS[approval.kind].stopped(approval, None, now)
    _decide(approval, by=None, address="", as_="", now=now)
    return True


def _run(approval: Approval, state: str, by: Person | None, now: datetime) -> None:
    STATUS.require(approval.state, state)
    approval.outcome = str(APPROVAL_KINDS[approval.kind].run(approval, by, now) or "")
    approval.state = state


def _decide(approval: Approval, *, by: Person | None, address: str, as_: str, now: datetime) -> None:
    approval.decided_by, approval.decided_address = by, "" if by else address
    approval.decided_as, approval.decided_at = as_, now
    approval.save()
    informing.tell_the_outcome(approval)


def _waits(approval: Approval) -> bool:
    return approval.state == Status.WAITING


def _asker(approval: Approval) -> Someone:
    return _someone(approval.asked_by, "")


def _someone(person: Person | None, address: str) -> Someone:
    """The addresses count as well: a link that was sent to the one who asked is no second person."""
    addresses = informing.addresses_of(person) if person else frozenset()
    return Someone(person.pk if person else None, addresses | ({address.lower()} if address else set()))


def _require_one_of_them(approval: Approval, by: Person | None) -> None:
    if not may_decide(approval, by):
        raise Refused("approval_not_yours", _("This is for others to decide."))


def _unless(reason: Reason | None) -> None:
    if reason:
        raise Refused(reason.code, reason.sentence)
