"""A bar in parts: where each part begins and how wide it is, in hundredths of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)
GAP = Decimal("0.4")
"""Between two parts, so that they stay two without colour."""


@dataclass(frozen=True)
class Segment:
    """`kind` is a class of bars.css: what the part stands for."""

    kind: str
    start: Decimal
    width: Decimal


Bar = tuple[Segment, ...]


def bar(parts: Mapping[str, Decimal], *, whole: Decimal, rest: str = "") -> Bar:
    """Parts in their order; nothing for a part of nothing. `rest` is the kind of what is left of the whole."""
    segments: list[Segment] = []
    start = Decimal(0)
    for kind, amount in parts.items():
        if amount > 0 and whole > 0:
            width = min(HUNDRED * amount / whole, HUNDRED - start)
            segments.append(_drawn(kind, start, width))
            start += width
    if rest and start < HUNDRED:
        segments.append(_drawn(rest, start, HUNDRED - start))
    return tuple(segments)


def _drawn(kind: str, start: Decimal, width: Decimal) -> Segment:
    return Segment(kind, start.quantize(Decimal("0.01")), max(width - GAP, GAP).quantize(Decimal("0.01")))
