"""Who reads a portfolio: assigned by the office, taken from the queue, declined, and given to somebody else."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from candidates.portfolios import steps
from candidates.portfolios.assigning import fee, seats, telling
from candidates.portfolios.assigning.gathering import standings
from candidates.portfolios.assigning.guards import LONGEST_REASON, require_may, require_why
from candidates.portfolios.models import REVIEW_STATUS, Portfolio, Review, Reviewer
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused

__all__ = ["LONGEST_REASON", "assign", "call_off", "decline", "reassign", "replacement_needed", "take"]


@transaction.atomic
def assign(
    *,
    portfolio: Portfolio,
    reviewers: Sequence[Person],
    by: Person | None,
    now: datetime,
    seat: str | None = None,
) -> list[Review]:
    """Each takes a free seat, in order; with `seat`, one of them takes that. Null `by`: from the queue, or by itself.

    Refused: not_waiting, fee_open, no_seat_free, seat_taken, same_reviewer_twice, not_a_reviewer, and as in `guards`.
    """
    portfolio = steps.locked(portfolio)
    round = _round_to_fill(portfolio)
    chosen = _seats_for(portfolio, round, reviewers, seat)
    rows = locked_reviewers(reviewers)
    day = programme_day(now)
    for row, standing in zip(rows, standings(portfolio, round, rows, day), strict=True):
        require_may(row, standing, themselves=row.person == by)
    by_person = {row.person_id: row.person for row in rows}
    try:
        with transaction.atomic():
            made = [
                Review.objects.create(
                    portfolio=portfolio,
                    cycle=portfolio.cycle,
                    round=round,
                    seat=place,
                    reviewer=by_person[person.pk],
                    assigned_at=now,
                    assigned_by=None if by == person else by,
                    due_on=day + timedelta(days=policy.at("review.days", day)),
                )
                for place, person in zip(chosen, reviewers, strict=True)
            ]
    except IntegrityError as problem:
        raise _seat_taken() from problem
    for review in made:
        telling.assigned(review)
    return made


def take(*, portfolio: Portfolio, by: Person, now: datetime) -> Review:
    """A reviewer takes it from the queue. Refused as in `assign`."""
    return assign(portfolio=portfolio, reviewers=[by], by=by, now=now)[0]


@transaction.atomic
def decline(*, review: Review, why: str, by: Person, now: datetime) -> Review:
    """The reviewer gives it back before opening it. Refused: opened_already, reason_missing."""
    review = _locked(review)
    if review.opened_at is not None and review.state == Review.Status.ASSIGNED:
        raise Refused(
            "opened_already",
            _("You have opened this portfolio, so it cannot be declined any more."),
            _("If you know whose it is, say so on its page. Otherwise write to the office."),
        )
    _end(review, Review.Status.DECLINED, why=require_why(why), now=now)
    replacement_needed(review, now)
    return review


@transaction.atomic
def reassign(*, review: Review, to: Person | None, why: str, by: Person, now: datetime) -> Review | None:
    """The office gives a seat to somebody else, or only takes it back (`to` is None). Letters to both.

    Refused: reason_missing, move_not_allowed, and as in `assign`.
    """
    review = _locked(review)
    _end(review, Review.Status.REPLACED, why=require_why(why), now=now)
    telling.reassigned(review)
    if to is None:
        replacement_needed(review, now)
        return None
    return assign(portfolio=review.portfolio, reviewers=[to], by=by, now=now, seat=review.seat)[0]


@transaction.atomic
def call_off(*, portfolio: Portfolio, now: datetime, for_others: bool = False) -> list[Review]:
    """The candidate took it back: whoever was to read it is told. For a locked portfolio.

    With `for_others` it is judged again by other people, after an appeal.
    """
    waiting = Review.objects.filter(portfolio=portfolio, state=Review.Status.ASSIGNED).order_by("pk")
    ended = []
    for review in waiting.select_for_update(of=("self",), no_key=True):
        _end(review, Review.Status.CALLED_OFF, why="", now=now)
        telling.called_off(review, for_others=for_others)
        ended.append(review)
    return ended


def replacement_needed(review: Review, now: datetime) -> None:
    """A seat is empty again. It shows by itself at the desk and in the queue; its letters are not sent any more."""
    letters.withdraw(kind="review_assigned", occasion=review.ref)


def locked_reviewers(people: Sequence[Person]) -> list[Reviewer]:
    """Their rows, always locked in one order: who counts a year's load then counts everything that was assigned."""
    wanted = [person.pk for person in people]
    if len(set(wanted)) != len(wanted):
        raise Refused("same_reviewer_twice", _("Two different people must read it."), _("Choose two."))
    rows = Reviewer.objects.filter(person__in=wanted).order_by("pk")
    found = list(rows.select_for_update(of=("self",), no_key=True))
    if len(found) != len(wanted):
        raise Refused("not_a_reviewer", _("One of them is no reviewer."), _("Choose from the list."))
    return found


def _round_to_fill(portfolio: Portfolio) -> int:
    if portfolio.state not in seats.WITH_REVIEWERS:
        raise Refused(
            "not_waiting",
            _("This portfolio does not wait for reviewers any more."),
            _("Reload the page to see how things stand."),
        )
    round = portfolio.round_now
    if round == 1 and not fee.is_settled(portfolio):
        raise Refused(
            "fee_open",
            _("The fee for its review is still open."),
            _("It can be assigned as soon as the fee is settled."),
        )
    return round


def _seats_for(
    portfolio: Portfolio, round: int, reviewers: Sequence[Person], wanted: str | None
) -> list[str]:
    free = seats.free_seats(portfolio, round)
    if wanted is not None and wanted not in free:
        raise _seat_taken()
    chosen = [wanted] if wanted is not None else free[: len(reviewers)]
    if not free:
        raise _seat_taken()
    if not reviewers or len(chosen) != len(reviewers):
        raise Refused(
            "no_seat_free",
            _("It needs fewer reviewers than that."),
            _("Reload the page to see how things stand."),
        )
    return chosen


def _seat_taken() -> Refused:
    return Refused(
        "seat_taken",
        _("Somebody else has taken that place a moment ago."),
        _("Reload the page to see what is left."),
    )


def _locked(review: Review) -> Review:
    portfolio = steps.locked(review.portfolio)
    review = review.lock()
    review.portfolio = portfolio
    return review


def _end(review: Review, to: Review.Status, *, why: str, now: datetime) -> None:
    REVIEW_STATUS.move(review, to, ended_why=why, ended_at=now)
