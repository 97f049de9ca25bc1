"""How far somebody's ratings agree with the key of a training portfolio. Pure, in whole numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class KeyLine:
    """What a competency of the training portfolio should get, and why."""

    number: int
    rating: str
    why: str


@dataclass(frozen=True)
class Line:
    key: KeyLine
    yours: str

    @property
    def agrees(self) -> bool:
        return self.yours == self.key.rating


@dataclass(frozen=True)
class Score:
    """`percent` is rounded down, so that nobody passes by rounding."""

    lines: tuple[Line, ...]
    needed_percent: int

    @property
    def agreed(self) -> int:
        return sum(line.agrees for line in self.lines)

    @property
    def percent(self) -> int:
        return 100 * self.agreed // len(self.lines) if self.lines else 0

    @property
    def passed(self) -> bool:
        """100 × agreed ≥ percent × all."""
        return bool(self.lines) and 100 * self.agreed >= self.needed_percent * len(self.lines)


def score(key: Sequence[KeyLine], ratings: Mapping[int, str], needed_percent: int) -> Score:
    """A competency that was not rated agrees with nothing."""
    lines = (Line(each, ratings.get(each.number, "")) for each in sorted(key, key=lambda each: each.number))
    return Score(tuple(lines), needed_percent)


def missing(key: Sequence[KeyLine], ratings: Mapping[int, str]) -> list[int]:
    return sorted(each.number for each in key if not ratings.get(each.number))
