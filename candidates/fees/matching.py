"""Which invoices a payment is most likely meant for, and how much of it for each."""

from collections.abc import Sequence
from decimal import Decimal

from lsscert.money.splitting import from_the_first


def spread(amount: Decimal, wanted: Sequence[Decimal]) -> list[Decimal]:
    """How a payment is probably meant, where each invoice wants so much.

    One that wants exactly this amount gets all of it; otherwise they are filled from the first on.
    """
    if amount in wanted:
        place = list(wanted).index(amount)
        return [amount if each == place else Decimal(0) for each in range(len(wanted))]
    return from_the_first(amount, wanted)


def likely_first(wanted: Sequence[Decimal], amount: Decimal | None, named: Sequence[bool]) -> list[int]:
    """The places in the order to show them: those somebody named, exact matches, then as they came (the oldest)."""
    return sorted(range(len(wanted)), key=lambda at: (not named[at], wanted[at] != amount, at))
