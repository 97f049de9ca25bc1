"""What waits to be decided, told or filled: queries, for the desk's lists and the nightly work."""

from datetime import date

from django.db.models import F, QuerySet

from candidates.portfolios.models import Decision, Portfolio

Status = Portfolio.Status


def untold() -> QuerySet[Decision]:
    """Made and not told, and not overtaken by an appeal."""
    return Decision.objects.filter(released_at=None, cycle=F("portfolio__cycle"))


def due_by_themselves(today: date) -> QuerySet[Decision]:
    return untold().filter(release_on__lte=today, held_by=None, portfolio__held_since=None)


def missed(today: date) -> QuerySet[Portfolio]:
    return Portfolio.objects.filter(state=Status.MORE_INFORMATION, more_due_on__lt=today, held_since=None)


def to_settle() -> QuerySet[Decision]:
    """Requests for more information of which nobody knows yet by when they are due."""
    return Decision.objects.filter(
        kind=Decision.Kind.MORE_INFORMATION,
        cycle=F("portfolio__cycle"),
        portfolio__state=Status.MORE_INFORMATION,
        portfolio__more_due_on=None,
    ).exclude(released_at=None)
