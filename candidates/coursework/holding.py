"""What of this room keeps a candidacy from lapsing after its deadline, and its fee from going back by itself."""

from datetime import date, timedelta

from django.db.models import Q

from candidates.coursework.models import Completion
from candidates.journey.models import Candidacy
from lsscert.dates import end_of_day
from lsscert.policy import services as policy

Status = Completion.Status


def holds_the_lapse(candidacy: Candidacy, today: date) -> bool:
    """A report that the office has not judged, or one it refused so lately that the answer may still come."""
    days = policy.at("coursework.mend_days", today)
    lately = end_of_day(today) - timedelta(days=days)
    waiting = Q(state__in=[Status.REPORTED, Status.WAITING])
    return candidacy.completions.filter(waiting | Q(state=Status.REFUSED, checked_at__gt=lately)).exists()


def has_been_judged(candidacy: Candidacy) -> bool:
    """Whether the office has counted or refused anything; from then on it decides about a refund."""
    return candidacy.completions.exclude(checked_at=None).exists()
