"""Who reviews: inviting, joining, profile, qualifications, training, leaving."""

import json
from datetime import date, datetime
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import (
    Calibration,
    CalibrationAttempt,
    MustNotJudge,
    Reviewer,
    SetQualification,
)
from candidates.portfolios.reviewers.calibrating import KeyLine, Result, compare, missing
from competencies.standard.models import CompetencySet
from lsscert.accounts import links
from lsscert.accounts.models import Link, Membership, Person
from lsscert.accounts.services import programme_office
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import tidy_line, without_unstorable

INVITATION = "reviewer_invitation"
INVITED_DAYS = 30
LONGEST = 20_000
RESUME_MEGABYTES = 10
FIXTURE = Path(__file__).with_name("calibration.json")


@transaction.atomic
def invite(*, address: str, by: Person, now: datetime) -> Link:
    """A letter with a personal link. Refused: reviews_already. Asked again, the older link closes."""
    address = address.strip().lower()
    if Reviewer.objects.filter(person__email=address, retired_on=None).exists():
        raise Refused("reviews_already", _("Whoever has this address reviews already."))
    links.revoke(kind=INVITATION, subject=address[:80])
    link, url = links.make(
        kind=INVITATION, subject=address[:80], address=address, days=INVITED_DAYS, now=now, by=by
    )
    letters.write_to_address(
        kind="reviewer_invitation",
        occasion=link.ref,
        address=address,
        secret=True,
        link=url,
        days=INVITED_DAYS,
        by=by,
    )
    return link


@transaction.atomic
def take_invitation_back(*, link: Link, by: Person) -> None:
    letters.withdraw(kind="reviewer_invitation", occasion=link.ref)
    Link.objects.filter(pk=link.pk, kind=INVITATION, consumed_at=None).delete()


@transaction.atomic
def join(*, person: Person, invited_by: Person | None, now: datetime) -> Reviewer:
    """The person reviews from now on, as soon as they are trained and qualified. A second time changes nothing."""
    Membership.objects.get_or_create(
        person=person, organisation=programme_office(), role=Membership.Role.REVIEWER
    )
    reviewer, created = Reviewer.objects.get_or_create(
        person=person, defaults={"joined_at": now, "invited_by": invited_by}
    )
    if not created and reviewer.retired_on:
        _change(reviewer, retired_on=None)
    return reviewer


@transaction.atomic
def retire(*, reviewer: Reviewer, by: Person, now: datetime) -> None:
    """No new portfolios, and no pages. Refused while one is with them: it must go to somebody else first."""
    reviewer = reviewer.lock()
    if reviewer.person.reviews.filter(state="assigned").exists():
        raise Refused(
            "reviews_open", _("A portfolio is still with them."), _("Give it to somebody else first.")
        )
    _change(reviewer, retired_on=programme_day(now))
    Membership.objects.filter(person=reviewer.person, role=Membership.Role.REVIEWER).delete()


@transaction.atomic
def qualify(*, reviewer: Reviewer, sets: list[CompetencySet], by: Person, now: datetime) -> None:
    """Exactly these sets, and no others."""
    reviewer = reviewer.lock()
    kept = {each.pk for each in sets}
    reviewer.qualifications.exclude(set__in=kept).delete()
    known = set(reviewer.qualifications.values_list("set", flat=True))
    for each in sets:
        if each.pk not in known:
            SetQualification.objects.create(reviewer=reviewer, set=each, granted_by=by, granted_at=now)


@transaction.atomic
def set_cap(*, reviewer: Reviewer, cap: int | None, by: Person) -> None:
    _change(reviewer.lock(), yearly_cap=cap)


@transaction.atomic
def save_profile(
    *,
    reviewer: Reviewer,
    employer: str,
    resume: str,
    yearly_cap: int | None,
    available: bool,
    away_until: date | None,
    version: int,
) -> Reviewer:
    """What reviewers say of themselves. Refused: stale, text_too_long."""
    reviewer = reviewer.lock()
    if reviewer.version != version:
        raise Refused(
            "stale", _("Your profile was changed since you opened it here."), _("Look at it once more.")
        )
    if len(resume) > LONGEST:
        raise Refused("text_too_long", _("This is longer than can be kept."), _("Send it as a file instead."))
    return _change(
        reviewer,
        employer=tidy_line(employer)[:200],
        resume=without_unstorable(resume),
        yearly_cap=yearly_cap,
        available=available,
        away_until=away_until,
    )


def save_resume(*, reviewer: Reviewer, upload: UploadedFile, by: Person, now: datetime) -> None:
    received = files.receive(upload=upload, max_megabytes=RESUME_MEGABYTES)
    with files.together():
        reviewer = reviewer.lock()
        old = reviewer.resume_file
        _change(reviewer, resume_file=files.store(received=received, by=by, now=now))
        if old is not None:
            files.discard(old)


@transaction.atomic
def must_not_judge(*, reviewer: Reviewer, kind: str, name: str, now: datetime) -> None:
    """Refused: name_missing. A name that is there already stays once."""
    name = tidy_line(name)[:200]
    if not name or kind not in MustNotJudge.Kind.values:
        raise Refused("name_missing", _("Give a name."))
    try:
        with transaction.atomic():
            MustNotJudge.objects.create(reviewer=reviewer, kind=kind, name=name, added_at=now)
    except IntegrityError:
        return


def _change(reviewer: Reviewer, **changes: object) -> Reviewer:
    for name, value in changes.items():
        setattr(reviewer, name, value)
    reviewer.version += 1
    reviewer.save(update_fields=["version", *changes])
    return reviewer


# Training


def load_calibration() -> bool:
    """The programme's own training portfolio, unless one is in use; returns whether it was added."""
    if Calibration.objects.filter(in_use=True).exists():
        return False
    given = json.loads(FIXTURE.read_text())
    Calibration.objects.create(title=given["title"], content=given["content"], key=given["key"])
    return True


def key_of(calibration: Calibration) -> list[KeyLine]:
    return [KeyLine(each["number"], each["rating"], each["why"]) for each in calibration.key]


@transaction.atomic
def begin_training(*, reviewer: Reviewer, now: datetime) -> CalibrationAttempt:
    """The attempt that is open, or a new one. Refused: no_calibration."""
    reviewer = reviewer.lock()
    if known := reviewer.calibrations.filter(handed_in_at=None).select_related("calibration").first():
        return known
    calibration = Calibration.objects.filter(in_use=True).order_by("-pk").first()
    if calibration is None:
        raise Refused(
            "no_calibration", _("There is no training portfolio at present."), _("The office adds one.")
        )
    return CalibrationAttempt.objects.create(reviewer=reviewer, calibration=calibration, started_at=now)


@transaction.atomic
def save_training(
    *, attempt: CalibrationAttempt, ratings: dict[str, dict[str, str]], version: int
) -> CalibrationAttempt:
    """`ratings` by number: value and comment. Refused: stale, handed_in."""
    attempt = attempt.lock()
    _require_open(attempt)
    if attempt.version != version:
        raise Refused(
            "stale", _("This was changed in another tab since you opened it here."), _("Reload it.")
        )
    attempt.ratings = {
        number: {"value": said["value"], "comment": without_unstorable(said["comment"])[:LONGEST]}
        for number, said in ratings.items()
    }
    attempt.version += 1
    attempt.save(update_fields=["ratings", "version"])
    return attempt


@transaction.atomic
def hand_in_training(*, attempt: CalibrationAttempt, now: datetime) -> Result:
    """Refused: handed_in, not_rated. Passed, its reviewer is trained."""
    attempt = attempt.lock()
    _require_open(attempt)
    key = key_of(attempt.calibration)
    ratings = {int(number): said["value"] for number, said in attempt.ratings.items()}
    comments = {int(number): said["comment"] for number, said in attempt.ratings.items()}
    if left := missing(key, ratings, comments):
        numbers = ", ".join(map(str, left))
        raise Refused(
            "not_rated",
            _("Still to rate, or without a comment: %(numbers)s.") % {"numbers": numbers},
            _("A rating below Met needs a comment."),
        )
    needed = policy.at("review.calibration_percent", programme_day(now))
    result = compare(key, ratings, percent_needed=needed)
    attempt.handed_in_at, attempt.percent, attempt.passed = now, result.percent, result.passed
    attempt.save(update_fields=["handed_in_at", "percent", "passed"])
    if result.passed and attempt.reviewer.trained_at is None:
        _change(attempt.reviewer.lock(), trained_at=now)
    return result


def result_of(attempt: CalibrationAttempt) -> Result:
    """As it was when it was handed in."""
    ratings = {int(number): said["value"] for number, said in attempt.ratings.items()}
    found = compare(key_of(attempt.calibration), ratings, percent_needed=0)
    return Result(found.lines, attempt.percent or 0, attempt.passed)


def _require_open(attempt: CalibrationAttempt) -> None:
    if attempt.handed_in_at is not None:
        raise Refused("handed_in", _("This training is handed in already."), _("Reload to read the key."))
