"""The desk's list of portfolios, by what they wait for, and by candidate, alias or set."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from candidates.portfolios.assigning import seats
from candidates.portfolios.models import Portfolio, Review
from lsscert.accounts.finding import people_named
from lsscert.text import tidy_line

ASSIGN, REPLACE, REVIEW, OVERDUE, DECIDED, ALL = "assign", "replace", "review", "overdue", "decided", "all"
TABS = (ASSIGN, REPLACE, REVIEW, OVERDUE, DECIDED, ALL)
S = Portfolio.Status


def rows_of(show: str, today: date) -> QuerySet[Portfolio]:
    """With `waiting_since`: handed in last, for the list's order and its column."""
    if show == ASSIGN:
        return seats.with_free_seats()
    if show == REPLACE:
        return seats.with_replacements_needed()
    rows = Portfolio.objects.filter(submitted_at__isnull=False).exclude(state=S.DRAFT)
    rows = rows.annotate(waiting_since=F("submitted_at"))
    late = Review.objects.filter(portfolio=OuterRef("pk")).overdue(today)
    if show == REVIEW:
        return rows.filter(state__in=[S.IN_REVIEW, S.SECOND_ROUND, S.MORE_INFORMATION])
    if show == OVERDUE:
        return rows.filter(Exists(late))
    if show == DECIDED:
        return rows.filter(state__in=[S.ACHIEVED, S.NOT_ACHIEVED])
    return rows


def searched(rows: QuerySet[Portfolio], words: str) -> QuerySet[Portfolio]:
    """A number, a part of an alias or of a set's name, or a candidate's name whatever the accents and the order."""
    words = tidy_line(words)
    if not words:
        return rows
    return rows.filter(
        Q(ref=words.lower())
        | Q(alias__icontains=words)
        | Q(set_edition__set__name__icontains=words)
        | Q(candidacy__person__in=people_named(words).order_by().values("pk"))
    )
