"""What scores come to, in exact fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Summary:
    """Of the sheets of one application, in percent of the scale; None where nobody scored."""

    count: int
    mean: Fraction | None
    spread: Fraction | None


def percent(points: Mapping[int, int], weights: Mapping[int, int], scale: int) -> Fraction:
    """One sheet: the weighted mean of its points, from 0 to 100. Every criterion has its points."""
    total = sum(weights.values())
    return sum(
        (Fraction(points[each] * weight * 100, scale * total) for each, weight in weights.items()),
        Fraction(0),
    )


def summary(sheets: Sequence[Fraction]) -> Summary:
    """`spread` is the highest less the lowest."""
    if not sheets:
        return Summary(0, None, None)
    return Summary(len(sheets), sum(sheets, Fraction(0)) / len(sheets), max(sheets) - min(sheets))
