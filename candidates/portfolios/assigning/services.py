"""Giving a portfolio to reviewers, taking it from the queue, declining, and giving it to somebody else."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.portfolios import steps
from candidates.portfolios.assigning.facts import places_for
from candidates.portfolios.models import REVIEW_STATUS, Portfolio, Review, Reviewer
from candidates.portfolios.submitting import fee
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused

Seat, Status = Review.Seat, Review.Status
IN_REVIEW = (Portfolio.Status.SUBMITTED, Portfolio.Status.IN_REVIEW, Portfolio.Status.SECOND_ROUND)
FIRST_TWO = (Seat.FIRST, Seat.SECOND)


def round_of(portfolio: Portfolio) -> int:
    return 2 if portfolio.state == Portfolio.Status.SECOND_ROUND else 1


def free_seats(portfolio: Portfolio, *, third: bool = False) -> list[str]:
    """The seats of the present round that nobody holds."""
    taken = set(
        Review.objects.of_now(portfolio)
        .live()
        .filter(round=round_of(portfolio))
        .values_list("seat", flat=True)
    )
    wanted = [*FIRST_TWO, Seat.THIRD] if third else FIRST_TWO
    return [seat for seat in wanted if seat not in taken]


@transaction.atomic
def assign(
    *,
    portfolio: Portfolio,
    reviewers: Sequence[Person],
    by: Person | None,
    now: datetime,
    third: bool = False,
) -> list[Review]:
    """Give each of them a free seat, in that order; by None when they took it themselves.

    Refused: not_in_review, held, fee_open, no_seat, cannot_review (with what speaks against it).
    """
    portfolio = steps.locked(portfolio)
    _require_open(portfolio)
    _lock_reviewers(reviewers)
    seats = (
        [Seat.THIRD] if third and Seat.THIRD in free_seats(portfolio, third=True) else free_seats(portfolio)
    )
    if len(set(reviewers)) > len(seats):
        raise Refused(
            "no_seat", _("All seats of this portfolio are taken."), _("Reload to see who has them.")
        )
    _require_able(portfolio, reviewers, now)
    due = programme_day(now) + timedelta(days=policy.at("review.days", programme_day(now)))
    made = [
        Review.objects.create(
            portfolio=portfolio,
            cycle=portfolio.cycle,
            round=round_of(portfolio),
            seat=seat,
            reviewer=reviewer,
            assigned_at=now,
            assigned_by=by,
            due_on=due,
        )
        for seat, reviewer in zip(seats, dict.fromkeys(reviewers), strict=False)
    ]
    for review in made:
        tell_reviewer(review)
    return made


def tell_reviewer(review: Review) -> None:
    """Blind: the alias is all that is said of whose it is."""
    letters.write(
        kind="review_assigned",
        occasion=review.ref,
        to=review.reviewer,
        alias=review.portfolio.alias,
        set=review.portfolio.set_edition.set,
        review=review,
    )


def _lock_reviewers(reviewers: Sequence[Person]) -> None:
    """In one order, so that the loads counted next are true until this is done."""
    numbers = [person.pk for person in reviewers]
    list(
        Reviewer.objects.select_for_update(of=("self",), no_key=True)
        .filter(person__in=numbers)
        .order_by("pk")
    )


def _require_open(portfolio: Portfolio) -> None:
    if portfolio.state not in IN_REVIEW:
        raise Refused("not_in_review", _("This portfolio is not in review now."), _("Reload the page."))
    if portfolio.held_since is not None:
        raise Refused("held", _("The clocks of this portfolio stand still, so nobody is asked now."))
    if portfolio.state == Portfolio.Status.SUBMITTED and not fee.is_settled(portfolio):
        raise Refused(
            "fee_open", _("Its fee is not settled yet."), _("It comes up by itself as soon as it is.")
        )


def _require_able(portfolio: Portfolio, reviewers: Sequence[Person], now: datetime) -> None:
    places = {place.facts.number: place for _row, place in places_for(portfolio, today=programme_day(now))}
    for person in reviewers:
        place = places.get(person.pk)
        if place is None:
            raise Refused("cannot_review", _("%(name)s does not review.") % {"name": person.name})
        if not place.can:
            why = ", ".join(str(reason) for reason in place.against)
            raise Refused(
                "cannot_review",
                _("%(name)s cannot review this one: %(why)s.") % {"name": person.name, "why": why},
            )


@transaction.atomic
def take(*, portfolio: Portfolio, by: Person, now: datetime) -> Review:
    """A reviewer takes a free seat from the queue. Refused as in `assign`, in words that name nobody."""
    try:
        return assign(portfolio=portfolio, reviewers=[by], by=None, now=now)[0]
    except Refused as no:
        if no.code != "cannot_review":
            raise
        raise Refused(
            "cannot_take", _("This one is not for you."), _("Take another one; the office sees why.")
        ) from no


@transaction.atomic
def decline(*, review: Review, why: str, by: Person, now: datetime) -> Review:
    """Before it was opened. Refused: opened_already, reason_needed."""
    review = locked(review)
    _require_mine(review, by)
    if review.opened_at is not None:
        raise Refused(
            "opened_already",
            _("You have opened it, so it cannot be declined any more."),
            _("If you recognise the candidate, say so on its page. Otherwise write to the office."),
        )
    if not why.strip():
        raise Refused("reason_needed", _("Say in a few words why; only the office reads it."))
    return end(review, Status.DECLINED, why=why, now=now)


@transaction.atomic
def give_to_another(*, review: Review, why: str, by: Person, now: datetime) -> Review:
    """Staff free the seat: what its reviewer rated so far does not count. The ranking then names who is next."""
    review = locked(review)
    if not why.strip():
        raise Refused("reason_needed", _("Say in a few words why."))
    ended = end(review, Status.REPLACED, why=why, now=now)
    letters.write(
        kind="review_taken_away",
        occasion=review.ref,
        to=review.reviewer,
        alias=review.portfolio.alias,
        set=review.portfolio.set_edition.set,
    )
    return ended


def locked(review: Review) -> Review:
    """After its candidacy and its portfolio, always in that order."""
    portfolio = steps.locked(review.portfolio)
    review = review.lock()
    review.portfolio = portfolio
    return review


def end(review: Review, state: Review.Status, *, why: str, now: datetime) -> Review:
    """A locked review gives its seat up."""
    REVIEW_STATUS.require(review.state, state)
    review.state, review.ended_at, review.ended_why = state, now, why.strip()
    review.version += 1
    review.save(update_fields=["state", "ended_at", "ended_why", "version"])
    letters.withdraw(kind="review_assigned", occasion=review.ref)
    return review


def _require_mine(review: Review, by: Person) -> None:
    if review.reviewer_id != by.pk:
        raise Refused("not_yours", _("This review belongs to somebody else."))
