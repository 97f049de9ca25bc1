"""What every row of the crowd is told with: moments, days in words, references."""

from datetime import UTC, date, datetime, time
from functools import cache
from random import Random

from lsscert.refs import ALPHABET, LENGTH
from lsscert.ui.wording import day as day_in_words


@cache
def at(day: date) -> datetime:
    return datetime.combine(day, time(16, 30), UTC)


@cache
def said(day: date) -> str:
    return day_in_words(day)


def ref(rng: Random) -> str:
    return "".join(rng.choices(ALPHABET, k=LENGTH))
