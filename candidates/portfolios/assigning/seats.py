"""Which seats of a portfolio are free: two in each round, and a third where the two of round two disagree."""

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from candidates.portfolios.assigning import fee
from candidates.portfolios.models import Decision, Portfolio, Review, Submission

FIRST, SECOND, THIRD = Review.Seat.FIRST, Review.Seat.SECOND, Review.Seat.THIRD
TWO = (FIRST, SECOND)
S = Portfolio.Status
WITH_REVIEWERS = (S.SUBMITTED, S.IN_REVIEW, S.SECOND_ROUND)


def free_seats(portfolio: Portfolio, round: int) -> list[str]:
    """In order. Of a locked portfolio, so that the answer still holds when a seat is taken."""
    live = dict(
        Review.objects.of_now(portfolio).live().filter(round=round).order_by().values_list("seat", "state")
    )
    missing = [seat for seat in TWO if seat not in live]
    if missing or round == 1:
        return [str(seat) for seat in missing]
    both_in = all(live[seat] == Review.Status.HANDED_IN for seat in TWO)
    decided = portfolio.decisions.filter(cycle=portfolio.cycle, round=2, sent_back_at=None).exists()
    return [str(THIRD)] if both_in and THIRD not in live and not decided else []


def with_free_seats() -> QuerySet[Portfolio]:
    """Handed in, paid for, and short of a reviewer; `waiting_since` is the moment it became so, longest first."""
    return _counted().filter(fee.settled()).filter(_SHORT)


def with_replacements_needed() -> QuerySet[Portfolio]:
    """Those of them whose reviewer has left a seat empty."""
    left = _reviews_of_now().filter(
        state__in=[Review.Status.DECLINED, Review.Status.STEPPED_ASIDE, Review.Status.REPLACED]
    )
    return with_free_seats().filter(Exists(left))


def _counted() -> QuerySet[Portfolio]:
    live = _reviews_of_now().filter(state__in=["assigned", "handed_in"], seat__in=TWO)
    rows = Portfolio.objects.filter(state__in=WITH_REVIEWERS, submitted_at__isnull=False)
    return (
        rows.annotate(
            judged_round=Case(  # says the same as `Portfolio.round_now`
                When(state=S.SECOND_ROUND, then=Value(2)),
                default=Value(1),
                output_field=IntegerField(),
            )
        )
        .annotate(
            seats_taken=_number(live),
            both_in=_number(live.filter(state="handed_in")),
            waiting_since=Coalesce(
                Subquery(
                    Submission.objects.filter(portfolio=OuterRef("pk"))
                    .order_by("-number")
                    .values("submitted_at")[:1]
                ),
                F("submitted_at"),
            ),
        )
        .order_by("waiting_since", "pk")
    )


def _reviews_of_now() -> QuerySet[Review]:
    return Review.objects.filter(
        portfolio=OuterRef("pk"), cycle=OuterRef("cycle"), round=OuterRef("judged_round")
    ).order_by()


def _number(reviews: QuerySet[Review]) -> Coalesce:
    counted = reviews.values("portfolio").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


_THIRD_LIVE = Exists(
    Review.objects.filter(
        portfolio=OuterRef("pk"),
        cycle=OuterRef("cycle"),
        round=2,
        seat=THIRD,
        state__in=["assigned", "handed_in"],
    )
)
_DECIDED = Exists(
    Decision.objects.filter(portfolio=OuterRef("pk"), cycle=OuterRef("cycle"), round=2, sent_back_at=None)
)
_SHORT = Q(seats_taken__lt=2) | (Q(judged_round=2, both_in=2) & ~_THIRD_LIVE & ~_DECIDED)
