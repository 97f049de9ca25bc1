"""What a candidate does with an appeal. Staff enter it for them when it came by post: then `came_on` is its day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from candidates.appeals import clocks
from candidates.appeals.figures import days_on
from candidates.appeals.kinds import Decided, decided
from candidates.appeals.models import STATUS, Appeal, AppealDocument
from candidates.appeals.steps import fitting, locked, tell
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.refused import Refused
from lsscert.words import day_in_words

Status = Appeal.Status
MOST_DOCUMENTS = 10
DOCUMENT_MEGABYTES = 10


@transaction.atomic
def give_notice(
    *,
    candidacy: Candidacy,
    kind: str,
    ref: str,
    words: str,
    by: Person,
    now: datetime,
    came_on: date | None = None,
) -> Appeal:
    """Refused: no_decision, notice_too_late, appealed_already, not_come_yet, too_long."""
    candidacy = candidacy.lock()
    found = _decision(candidacy, kind, ref)
    days = days_on(found.decided_on)
    today = _day(came_on, now)
    received = clocks.received_on(found.opened_at, found.letter_delivered_at, days) or today
    last = clocks.notice_due(received, days)
    if today > last:
        raise Refused(
            "notice_too_late",
            _("The days for an appeal ended on %(day)s.") % {"day": day_in_words(last)},
            _("The decision stands. If something is unclear, the office explains it."),
        )
    due = clocks.reasons_due(received, days)
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                candidacy=candidacy,
                kind=kind,
                ref_of_decision=ref,
                title=str(found.title)[:200],
                received_on=received,
                due_on=due,
                notice=fitting(words),
                notice_at=now,
                entered_by=_entered(candidacy, by),
            )
    except IntegrityError as problem:
        raise Refused(
            "appealed_already", _("This decision is appealed already."), _("Reload to see how it stands.")
        ) from problem
    journey.note(candidacy, "appeal_noticed", by=by, now=now, title=appeal.title, due=due)
    tell(appeal, "notice", due=due)
    return appeal


def _decision(candidacy: Candidacy, kind: str, ref: str) -> Decided:
    found = decided(candidacy, kind, ref)
    if found is None or not found.open:
        raise Refused("no_decision", _("There is no decision to appeal here."), _("Reload the page."))
    return found


def give_reasons(
    *,
    appeal: Appeal,
    words: str,
    uploads: Sequence[UploadedFile] = (),
    by: Person,
    now: datetime,
    came_on: date | None = None,
) -> Appeal:
    """With documents, once.

    Refused: reasons_missing, reasons_too_late, too_many_documents, not_come_yet, too_long, move_not_allowed, and as
    files are.
    """
    if not words.strip():
        raise Refused("reasons_missing", _("Write what was not done as published, or was not fair."))
    if len(uploads) > MOST_DOCUMENTS:
        raise Refused("too_many_documents", _("At most %(most)s documents.") % {"most": MOST_DOCUMENTS})
    received = [files.receive(upload=upload, max_megabytes=DOCUMENT_MEGABYTES) for upload in uploads]
    with files.together():
        appeal = locked(appeal)
        today = _day(came_on, now)
        if appeal.due_on and today > appeal.due_on:
            raise Refused(
                "reasons_too_late",
                _("Reasons were due by %(day)s.") % {"day": day_in_words(appeal.due_on)},
            )
        due = clocks.response_due(today, days_on(appeal.received_on))
        entered = appeal.entered_by or _entered(appeal.candidacy, by)
        STATUS.move(
            appeal, Status.REASONED, reasons=fitting(words), reasons_at=now, due_on=due, entered_by=entered
        )
        for each in received:
            stored = files.store(received=each, by=by, now=now)
            AppealDocument.objects.create(appeal=appeal, file=stored, added_at=now)
        journey.note(appeal.candidacy, "appeal_reasoned", by=by, now=now, title=appeal.title, due=due)
        tell(appeal, "reasons", due=due)
    return appeal


@transaction.atomic
def withdraw(*, appeal: Appeal, by: Person, now: datetime) -> Appeal:
    appeal = locked(appeal)
    STATUS.move(appeal, Status.WITHDRAWN, due_on=None, closed_at=now)
    journey.note(appeal.candidacy, "appeal_withdrawn", by=by, now=now, title=appeal.title)
    tell(appeal, "withdrawn")
    return appeal


@transaction.atomic
def take_further(*, appeal: Appeal, by: Person, now: datetime, came_on: date | None = None) -> Appeal:
    """The candidate asks the second body. Refused: second_too_late, not_come_yet, move_not_allowed."""
    appeal = locked(appeal)
    today = _day(came_on, now)
    if appeal.state == Status.ANSWERED and appeal.due_on and today > appeal.due_on:
        raise Refused(
            "second_too_late",
            _("That could be asked until %(day)s.") % {"day": day_in_words(appeal.due_on)},
        )
    due = clocks.second_due(today, days_on(appeal.received_on))
    STATUS.move(appeal, Status.SECOND, second_asked_at=now, due_on=due)
    journey.note(appeal.candidacy, "appeal_second", by=by, now=now, title=appeal.title, due=due)
    tell(appeal, "second", due=due)
    return appeal


def _day(came_on: date | None, now: datetime) -> date:
    """The day it counts as given: the one it came by post, else today."""
    today = programme_day(now)
    if came_on and came_on > today:
        raise Refused(
            "not_come_yet",
            _("%(day)s has not come yet.") % {"day": day_in_words(came_on)},
            _("Enter the day it arrived."),
        )
    return came_on or today


def _entered(candidacy: Candidacy, by: Person) -> Person | None:
    return None if by == candidacy.person else by
