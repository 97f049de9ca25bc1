"""How far two reviewers agree who rated the same competencies, each alone. Pure.

Percent agreement says how often both said the same. Krippendorff's alpha says how much better that is than chance: 1 is
full agreement, 0 is what chance alone would bring. Met, Partially met and Not met stand in an order, so Met against Not
met weighs more than Met against Partially met (the ordinal metric).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import krippendorff
import numpy as np

from candidates.portfolios.outcome import Pair, Rating

FEWEST_REVIEWS = 30
"""Below so many reviews plain counts only: a coefficient of a handful says more about chance than about people.

Asked for by the programme's review of quality; a matter of honest arithmetic, so not a figure of the policy.
"""
ORDER = (Rating.NOT_MET, Rating.PARTIAL, Rating.MET)


class Why(StrEnum):
    """Why there is no coefficient."""

    NOTHING = "nothing"
    FEW = "few"
    ALL_ALIKE = "all_alike"


@dataclass(frozen=True)
class Agreement:
    """Of `rated` competencies both said the same on `same`. `percent` and `alpha` are None where `why` says why."""

    reviews: int
    rated: int
    same: int
    percent: int | None
    alpha: float | None
    why: Why | None = None


def agreement(pairs: Mapping[Pair, int], *, reviews: int) -> Agreement:
    """`pairs` is how often which two ratings met, `reviews` how many reviews they are from."""
    rated = sum(pairs.values())
    same = sum(times for (first, second), times in pairs.items() if first == second)
    if not rated:
        return Agreement(reviews, 0, 0, None, None, Why.NOTHING)
    if reviews < FEWEST_REVIEWS:
        return Agreement(reviews, rated, same, None, None, Why.FEW)
    percent = (200 * same + rated) // (2 * rated)  # half a per cent and more is one
    found = ordinal_alpha([_counts(pair) for pair in pairs], list(pairs.values()))
    return Agreement(reviews, rated, same, percent, found, Why.ALL_ALIKE if found is None else None)


def ordinal_alpha(counts: Sequence[Sequence[int]], times: Sequence[int] | None = None) -> float | None:
    """Krippendorff's alpha of units, each given as how many raters chose which value, lowest value first.

    `times` is how often each such unit came up. A unit that fewer than two rated says nothing and is left out. None
    where it is undefined: nothing to compare, or the same value everywhere, so that chance could not have disagreed.
    """
    repeats = times if times is not None else [1] * len(counts)
    units = [(row, often) for row, often in zip(counts, repeats, strict=True) if sum(row) > 1 and often]
    used = {value for row, _often in units for value, raters in enumerate(row) if raters}
    if len(used) < 2:
        return None
    table = np.repeat(np.array([row for row, _often in units]), [often for _row, often in units], axis=0)
    return float(krippendorff.alpha(value_counts=table, level_of_measurement="ordinal"))


def _counts(pair: Pair) -> list[int]:
    return [pair.count(value) for value in ORDER]
