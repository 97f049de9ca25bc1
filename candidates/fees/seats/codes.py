"""How the code of a seat is spelled and read: 26 characters that say which, and one that catches a slip of the finger.

No 0, 1, I, L or O, which look like others. That leaves 31 characters, a prime number: each has a value, and the values
times their places always add up to a multiple of 31. One wrong character, or two neighbours exchanged, cannot.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BASE = len(ALPHABET)
BITS = 128
LENGTH = 27
GROUP = 4


class Slip(StrEnum):
    """What is wrong with a code before anybody looks it up."""

    NOTHING = "nothing"
    LENGTH = "length"
    CHARACTER = "character"
    SUM = "sum"


@dataclass(frozen=True)
class Reading:
    """`code` as it is kept, without dashes; `odd` is the first character that stands in no code."""

    code: str
    slip: Slip | None = None
    odd: str = ""


def spell(number: int) -> str:
    """The code for a number of 128 bits, without dashes."""
    if not 0 <= number < 2**BITS:
        raise ValueError("a code holds 128 bits")
    values = []
    for _place in range(LENGTH - 1):
        number, value = divmod(number, BASE)
        values.append(value)
    last = -_weighed(values) * pow(LENGTH, -1, BASE) % BASE
    return "".join(ALPHABET[value] for value in [*values, last])


def grouped(code: str) -> str:
    """As people read it aloud: ABCD-EFGH-…"""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read(typed: str) -> Reading:
    """What somebody typed or pasted, with or without dashes, in small letters or large."""
    text = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(char for char in text if char not in "_." and not _is_between(char))
    if not code:
        return Reading("", Slip.NOTHING)
    if odd := next((char for char in code if char not in ALPHABET), ""):
        return Reading(code, Slip.CHARACTER, odd)
    if len(code) != LENGTH:
        return Reading(code, Slip.LENGTH)
    if _weighed([ALPHABET.index(char) for char in code]) % BASE:
        return Reading(code, Slip.SUM)
    return Reading(code)


def hashed(code: str) -> str:
    """How a code is kept, to look it up by: 128 random bits need no salt."""
    return hashlib.sha256(code.encode("ascii")).hexdigest()


def _weighed(values: list[int]) -> int:
    return sum(place * value for place, value in enumerate(values, 1))


def _is_between(char: str) -> bool:
    return unicodedata.category(char)[0] in "ZC" or unicodedata.category(char) == "Pd"
