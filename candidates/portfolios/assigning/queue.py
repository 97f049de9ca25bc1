"""What waits for reviewers: at the desk, and for one reviewer."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from candidates.portfolios.models import Portfolio, Review, Reviewer
from lsscert.money.models import Invoice
from lsscert.todo import Queue

Status = Portfolio.Status
_IN_REVIEW = (Status.SUBMITTED, Status.IN_REVIEW, Status.SECOND_ROUND)


def with_seats(rows: QuerySet[Portfolio]) -> QuerySet[Portfolio]:
    """`seats` counts those who hold a seat in the present round, `fee_open` says that nobody may be asked yet."""
    second = Q(state=Status.SECOND_ROUND)
    here = Q(reviews__state__in=["assigned", "handed_in"], reviews__cycle=F("cycle"))
    now = here & ((second & Q(reviews__round=2)) | (~second & Q(reviews__round=1)))
    unpaid = Invoice.objects.filter(
        portfolio_fee__portfolio=OuterRef("pk"), account__balance__lt=F("total") - F("credited")
    )
    return rows.annotate(seats=Count("reviews", filter=now, distinct=True), unpaid=Exists(unpaid))


def to_assign() -> QuerySet[Portfolio]:
    """Portfolios with an empty seat, longest waiting first. Whether a promise covers a fee is asked one by one."""
    rows = with_seats(Portfolio.objects.with_set().filter(state__in=_IN_REVIEW, held_since=None))
    return rows.filter(seats__lt=2).order_by("submitted_at", "pk")


def third_needed() -> QuerySet[Portfolio]:
    """Where two disagree in round two and nobody was asked for the third rating yet."""
    live = Review.objects.filter(
        portfolio=OuterRef("pk"), cycle=OuterRef("cycle"), round=2, state__in=["assigned", "handed_in"]
    )
    both = (
        live.filter(seat__in=["first", "second"], state="handed_in")
        .values("portfolio")
        .annotate(n=Count("pk"))
    )
    rows = Portfolio.objects.with_set().filter(state=Status.SECOND_ROUND, held_since=None)
    return (
        rows.filter(Exists(both.filter(n=2)))
        .exclude(Exists(live.filter(seat="third")))
        .order_by("submitted_at", "pk")
    )


def waiting_to_assign() -> Queue:
    rows = to_assign().filter(unpaid=False)
    first = rows.first()
    return Queue(rows.count(), first.submitted_at if first else None)


def overdue(today: object) -> QuerySet[Review]:
    return (
        Review.objects.overdue(today)
        .select_related("reviewer", "portfolio__set_edition__set")
        .order_by("due_on", "pk")
    )


def open_for(reviewer: Reviewer) -> QuerySet[Portfolio]:
    """Of the sets a reviewer is qualified for, with an empty seat. Conflicts are asked one by one, by the ranking."""
    sets = reviewer.qualifications.values("set")
    return to_assign().filter(set_edition__set__in=sets).exclude(reviews__reviewer=reviewer.person)
