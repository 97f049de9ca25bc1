"""Help with the cost that is open for applications today. Rooms that give help add their rounds in apps.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lsscert.registry import Registry


@dataclass(frozen=True)
class OpenHelp:
    """`key` is stable and short, for addresses; `amount` is what one award brings, in US dollars.

    `only_fee` says that it may pay the enrolment fee and nothing else.
    """

    key: str
    name: Any
    amount: Decimal
    closes_on: date
    url: str
    only_fee: bool = True


HELP_OPEN: Registry[Callable[[date], Iterable[OpenHelp]]] = Registry()


def help_open_on(day: date) -> list[OpenHelp]:
    """What can be applied for on a day, soonest to close first."""
    found = [each for rounds in HELP_OPEN for each in rounds(day) if each.closes_on >= day]
    return sorted(found, key=lambda each: (each.closes_on, each.key))
