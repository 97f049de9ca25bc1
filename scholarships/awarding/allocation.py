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
