"""Leaving with the whole fee back: before being active always, and for a while after (DOMAIN §2, Choice)."""

from datetime import date, timedelta

from candidates.journey import hooks
from candidates.journey.models import STATUS, Candidacy
from lsscert.policy import services as policy


def full_refund_until(settled_on: date, days: int) -> date:
    """The last day on which leaving brings the whole fee back while nothing has been judged."""
    return settled_on + timedelta(days=days)


def last_day_to_leave(candidacy: Candidacy) -> date | None:
    """For an active candidate whose work nobody has judged yet; the policy of the day of settling counts."""
    if candidacy.state != Candidacy.Status.ACTIVE or candidacy.settled_on is None:
        return None
    if any(judged(candidacy) for judged in hooks.WORK_JUDGED):
        return None
    return full_refund_until(candidacy.settled_on, policy.at("refund.days", candidacy.settled_on))


def may_leave(candidacy: Candidacy, today: date) -> bool:
    if candidacy.state == Candidacy.Status.ACTIVE:
        last = last_day_to_leave(candidacy)
        return last is not None and today <= last
    return Candidacy.Status.WITHDRAWN in STATUS[candidacy.state].moves
