"""The reviews of a round as the values the outcome is made of. Only seats that are held count."""

from collections.abc import Mapping
from typing import Any

from candidates.portfolios import outcome
from candidates.portfolios.deciding.arithmetic import pairs_kept, rules_of
from candidates.portfolios.models import Decision, Portfolio, Rating, Review
from candidates.portfolios.outcome import Outcome, Pair

Seats = Mapping[str, Review]
FIRST, SECOND, THIRD = Review.Seat.FIRST, Review.Seat.SECOND, Review.Seat.THIRD


def seats(portfolio: Portfolio, round: int) -> Seats:
    """Who holds which seat of a round of the present cycle."""
    return seats_of(portfolio, portfolio.cycle, round)


def seats_of(portfolio: Portfolio, cycle: int, round: int) -> Seats:
    rows = Review.objects.live().filter(portfolio=portfolio, cycle=cycle, round=round)
    return {row.seat: row for row in rows}


def reopened_by(portfolio: Portfolio) -> Decision | None:
    """The newest decision on round one: it names what is rated again, and what stands."""
    return portfolio.decisions.filter(round=1).order_by("cycle").last()


def decision_now(portfolio: Portfolio) -> Decision | None:
    """The decision on the round that is judged now, if it is made."""
    return portfolio.decisions.filter(cycle=portfolio.cycle, round=portfolio.round_now).first()


def in_force(decision: Decision) -> bool:
    """Told, overtaken neither by an appeal nor by the second round, and not what the candidate hoped for anyway."""
    portfolio = decision.portfolio
    if decision.kind == Decision.Kind.ACHIEVED or decision.sent_back_at or decision.released_at is None:
        return False
    told = portfolio.decisions.filter(cycle=portfolio.cycle).exclude(released_at=None)
    return decision.cycle == portfolio.cycle and not told.filter(round__gt=decision.round).exists()


def to_rate(review: Review) -> frozenset[int]:
    """The numbers of the competencies that a review rates: all, what was reopened, or what is in dispute."""
    portfolio = review.portfolio
    if review.round == 1:
        numbers = portfolio.set_edition.competencies.values_list("number", flat=True)
        return frozenset(numbers)
    if review.seat == THIRD:
        return frozenset(disputed(portfolio))
    before = reopened_by(portfolio)
    return frozenset(before.arithmetic["open"]) if before else frozenset()


def disputed(portfolio: Portfolio) -> list[int]:
    """Where the two of round two disagree so far that a third rates."""
    held = seats(portfolio, 2)
    if not {FIRST, SECOND} <= held.keys():
        return []
    return [number for number, pair in sorted(pairs(held).items()) if outcome.together(pair) is None]


def pairs(held: Seats) -> dict[int, Pair]:
    first, second = (_ratings(held[seat]) for seat in (FIRST, SECOND))
    return {number: (first[number], second[number]) for number in first.keys() & second.keys()}


def outcome_of(portfolio: Portfolio, round: int) -> Outcome | None:
    """None while a review of the round is still out."""
    held = seats(portfolio, round)
    if not {FIRST, SECOND} <= held.keys() or any(
        each.state != Review.Status.HANDED_IN for each in held.values()
    ):
        return None
    rules = rules_of(portfolio.newest_submission.content)
    if round == 1:
        return outcome.round_one(pairs(held), rules)
    before = reopened_by(portfolio)
    assert before is not None, "a second round has a first"
    again = set(before.arithmetic["open"])
    standing = {number: pair for number, pair in pairs_kept(before.arithmetic).items() if number not in again}
    thirds = _ratings(held[THIRD]) if THIRD in held else {}
    return outcome.round_two(standing=standing, again=pairs(held), thirds=thirds, rules=rules)


def _ratings(review: Review) -> dict[int, outcome.Rating]:
    rows: Any = Rating.objects.filter(review=review).exclude(value="")
    return {
        number: outcome.Rating(value) for number, value in rows.values_list("competency__number", "value")
    }


def excluded(portfolio: Portfolio) -> set[int]:
    """Who judged it in an earlier cycle, and so does not judge it again after an appeal: keys of people."""
    earlier = portfolio.reviews.filter(cycle__lt=portfolio.cycle)
    return set(earlier.exclude(opened_at=None).values_list("reviewer", flat=True))
