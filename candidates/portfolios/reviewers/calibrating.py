"""Training: how far a reviewer's ratings of the made-up portfolio agree with its key. Pure, in whole numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MET, PARTIAL, NOT_MET = "met", "partial", "not"
VALUES = (MET, PARTIAL, NOT_MET)


@dataclass(frozen=True)
class KeyLine:
    number: int
    rating: str
    why: str


@dataclass(frozen=True)
class Compared:
    """One competency: what was said, what the key says and why."""

    number: int
    given: str
    right: str
    why: str

    @property
    def agrees(self) -> bool:
        return self.given == self.right


@dataclass(frozen=True)
class Result:
    lines: tuple[Compared, ...]
    percent: int
    passed: bool


def missing(key: Sequence[KeyLine], ratings: Mapping[int, str], comments: Mapping[int, str]) -> list[int]:
    """Numbers that are not rated, or rated below Met without a comment."""
    return [
        line.number
        for line in key
        if ratings.get(line.number) not in VALUES
        or (ratings[line.number] != MET and not comments.get(line.number, "").strip())
    ]


def compare(key: Sequence[KeyLine], ratings: Mapping[int, str], *, percent_needed: int) -> Result:
    """Passed when 100 × agreeing ≥ percent × all. `percent` is rounded down."""
    lines = tuple(Compared(each.number, ratings.get(each.number, ""), each.rating, each.why) for each in key)
    agreeing = sum(line.agrees for line in lines)
    passed = bool(lines) and 100 * agreeing >= percent_needed * len(lines)
    return Result(lines, 100 * agreeing // len(lines) if lines else 0, passed)
