"""Who pays what of a certification: a plan worked out from prices, what others promise, and what is left.

Pure: US dollars as Decimals with two places; nothing is asked of the database or the clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lsscert.money.instalments import amounts, most_parts

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Cost:
    """One thing to pay. `amount` is None while only its provider knows it: then it is in no total."""

    code: str
    label: Any
    amount: Decimal | None
    is_fee: bool = False


@dataclass(frozen=True)
class Offer:
    """What somebody would pay at most. `only_fee`: it may pay the enrolment fee and nothing else."""

    code: str
    label: Any
    amount: Decimal
    only_fee: bool = False


@dataclass(frozen=True)
class Part:
    """What one offer pays of one cost."""

    offer: Offer
    amount: Decimal


@dataclass(frozen=True)
class Line:
    cost: Cost
    parts: tuple[Part, ...]

    @property
    def yours(self) -> Decimal | None:
        """What stays with the candidate; None where the price is not known."""
        if self.cost.amount is None:
            return None
        return self.cost.amount - sum((part.amount for part in self.parts), NOTHING)


@dataclass(frozen=True)
class Use:
    """How much of an offer finds something to pay. The rest stays with whoever offered it."""

    offer: Offer
    used: Decimal

    @property
    def unused(self) -> Decimal:
        return self.offer.amount - self.used


@dataclass(frozen=True)
class Plan:
    lines: tuple[Line, ...]
    uses: tuple[Use, ...]

    @property
    def total(self) -> Decimal:
        """Of all that has a known price."""
        return sum((line.cost.amount for line in self.lines if line.cost.amount is not None), NOTHING)

    @property
    def helped(self) -> Decimal:
        return sum((use.used for use in self.uses), NOTHING)

    @property
    def yours(self) -> Decimal:
        return self.total - self.helped

    @property
    def your_fee(self) -> Decimal:
        """Your part of the enrolment fee: what is to be settled before you are active."""
        return sum((line.yours or NOTHING for line in self.lines if line.cost.is_fee), NOTHING)

    @property
    def unpriced(self) -> int:
        return sum(1 for line in self.lines if line.cost.amount is None)


def planned(costs: Iterable[Cost], offers: Sequence[Offer]) -> Plan:
    """Help is used in this order: what may pay only the fee, then everything else, each in the order it is given.

    So help that is bound to the fee is not crowded out by help that is free, and none of it is used twice.
    """
    costs = tuple(costs)
    left = [cost.amount or NOTHING for cost in costs]
    parts: list[list[Part]] = [[] for _ in costs]
    used = dict.fromkeys(range(len(offers)), NOTHING)
    for number in sorted(range(len(offers)), key=lambda each: not offers[each].only_fee):
        offer = offers[number]
        for index, cost in enumerate(costs):
            amount = min(offer.amount - used[number], left[index])
            if amount > 0 and (cost.is_fee or not offer.only_fee):
                parts[index].append(Part(offer, amount))
                left[index] -= amount
                used[number] += amount
    lines = tuple(Line(cost, tuple(found)) for cost, found in zip(costs, parts, strict=True))
    return Plan(lines, tuple(Use(offer, used[number]) for number, offer in enumerate(offers)))


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Half a cent and more is a cent."""
    return (amount * percent / 100).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class InParts:
    """What the policy allows: at most so many instalments, none smaller than the least amount."""

    most: int
    least: Decimal

    def most_of(self, amount: Decimal) -> int:
        return most_parts(amount, self.most, self.least)

    def of(self, amount: Decimal, asked: int) -> tuple[Decimal, ...]:
        """As the invoice's own page would divide it; fewer parts than asked where they would be too small."""
        if asked < 1:
            raise ValueError("there is at least one instalment")
        return amounts(amount, min(asked, self.most_of(amount))) if amount > 0 else ()


def months_to_save(amount: Decimal, per_month: Decimal) -> int | None:
    """Whole months until enough is put aside; None when nothing is put aside and something is needed."""
    if amount <= 0:
        return 0
    if per_month <= 0:
        return None
    whole, rest = divmod(amount, per_month)
    return int(whole) + (1 if rest else 0)
