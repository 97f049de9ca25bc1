"""The order in which a committee looks at applications."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

LAST = 1_000_000_000


@dataclass(frozen=True)
class Entry:
    """`mean` in percent of the scale, None where nobody scored; `drawn` its place in the draw, from 1."""

    number: int
    mean: Fraction | None = None
    drawn: int | None = None
    helped_before: bool = False


@dataclass(frozen=True)
class Ranked:
    """`rank` from 1; those that nothing tells apart share one, and `tied` says so."""

    number: int
    rank: int
    tied: bool


def rank(entries: Iterable[Entry], *, method: str, helped_first: bool) -> list[Ranked]:
    """`method` is one of Round.Method. With `helped_first` those never helped come before all others."""

    def key(entry: Entry) -> tuple[bool, Fraction, int]:
        mean = Fraction(0) if method == "draw" else -(entry.mean if entry.mean is not None else Fraction(-1))
        drawn = LAST if method == "merit" or entry.drawn is None else entry.drawn
        return (helped_first and entry.helped_before, mean, drawn)

    ordered = sorted(entries, key=lambda entry: (key(entry), entry.number))
    keys = [key(entry) for entry in ordered]
    return [
        Ranked(entry.number, keys.index(mine) + 1, keys.count(mine) > 1)
        for entry, mine in zip(ordered, keys, strict=True)
    ]


def tied_at(ranked: Sequence[Ranked], places: int) -> list[int]:
    """The numbers of those among whom a draw must tell: tied, with some of them within the places and some beyond."""
    inside = {each.rank for each in ranked[:places] if each.tied}
    beyond = {each.rank for each in ranked[places:] if each.tied}
    return [each.number for each in ranked if each.rank in inside & beyond]


def ordinals(positions: Mapping[int, int]) -> dict[int, int]:
    """Places in a row, from 1, of what stands at these positions: gaps that others left are closed."""
    return {
        key: place for place, key in enumerate(sorted(positions, key=lambda key: positions[key]), start=1)
    }
