"""Dividing an amount, to the cent, with nothing lost and nothing over."""

from collections.abc import Sequence
from decimal import Decimal

CENT = Decimal("0.01")


def proportional(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """`amount` in parts like the weights (each ≥ 0, together more than zero), in whole cents that add up exactly.

    What rounding down leaves goes a cent each to those who lost most by it, earlier ones first. No part is more than
    its weight as long as the amount is not more than all of them together.
    """
    whole = sum(weights, Decimal(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative, and together be more than zero")
    cents = int(amount / CENT)
    exact = [weight * cents / whole for weight in weights]
    floors = [int(part) for part in exact]
    rest = cents - sum(floors)
    by_loss = sorted(range(len(weights)), key=lambda place: (floors[place] - exact[place], place))
    for place in by_loss[:rest]:
        floors[place] += 1
    return [part * CENT for part in floors]


def from_the_first(amount: Decimal, available: Sequence[Decimal]) -> list[Decimal]:
    """`amount` taken from each in turn until it is reached; less when they do not hold as much."""
    parts = []
    for each in available:
        part = min(each, amount)
        parts.append(part)
        amount -= part
    return parts
