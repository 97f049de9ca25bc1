"""What happens to a completion: the candidate reports it, the office checks it."""

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from candidates.coursework import steps
from candidates.coursework.achieving import annul_what_rested_on, record_what_is_achieved
from candidates.coursework.counting import Answer
from candidates.coursework.guards import (
    already_checked,
    already_reported,
    require_past,
    require_reason,
    require_refused,
    require_reportable,
    require_seen,
)
from candidates.coursework.judging import judge
from candidates.coursework.models import MENDS, STATUS, Completion, RefusalReason
from candidates.coursework.overview import halves_of
from candidates.journey.models import Candidacy
from candidates.journey.services import require_active, require_in_time
from competencies.courses.models import Course
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused

Status = Completion.Status

# What the candidate does.


def report_completion(
    *,
    candidacy: Candidacy,
    course: Course,
    completed_on: date,
    passed: bool,
    proof: UploadedFile,
    by: Person,
    now: datetime,
) -> Completion:
    """Report a course with its proof. What the rule says is shown before; the office decides."""
    require_in_time(candidacy, now)
    require_reportable(candidacy, course)
    require_past(completed_on, now)
    received = _receive(proof, now)
    with files.together():
        candidacy = candidacy.lock()
        require_reportable(candidacy, course)
        try:
            with transaction.atomic():
                completion = Completion.objects.create(
                    candidacy=candidacy,
                    course=course,
                    completed_on=completed_on,
                    passed=passed,
                    proof=files.store(received=received, by=by, now=now),
                    reported_at=now,
                )
        except IntegrityError as problem:
            raise already_reported() from problem
        steps.note(completion, "reported", by=by, now=now, completed_on=completed_on)
        steps.write(completion, "received", now=now)
    return completion


def send_again(
    *,
    completion: Completion,
    completed_on: date,
    passed: bool,
    proof: UploadedFile,
    by: Person,
    now: datetime,
) -> Completion:
    """Answer a refusal with a new proof, and the day as it really was. What was sent before is kept."""
    require_refused(completion)
    require_past(completed_on, now)
    received = _receive(proof, now)
    with files.together():
        completion = steps.locked(completion)
        require_active(completion.candidacy)
        require_refused(completion)
        steps.keep_earlier_proof(completion)
        STATUS.move(
            completion,
            Status.REPORTED,
            completed_on=completed_on,
            passed=passed,
            proof=files.store(received=received, by=by, now=now),
            reported_at=now,
            **steps.NOT_CHECKED,
        )
        steps.note(completion, "sent_again", by=by, now=now, completed_on=completed_on)
        steps.write(completion, "received", now=now)
    return completion


@transaction.atomic
def withdraw_completion(*, completion: Completion, by: Person, now: datetime) -> Completion:
    """The candidate takes it back before it was counted; the course can then be reported anew."""
    completion = steps.locked(completion)
    if completion.state == Status.VERIFIED:
        raise Refused(
            "counts_already",
            _("The office has counted this course, so it cannot be taken back."),
            _("If something is wrong with it, write to the office."),
        )
    STATUS.move(completion, Status.WITHDRAWN)
    steps.note(completion, "withdrawn", by=by, now=now)
    letters.withdraw(kind="completion_received", occasion=steps.occasion(completion, completion.version - 1))
    return completion


# What the office does. `seen` is the version of the page the decision was made on.


@transaction.atomic
def verify(
    *,
    completion: Completion,
    by: Person,
    now: datetime,
    exception_reason: str = "",
    seen: int | None = None,
) -> Completion:
    """Count it, if the rule says so; wait where it cannot say; against the rule only by exception, with a reason.

    Whatever set is then complete is recorded as achieved.
    """
    completion = steps.to_decide(completion, seen)
    verdict = judge(completion, programme_day(now))
    if verdict.answer is Answer.CANNOT_SAY and not exception_reason:
        return wait_for_approval_date(completion=completion, by=by, now=now)
    if verdict.answer is Answer.DOES_NOT and not exception_reason:
        raise Refused(
            "does_not_count",
            " ".join(str(reason) for reason in verdict.reasons),
            _("To count it all the same, use “Count by exception” and say why."),
        )
    exception = "" if verdict.answer is Answer.COUNTS else require_reason(exception_reason)
    STATUS.move(completion, Status.VERIFIED, exception_reason=exception, **steps.checked(by, now))
    steps.note(completion, "counts_by_exception" if exception else "counts", by=by, now=now, reason=exception)
    if not record_what_is_achieved(completion, by=by, now=now):
        steps.write(completion, "counts", now=now, halves=halves_of(completion))
    return completion


@transaction.atomic
def wait_for_approval_date(
    *, completion: Completion, by: Person, now: datetime, seen: int | None = None
) -> Completion:
    """The approval date is not on record: the completion waits until somebody enters it."""
    completion = steps.to_decide(completion, seen)
    if completion.state == Status.WAITING:
        raise Refused(
            "waits_already",
            _("The approval date is still not on record."),
            _("Enter it on the page of the course; the completion then comes back to be checked."),
        )
    if judge(completion, programme_day(now)).answer is not Answer.CANNOT_SAY:
        raise Refused(
            "date_on_record",
            _("The approval date is on record now."),
            _("Read what the rule says and decide."),
        )
    STATUS.move(completion, Status.WAITING, **steps.checked(by, now))
    steps.note(completion, "waiting", by=by, now=now)
    steps.write(completion, "waiting", now=now)
    return completion


@transaction.atomic
def refuse(
    *,
    completion: Completion,
    reason: RefusalReason,
    by: Person,
    now: datetime,
    note: str = "",
    seen: int | None = None,
) -> Completion:
    """The proof or the course does not do; the candidate reads why and what would mend it."""
    completion = steps.to_decide(completion, seen)
    reason = RefusalReason(reason)
    STATUS.move(completion, Status.REFUSED, refusal=reason, note=note.strip(), **steps.checked(by, now))
    steps.note(completion, "refused", by=by, now=now, reason=reason.label)
    steps.write(completion, "refused", now=now, reason=reason.label, mend=MENDS[reason], note=completion.note)
    return completion


@transaction.atomic
def undo_verification(
    *, completion: Completion, why: str, by: Person, now: datetime, seen: int | None = None
) -> Completion:
    """It turns out not to count after all: back to be checked. A set that rested on it is no longer achieved."""
    return _reopen(completion, Status.VERIFIED, why=why, by=by, now=now, seen=seen)


@transaction.atomic
def undo_refusal(
    *, completion: Completion, why: str, by: Person, now: datetime, seen: int | None = None
) -> Completion:
    """It was refused by mistake: back to be checked, with the proof that is there."""
    return _reopen(completion, Status.REFUSED, why=why, by=by, now=now, seen=seen)


@transaction.atomic
def look_again(*, course: Course, by: Person | None, now: datetime) -> int:
    """The approvals of a course changed: what waited for them and can be judged now comes back to be checked."""
    waiting = Completion.objects.filter(course=course, state=Status.WAITING)
    owners = Candidacy.objects.filter(pk__in=waiting.values("candidacy"))
    list(owners.order_by("pk").select_for_update(of=("self",)))
    found = 0
    for row in (
        waiting.with_course().select_related("candidacy").order_by("pk").select_for_update(of=("self",))
    ):
        if judge(row, programme_day(now)).answer is Answer.CANNOT_SAY:
            continue
        STATUS.move(row, Status.REPORTED, **steps.NOT_CHECKED)
        steps.note(row, "to_check_again", by=by, now=now)
        found += 1
    return found


def _reopen(
    completion: Completion,
    present: Completion.Status,
    *,
    why: str,
    by: Person,
    now: datetime,
    seen: int | None,
) -> Completion:
    completion = steps.locked(completion)
    if completion.state != present:
        raise already_checked(completion)
    require_seen(completion, seen)
    require_active(completion.candidacy)
    why = require_reason(why)
    told = "completion_counts" if present == Status.VERIFIED else "completion_refused"
    letters.withdraw(kind=told, occasion=steps.occasion(completion, completion.version))
    STATUS.move(completion, Status.REPORTED, **steps.NOT_CHECKED)
    steps.note(completion, "reopened", by=by, now=now, reason=why)
    annulled = annul_what_rested_on(completion, why=why, by=by, now=now) if present == Status.VERIFIED else []
    steps.write(completion, "reopened", now=now, why=why, sets=[each.set_edition.set for each in annulled])
    return completion


def _receive(proof: UploadedFile, now: datetime) -> files.Received:
    return files.receive(
        upload=proof, max_megabytes=policy.at("coursework.proof_megabytes", programme_day(now))
    )
