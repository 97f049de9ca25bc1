"""When a candidate received a decision: the day its clocks run from."""

from datetime import date, datetime

from candidates.appeals import clocks
from candidates.appeals.clocks import Days
from candidates.portfolios.models import Decision
from lsscert.letters.models import Letter

LETTERS = {
    Decision.Kind.MORE_INFORMATION: "portfolio_more_information",
    Decision.Kind.ACHIEVED: "portfolio_achieved",
    Decision.Kind.NOT_ACHIEVED: "portfolio_not_achieved",
}


def delivered_at(decision: Decision) -> datetime | None:
    """When its first letter was handed over."""
    letters = Letter.objects.filter(kind=LETTERS[Decision.Kind(decision.kind)], occasion=decision.ref)
    return letters.exclude(sent_at=None).order_by("sent_at").values_list("sent_at", flat=True).first()


def received_on(decision: Decision, days: Days) -> date | None:
    """By the rule of appeals, which counts from the same day. None while nothing runs yet."""
    return clocks.received_on(decision.opened_at, delivered_at(decision), days)
