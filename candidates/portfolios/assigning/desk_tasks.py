"""What finding reviewers asks of the desk."""

from typing import Any

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.assigning import seats
from candidates.portfolios.models import Review
from lsscert import clock
from lsscert.todo import DeskTask, Queue


def _queue(rows: QuerySet[Any], since: str) -> Queue:
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min(since))
    return Queue(found["count"], found["oldest"])


def how_many_to_assign() -> int:
    return seats.with_free_seats().order_by().count()


portfolios_to_assign = DeskTask(
    label=_("Portfolios to assign"),
    sentence=_("Read who is suggested and why, then give it to two reviewers with one click."),
    url_name="desk_portfolios",
    look=lambda: _queue(seats.with_free_seats(), "waiting_since"),
    query="show=assign",
)
replacements_needed = DeskTask(
    label=_("Reviewers to replace"),
    sentence=_("Somebody gave a portfolio back: find another reviewer for it."),
    url_name="desk_portfolios",
    look=lambda: _queue(seats.with_replacements_needed(), "waiting_since"),
    query="show=replace",
)
overdue_reviews = DeskTask(
    label=_("Overdue reviews"),
    sentence=_("The reviewer was reminded; write to them, or give the review to somebody else."),
    url_name="desk_portfolios",
    look=lambda: _queue(Review.objects.overdue(clock.today()), "assigned_at"),
    query="show=overdue",
)
