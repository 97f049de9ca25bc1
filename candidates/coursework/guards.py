"""What must hold before a completion changes; each says what stands in the way and what would mend it."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from candidates.coursework.achieving import sets_covered
from candidates.coursework.models import STATUS, Completion
from candidates.journey.models import Candidacy
from candidates.journey.services import achieved_sets, require_active
from competencies.courses.models import Course
from lsscert.clock import programme_day
from lsscert.refused import Refused
from lsscert.text import require_short
from lsscert.words import day_in_words

LONGEST_REASON = 300


def require_reportable(candidacy: Candidacy, course: Course) -> None:
    require_active(candidacy)
    covered = {edition.set for edition in sets_covered(course, candidacy)}
    if not covered:
        raise Refused(
            "covers_nothing",
            _("This course is not on record for any set of your certification."),
            _("Choose a course from the list, or ask the office about this one."),
        )
    if candidacy.completions.standing().filter(course=course).exists():
        raise already_reported()
    if covered <= set(achieved_sets(candidacy)):
        raise Refused(
            "set_done_already",
            _("You have achieved %(sets)s already.")
            % {"sets": ", ".join(sorted(each.name for each in covered))},
            _("There is nothing more to send for it."),
        )


def require_past(completed_on: date, now: datetime) -> None:
    if completed_on > programme_day(now):
        raise Refused(
            "in_future",
            _("%(day)s has not come yet.") % {"day": day_in_words(completed_on)},
            _("Report the course once you have completed it."),
        )


def require_refused(completion: Completion) -> None:
    if completion.state != Completion.Status.REFUSED:
        raise Refused(
            "nothing_asked",
            _("Nothing is asked of you for this course now."),
            _("Reload the page to see how it stands."),
        )


def require_seen(completion: Completion, seen: int | None) -> None:
    """`seen` is the version of the page on which somebody decided."""
    if seen is not None and seen != completion.version:
        raise Refused(
            "changed_meanwhile",
            _("This was changed since you opened the page."),
            _("Look at it again, then decide."),
        )


def require_reason(words: str) -> str:
    words = words.strip()
    if not words:
        raise Refused(
            "reason_needed", _("This needs a reason."), _("Say why in a sentence; the candidate reads it.")
        )
    return require_short(words, LONGEST_REASON, _("Say it in a sentence or two."))


def already_reported() -> Refused:
    return Refused(
        "already_reported",
        _("You have reported this course already."),
        _("See how it stands; if something is missing, you can send it there."),
    )


def already_checked(completion: Completion) -> Refused:
    words = {"state": STATUS[completion.state].staff, "name": completion.checked_by}
    sentence = _("This is “%(state)s” now.")
    if completion.checked_by:
        sentence = _("%(name)s has decided this already: %(state)s.")
    return Refused("already_checked", sentence % words, _("Reload the page to see how things stand."))
