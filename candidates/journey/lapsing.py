"""What ends by itself: an accepted place nobody settled, and four years that ran out."""

from datetime import date, datetime

from django.db import transaction

from candidates.journey import hooks
from candidates.journey.models import STATUS, Candidacy
from candidates.journey.place import Wait, kept_until
from candidates.journey.services import Status, note, progress_of
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy


def place_kept_until(candidacy: Candidacy, accepted_on: date) -> date | None:
    """The last day to settle an accepted place; None while the days stand still."""
    days = policy.at("candidacy.settle_days", accepted_on)
    return kept_until(accepted_on, days, waits_of(candidacy))


def waits_of(candidacy: Candidacy) -> list[Wait]:
    return [wait for waits in hooks.PLACE_WAITS for wait in waits(candidacy)]


def lapse_what_is_due(now: datetime) -> int:
    """Lapse every candidacy whose last day has passed. Safe to run again; returns how many lapsed."""
    today = programme_day(now)
    candidates = Candidacy.objects.filter(state=Status.ACCEPTED) | Candidacy.objects.filter(
        state=Status.ACTIVE, deadline__lt=today
    )
    return sum(_lapse(candidacy, today, now) for candidacy in candidates.order_by("pk"))


@transaction.atomic
def _lapse(candidacy: Candidacy, today: date, now: datetime) -> bool:
    candidacy = candidacy.lock()
    code = _due(candidacy, today)
    if code is None:
        return False
    STATUS.move(candidacy, Status.LAPSED, closed_on=today)
    note(candidacy, code, by=None, now=now)
    if code == "place_lapsed":
        hooks.CANDIDACY_CLOSED(candidacy=candidacy, why="lapsed", by=None, now=now)
    papers = hooks.closing_papers(candidacy) if code == "place_lapsed" else []
    letters.write(kind=code, occasion=candidacy.ref, to=candidacy.person, attach=papers, candidacy=candidacy)
    return True


def _due(candidacy: Candidacy, today: date) -> str | None:
    if candidacy.state == Status.ACCEPTED and candidacy.accepted_on:
        last_day = place_kept_until(candidacy, candidacy.accepted_on)
        over = last_day is not None and today > last_day
        return "place_lapsed" if over and not _place_held(candidacy, today) else None
    if candidacy.state == Status.ACTIVE and candidacy.deadline and today > candidacy.deadline:
        return None if _held(candidacy, today) else "candidacy_lapsed"
    return None


def _place_held(candidacy: Candidacy, today: date) -> bool:
    """Somebody is about to settle it: the days of waiting for others are not held against the candidate."""
    return any(held(candidacy, today) for held in hooks.PLACE_HELD)


def _held(candidacy: Candidacy, today: date) -> bool:
    """What was handed in before the deadline is judged and counts; six sets done wait for the asking (DOMAIN §1)."""
    return progress_of(candidacy).complete or any(held(candidacy, today) for held in hooks.LAPSE_HELD)
