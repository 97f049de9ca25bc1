"""Paying in parts: which, when, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsscert.dates import months_later
from lsscert.money.splitting import CENT


@dataclass(frozen=True)
class Part:
    day: date
    amount: Decimal


@dataclass(frozen=True)
class Standing:
    """`open` is what of the parts due by now has not come; `next` the part to pay next, None when all is paid."""

    open: Decimal
    next: Part | None
    late_since: date | None


def amounts(total: Decimal, count: int) -> tuple[Decimal, ...]:
    """`count` equal parts in whole cents; what does not divide goes onto the last."""
    if count < 1 or total < count * CENT:
        raise ValueError("there must be at least a cent for each part")
    each = (total / count).quantize(CENT, rounding="ROUND_DOWN")
    return (each,) * (count - 1) + (total - each * (count - 1),)


def parts(total: Decimal, count: int, first: date) -> tuple[Part, ...]:
    """Equal monthly parts from the first day on."""
    return tuple(
        Part(months_later(first, number), amount) for number, amount in enumerate(amounts(total, count))
    )


def most_parts(total: Decimal, most: int, least_amount: Decimal) -> int:
    """Into how many parts a sum may be divided: not more than the policy's number, no part below its amount."""
    return max(1, min(most, int(total / max(least_amount, CENT))))


def standing(agreed: Sequence[Part], paid: Decimal, today: date) -> Standing:
    """`paid` is what has come since the agreement; it fills the parts from the first on."""
    due = sum((part.amount for part in agreed if part.day <= today), Decimal(0))
    reached = Decimal(0)
    for part in agreed:
        reached += part.amount
        if reached > paid:
            late = part.day if part.day < today else None
            return Standing(max(due - paid, Decimal(0)), part, late)
    return Standing(Decimal(0), None, None)


def to_pay(agreed: Sequence[Part], paid: Decimal, today: date) -> Decimal:
    """What to pay next: all that is due by today, or else the rest of the part that comes next."""
    now = standing(agreed, paid, today)
    if now.open or now.next is None:
        return now.open
    upto = sum((part.amount for part in agreed if part.day <= now.next.day), Decimal(0))
    return upto - paid
