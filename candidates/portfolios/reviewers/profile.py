"""What a reviewer says of themselves: work, résumé, how much they take, and whom they must not judge."""

from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import MustNotJudge, Reviewer
from lsscert.accounts.models import Person
from lsscert.files import services as files
from lsscert.files.models import StoredFile
from lsscert.refused import Refused
from lsscert.text import tidy_line

MEGABYTES = 10
LONGEST_LIST = 200


def save(
    *,
    reviewer: Reviewer,
    seen: int,
    employer: str,
    resume: str,
    yearly_cap: int | None,
    available: bool,
    away_until: date | None,
    resume_file: UploadedFile | None = None,
    by: Person,
    now: datetime,
) -> Reviewer:
    """Refused: stale, resume_no_pdf, and as files are."""
    received = _receive(resume_file) if resume_file else None
    with files.together():
        reviewer = _seen(reviewer, seen)
        changes: dict[str, Any] = {
            "employer": employer,
            "resume": resume,
            "yearly_cap": yearly_cap,
            "available": available,
            "away_until": away_until,
        }
        if received is not None:
            changes["resume_file"] = files.store(received=received, by=by, now=now)
        return _change(reviewer, **changes)


@transaction.atomic
def remove_resume(*, reviewer: Reviewer, by: Person, now: datetime) -> Reviewer:
    return _change(reviewer.lock(), resume_file=None)


@transaction.atomic
def set_cap(*, reviewer: Reviewer, seen: int, yearly_cap: int | None, by: Person, now: datetime) -> Reviewer:
    """By the office. Refused: stale."""
    return _change(_seen(reviewer, seen), yearly_cap=yearly_cap)


@transaction.atomic
def add_to_list(*, reviewer: Reviewer, kind: str, name: str, by: Person, now: datetime) -> MustNotJudge:
    """Whom the reviewer must not judge. Refused: listed_already, list_too_long, name_missing, whole_name_needed."""
    name = tidy_line(name)
    if not name:
        raise Refused("name_missing", _("Write a name."))
    if kind == MustNotJudge.Kind.PERSON and "@" not in name and len(name.split()) < 2 and name.isascii():
        raise Refused(
            "whole_name_needed",
            _("One name alone fits too many people."),
            _("Write first and last name, or an e-mail address."),
        )
    reviewer = reviewer.lock()
    if reviewer.must_not_judge.count() >= LONGEST_LIST:
        raise Refused("list_too_long", _("This list is full."), _("Remove what no longer matters, please."))
    try:
        with transaction.atomic():
            return MustNotJudge.objects.create(reviewer=reviewer, kind=kind, name=name, added_at=now)
    except IntegrityError as problem:
        raise Refused("listed_already", _("This is on your list already.")) from problem


@transaction.atomic
def take_off_list(*, row: MustNotJudge, by: Person, now: datetime) -> None:
    MustNotJudge.objects.filter(pk=row.pk).delete()


def _receive(upload: UploadedFile) -> files.Received:
    received = files.receive(upload=upload, max_megabytes=MEGABYTES)
    if received.clean.kind != StoredFile.Kind.PDF:
        raise Refused("resume_no_pdf", _("A résumé must be a PDF."), _("Save it as a PDF, please."))
    return received


def _seen(reviewer: Reviewer, seen: int) -> Reviewer:
    reviewer = reviewer.lock()
    if reviewer.version != seen:
        raise Refused(
            "stale",
            _("This was changed in another tab, or by the office, since you opened it."),
            _("Copy what you typed, then reload to see the newer version."),
        )
    return reviewer


def _change(reviewer: Reviewer, **changes: Any) -> Reviewer:
    for name, value in changes.items():
        setattr(reviewer, name, value)
    reviewer.version += 1
    reviewer.save(update_fields=["version", *changes])
    return reviewer
