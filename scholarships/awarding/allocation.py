"""From which funds an award is taken, when nobody says: the first that has money, then the next."""

from collections.abc import Sequence
from decimal import Decimal


def allocate(amount: Decimal, available: Sequence[Decimal]) -> list[Decimal] | None:
    """What each fund gives, in their order; None when all together have too little. US dollars."""
    left, given = amount, []
    for has in available:
        part = min(left, max(has, Decimal(0)))
        given.append(part)
        left -= part
    return None if left else given


def spread(lines: Sequence[Decimal], available: Sequence[Decimal], most: Decimal) -> list[list[Decimal]]:
    """What each fund gives to each line, lines in their order, up to `most` in all and never more than there is."""
    given = [[Decimal(0)] * len(lines) for _fund in available]
    left, rest = [max(has, Decimal(0)) for has in available], most
    for line, wanted in enumerate(lines):
        for fund, has in enumerate(left):
            part = min(wanted - sum(row[line] for row in given), has, rest)
            given[fund][line] = part
            left[fund] -= part
            rest -= part
    return given
