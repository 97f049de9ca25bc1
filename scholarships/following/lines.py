"""What of an award is for which line of the budget. None is the line of an award that is for all there is."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

type Line = int | None
"""The number of a line of the budget."""


def awarded_by_line(parts: Iterable[tuple[Line, Decimal]]) -> dict[Line, Decimal]:
    """In US dollars; a line that several funds give to is added up."""
    found: dict[Line, Decimal] = {}
    for line, amount in parts:
        found[line] = found.get(line, Decimal(0)) + amount
    return found


def uses(parts: Sequence[tuple[Line, Decimal]], approved: Mapping[Line, Decimal]) -> list[Decimal]:
    """What each part pays of what was approved for its line: the parts of a line in their order, none beyond itself."""
    left, found = dict(approved), []
    for line, amount in parts:
        used = min(amount, left.get(line, Decimal(0)))
        left[line] = left.get(line, Decimal(0)) - used
        found.append(used)
    return found
