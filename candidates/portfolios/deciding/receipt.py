"""When a decision was received, and from then on by when more information is due. Pure but for `delivered_at`."""

from datetime import date, datetime, timedelta

from candidates.portfolios.models import Decision
from lsscert.clock import programme_day
from lsscert.letters.models import Letter
from lsscert.policy import services as policy

LETTERS = {
    Decision.Kind.MORE_INFORMATION: "portfolio_more_information",
    Decision.Kind.ACHIEVED: "portfolio_achieved",
    Decision.Kind.NOT_ACHIEVED: "portfolio_not_achieved",
}


def received_on(opened_at: datetime | None, delivered_at: datetime | None, days_after: int) -> date | None:
    """The day it was first opened by the candidate, or so many days after its letter was delivered: what is first.

    None while neither has happened: nothing runs yet.
    """
    days = []
    if opened_at:
        days.append(programme_day(opened_at))
    if delivered_at:
        days.append(programme_day(delivered_at) + timedelta(days=days_after))
    return min(days, default=None)


def due_on(received: date, days: int) -> date:
    """The last day, end of that day in Chicago; the day of receipt is day 0."""
    return received + timedelta(days=days)


def delivered_at(decision: Decision) -> datetime | None:
    """When its first letter was handed over."""
    letters = Letter.objects.filter(kind=LETTERS[Decision.Kind(decision.kind)], occasion=decision.ref)
    return letters.exclude(sent_at=None).order_by("sent_at").values_list("sent_at", flat=True).first()


def days_after_delivery(day: date) -> int:
    return policy.at("appeal.receipt_days", day)
