"""Reminders to reviewers before a review is due and after it was. Each is written once for the day it is due."""

from datetime import datetime, timedelta

from django.db.models import Q

from candidates.portfolios.assigning import telling
from candidates.portfolios.models import Review
from lsscert.clock import programme_day
from lsscert.policy import services as policy


def chase(now: datetime) -> int:
    """What is held by a report waits with its clocks. Returns how many reminders are due today, written or known."""
    today = programme_day(now)
    before = timedelta(days=policy.at("review.remind_before_days", today))
    after = timedelta(days=policy.at("review.remind_after_days", today))
    waiting = Review.objects.filter(
        Q(due_on__range=(today, today + before)) | Q(due_on__lte=today - after),
        state=Review.Status.ASSIGNED,
        portfolio__held_since=None,
    ).select_related("portfolio__set_edition__set", "reviewer")
    told = 0
    for review in waiting.order_by("pk").iterator(chunk_size=500):
        if review.due_on < today:
            telling.overdue(review)
        elif programme_day(review.assigned_at) < today:
            telling.due_soon(review)
        else:
            continue
        told += 1
    return told
