"""What every paper of money is put together with."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from lsscert.paper.sheet import Line
from lsscert.words import day_in_words


def total_of(lines: Sequence[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def words_for(day: date | None) -> str:
    return str(day_in_words(day)) if day else ""


def known(*facts: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Without those of which there is nothing to say."""
    return tuple(fact for fact in facts if fact[1])
