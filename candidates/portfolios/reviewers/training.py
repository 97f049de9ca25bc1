"""The calibration portfolio: rated like a real one, saved as it is rated, and compared with the key."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import Calibration, CalibrationAttempt, Rating, Reviewer
from candidates.portfolios.reviewers import calibrating
from candidates.portfolios.reviewers.calibrating import KeyLine, Score
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import without_unstorable

LONGEST_COMMENT = 4000


def in_use() -> Calibration | None:
    """The one that is rated now: the newest."""
    return Calibration.objects.filter(in_use=True).order_by("-pk").first()


def key_of(calibration: Calibration) -> list[KeyLine]:
    return [KeyLine(each["number"], each["rating"], each["why"]) for each in calibration.key]


def ratings_of(attempt: CalibrationAttempt) -> dict[int, str]:
    return {int(number): said["rating"] for number, said in attempt.ratings.items()}


def open_attempt(reviewer: Reviewer) -> CalibrationAttempt | None:
    rows = reviewer.calibrations.filter(handed_in_at=None).select_related("calibration")
    return rows.order_by("-started_at", "-pk").first()


@transaction.atomic
def begin(*, reviewer: Reviewer, by: Person, now: datetime) -> CalibrationAttempt:
    """The attempt that is open, or a new one. Refused: no_calibration."""
    reviewer = reviewer.lock()
    if known := open_attempt(reviewer):
        return known
    calibration = in_use()
    if calibration is None:
        raise Refused(
            "no_calibration",
            _("There is no training portfolio yet."),
            _("Write to the office, which puts one in place."),
        )
    return CalibrationAttempt.objects.create(reviewer=reviewer, calibration=calibration, started_at=now)


@transaction.atomic
def save(
    *, attempt: CalibrationAttempt, seen: int, ratings: dict[int, dict[str, str]], by: Person, now: datetime
) -> CalibrationAttempt:
    """Keep what was rated. Refused: handed_in_already, stale."""
    attempt = _open(attempt, seen)
    _keep(attempt, ratings)
    attempt.save(update_fields=["ratings", "version"])
    return attempt


@transaction.atomic
def hand_in(
    *, attempt: CalibrationAttempt, seen: int, ratings: dict[int, dict[str, str]], by: Person, now: datetime
) -> CalibrationAttempt:
    """Compare with the key; the first attempt that passes ends the training.

    Refused: handed_in_already, stale, ratings_missing (what was rated is not saved by this; `save` it first).
    """
    reviewer = attempt.reviewer.lock()
    attempt = _open(attempt, seen)
    _keep(attempt, ratings)
    if left := calibrating.missing(key_of(attempt.calibration), ratings_of(attempt)):
        raise Refused(
            "ratings_missing",
            _("Not every competency is rated yet."),
            _("Still missing: %(numbers)s.") % {"numbers": ", ".join(str(number) for number in left)},
        )
    result = score_of(attempt, now)
    attempt.handed_in_at, attempt.percent, attempt.passed = now, result.percent, result.passed
    attempt.save(update_fields=["ratings", "version", "handed_in_at", "percent", "passed"])
    if attempt.passed and reviewer.trained_at is None:
        reviewer.trained_at, reviewer.version = now, reviewer.version + 1
        reviewer.save(update_fields=["trained_at", "version"])
        letters.write(kind="reviewer_trained", occasion=reviewer.ref, to=reviewer.person)
    return attempt


def score_of(attempt: CalibrationAttempt, now: datetime) -> Score:
    """By the policy of the day it was handed in."""
    day = programme_day(attempt.handed_in_at or now)
    needed = policy.at("review.calibration_percent", day)
    return calibrating.score(key_of(attempt.calibration), ratings_of(attempt), needed)


@transaction.atomic
def replace(
    *, title: str, content: dict[str, Any], key: list[dict[str, Any]], by: Person | None, now: datetime
) -> Calibration:
    """A new training portfolio; the one before goes out of use and stays with what was rated on it."""
    list(Calibration.objects.select_for_update(of=("self",), no_key=True).filter(in_use=True).order_by("pk"))
    for row in Calibration.objects.filter(in_use=True):
        row.in_use = False
        row.save(update_fields=["in_use"])
    return Calibration.objects.create(title=title, content=content, key=key)


def _open(attempt: CalibrationAttempt, seen: int) -> CalibrationAttempt:
    calibration = attempt.calibration
    attempt = attempt.lock()
    attempt.calibration = calibration
    if attempt.handed_in_at is not None:
        raise Refused(
            "handed_in_already", _("This was handed in already."), _("Reload to see how it compares.")
        )
    if attempt.version != seen:
        raise Refused(
            "stale",
            _("This was changed in another tab since you opened it."),
            _("Copy what you typed, then reload to see the newer version."),
        )
    return attempt


def _keep(attempt: CalibrationAttempt, ratings: dict[int, dict[str, str]]) -> None:
    """Only what the portfolio asks about, and only ratings that there are."""
    numbers = {each.number for each in key_of(attempt.calibration)}
    attempt.ratings = {
        str(number): {
            "rating": said["rating"] if said.get("rating") in Rating.Value.values else "",
            "comment": without_unstorable(said.get("comment", ""))[:LONGEST_COMMENT],
        }
        for number, said in sorted(ratings.items())
        if number in numbers
    }
    attempt.version += 1
