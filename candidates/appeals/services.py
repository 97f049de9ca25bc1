"""What happens to an appeal. Each function is one act by one person, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from candidates.appeals import clocks
from candidates.appeals.figures import days_on
from candidates.appeals.kinds import APPEALABLE, Decided, decided
from candidates.appeals.models import STATUS, Appeal, AppealDocument
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Membership, Person
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import require_short, without_unstorable
from lsscert.words import day_in_words

Status = Appeal.Status
LONGEST = 20_000
MOST_DOCUMENTS = 10
DOCUMENT_MEGABYTES = 10


@transaction.atomic
def give_notice(
    *, candidacy: Candidacy, kind: str, ref: str, words: str, by: Person, now: datetime
) -> Appeal:
    """By the candidate, or by staff for what came by post. Refused: no_decision, notice_too_late, appealed_already."""
    candidacy = candidacy.lock()
    found = _decision(candidacy, kind, ref)
    days = days_on(found.decided_on)
    today = programme_day(now)
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
                notice=_fitting(words),
                notice_at=now,
                entered_by=None if by == candidacy.person else by,
            )
    except IntegrityError as problem:
        raise Refused(
            "appealed_already", _("This decision is appealed already."), _("Reload to see how it stands.")
        ) from problem
    journey.note(candidacy, "appeal_noticed", by=by, now=now, title=appeal.title, due=due)
    _write(appeal, "notice", due=due)
    return appeal


def _decision(candidacy: Candidacy, kind: str, ref: str) -> Decided:
    found = decided(candidacy, kind, ref)
    if found is None or not found.open:
        raise Refused("no_decision", _("There is no decision to appeal here."), _("Reload the page."))
    return found


def give_reasons(
    *, appeal: Appeal, words: str, uploads: Sequence[UploadedFile] = (), by: Person, now: datetime
) -> Appeal:
    """With documents, once.

    Refused: reasons_missing, reasons_too_late, too_many_documents, move_not_allowed, and as files are.
    """
    if not words.strip():
        raise Refused("reasons_missing", _("Write what was not done as published, or was not fair."))
    if len(uploads) > MOST_DOCUMENTS:
        raise Refused("too_many_documents", _("At most %(most)s documents.") % {"most": MOST_DOCUMENTS})
    received = [files.receive(upload=upload, max_megabytes=DOCUMENT_MEGABYTES) for upload in uploads]
    with files.together():
        appeal = locked(appeal)
        today = programme_day(now)
        if appeal.due_on and today > appeal.due_on:
            raise Refused(
                "reasons_too_late",
                _("Reasons were due by %(day)s.") % {"day": day_in_words(appeal.due_on)},
            )
        due = clocks.response_due(today, days_on(appeal.received_on))
        STATUS.move(appeal, Status.REASONED, reasons=_fitting(words), reasons_at=now, due_on=due)
        for each in received:
            stored = files.store(received=each, by=by, now=now)
            AppealDocument.objects.create(appeal=appeal, file=stored, added_at=now)
        journey.note(appeal.candidacy, "appeal_reasoned", by=by, now=now, title=appeal.title, due=due)
        _write(appeal, "reasons", due=due)
    return appeal


@transaction.atomic
def withdraw(*, appeal: Appeal, by: Person, now: datetime) -> Appeal:
    appeal = locked(appeal)
    STATUS.move(appeal, Status.WITHDRAWN, due_on=None, closed_at=now)
    journey.note(appeal.candidacy, "appeal_withdrawn", by=by, now=now, title=appeal.title)
    return appeal


@transaction.atomic
def answer(
    *,
    appeal: Appeal,
    followed: bool,
    fair: bool,
    words: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> Appeal:
    """The committee's answer: it stands only when the procedure was followed and it was fair.

    Refused: took_part, stale, words_missing, move_not_allowed.
    """
    appeal = locked(appeal)
    require_may_judge(appeal, by)
    _require_seen(appeal, seen)
    if not words.strip():
        raise Refused("words_missing", _("The candidate must read why."), _("Write it in a few sentences."))
    said: dict[str, Any] = {
        "followed": followed,
        "fair": fair,
        "answer": _fitting(words),
        "answered_by": by,
        "answered_at": now,
    }
    if followed and fair:
        due = clocks.notice_due(programme_day(now), days_on(appeal.received_on))
        STATUS.move(appeal, Status.ANSWERED, due_on=due, **said)
        journey.note(appeal.candidacy, "appeal_answered", by=by, now=now, title=appeal.title, due=due)
        _write(appeal, "answered", due=due)
    else:
        _send_back(appeal, by=by, now=now, **said)
    return appeal


@transaction.atomic
def take_further(*, appeal: Appeal, by: Person, now: datetime) -> Appeal:
    """The candidate asks the second body. Refused: second_too_late, move_not_allowed."""
    appeal = locked(appeal)
    if appeal.state == Status.ANSWERED and appeal.due_on and programme_day(now) > appeal.due_on:
        raise Refused(
            "second_too_late",
            _("That could be asked until %(day)s.") % {"day": day_in_words(appeal.due_on)},
        )
    due = clocks.second_due(programme_day(now), days_on(appeal.received_on))
    STATUS.move(appeal, Status.SECOND, second_asked_at=now, due_on=due)
    journey.note(appeal.candidacy, "appeal_second", by=by, now=now, title=appeal.title, due=due)
    return appeal


@transaction.atomic
def decide(
    *, appeal: Appeal, stands: bool, words: str, by: Person, now: datetime, seen: int | None = None
) -> Appeal:
    """The second body's word is final. Refused: took_part, stale, words_missing, move_not_allowed."""
    appeal = locked(appeal)
    require_may_judge(appeal, by)
    _require_seen(appeal, seen)
    if not words.strip():
        raise Refused("words_missing", _("The candidate must read why."), _("Write it in a few sentences."))
    said = {"second_answer": _fitting(words), "second_by": by}
    if appeal.state != Status.SECOND:
        STATUS.require(appeal.state, Status.SECOND)
    if stands:
        _uphold(appeal, by=by, now=now, **said)
    else:
        _send_back(appeal, by=by, now=now, **said)
    return appeal


def _uphold(appeal: Appeal, *, by: Person | None, now: datetime, **said: Any) -> None:
    STATUS.move(appeal, Status.UPHELD, due_on=None, closed_at=now, **said)
    journey.note(appeal.candidacy, "appeal_upheld", by=by, now=now, title=appeal.title)
    _write(appeal, "upheld")


def _send_back(appeal: Appeal, *, by: Person, now: datetime, **said: Any) -> None:
    STATUS.move(appeal, Status.SENT_BACK, due_on=None, closed_at=now, **said)
    journey.note(appeal.candidacy, "appeal_sent_back", by=by, now=now, title=appeal.title)
    APPEALABLE[appeal.kind].sent_back(appeal, by, now)
    _write(appeal, "sent_back")


def may_judge(person: Person, appeal: Appeal) -> bool:
    """Staff who took no part in the decision, and for the second body none of the first."""
    found = decided(appeal.candidacy, appeal.kind, appeal.ref_of_decision)
    took_part = found.excluded if found else frozenset()
    staff = person.memberships.filter(role=Membership.Role.STAFF).exists()
    first = appeal.state == Status.SECOND and appeal.answered_by_id == person.pk
    return staff and person.pk not in took_part and not first and person.pk != appeal.candidacy.person_id


def require_may_judge(appeal: Appeal, by: Person) -> None:
    if not may_judge(by, appeal):
        raise Refused(
            "took_part",
            _("An appeal is judged by people who took no part in what is appealed."),
            _("Ask somebody else in the office."),
        )


def lapse_what_is_due(now: datetime) -> int:
    """No reasons in time: forfeited. No second body asked in time: upheld. Safe to run again."""
    late = Appeal.objects.filter(
        state__in=[Status.NOTICED, Status.ANSWERED], due_on__lt=programme_day(now)
    ).order_by("pk")
    return sum(_lapse(appeal, now) for appeal in late)


@transaction.atomic
def _lapse(appeal: Appeal, now: datetime) -> bool:
    appeal = locked(appeal)
    if appeal.due_on is None or appeal.due_on >= programme_day(now):
        return False
    if appeal.state == Status.NOTICED:
        STATUS.move(appeal, Status.FORFEITED, due_on=None, closed_at=now)
        journey.note(appeal.candidacy, "appeal_forfeited", by=None, now=now, title=appeal.title)
        _write(appeal, "forfeited")
    elif appeal.state == Status.ANSWERED:
        _uphold(appeal, by=None, now=now)
    return True


def locked(appeal: Appeal) -> Appeal:
    """After its candidacy, always in that order."""
    candidacy = appeal.candidacy.lock()
    appeal = appeal.lock()
    appeal.candidacy = candidacy
    return appeal


def _require_seen(appeal: Appeal, seen: int | None) -> None:
    if seen is not None and seen != appeal.version:
        raise Refused("stale", _("This appeal changed since you opened it."), _("Look at it once more."))


def _fitting(words: str) -> str:
    return require_short(without_unstorable(words).strip(), LONGEST, _("Send the rest as a document."))


def _write(appeal: Appeal, step: str, **facts: Any) -> None:
    """One letter for each step: what, why, what next, by when."""
    letters.write(
        kind="appeal_step",
        occasion=f"{appeal.ref}:{step}",
        to=appeal.candidacy.person,
        appeal=appeal,
        step=step,
        **facts,
    )
