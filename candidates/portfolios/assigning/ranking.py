"""Who should read a portfolio next. Pure: qualified, trained, available, under the cap and without a conflict; of those
the least loaded this year, then whoever has waited longest for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from candidates.portfolios.assigning.conflicts import Conflict


class Bar(StrEnum):
    """Why somebody is left out."""

    RETIRED = "retired"
    OWN = "own"
    NOT_QUALIFIED = "not_qualified"
    NOT_TRAINED = "not_trained"
    NOT_AVAILABLE = "not_available"
    AT_CAP = "at_cap"
    HAS_A_SEAT = "has_a_seat"
    DONE_WITH_IT = "done_with_it"
    CONFLICT = "conflict"


LETS_PASS_WHO_GOES_ON = frozenset({Bar.NOT_AVAILABLE, Bar.AT_CAP})
"""A reviewer of round one reads the answers in round two as well: it is the same portfolio, counted once."""


@dataclass(frozen=True)
class Standing:
    """A reviewer before one portfolio. `load` counts portfolios of this calendar year, without this one.

    `goes_on` was a reviewer of round one and reads round two. `earlier_attempt` read another attempt of the same
    candidate at the set: no bar, but said. `done_with_it` declined it, gave it up, or judged it before an appeal.
    """

    pk: int
    qualified: bool
    trained: bool
    available: bool
    load: int
    cap: int
    last_assigned: datetime | None = None
    conflicts: tuple[Conflict, ...] = ()
    retired: bool = False
    own: bool = False
    has_a_seat: bool = False
    done_with_it: bool = False
    goes_on: bool = False
    earlier_attempt: bool = False


@dataclass(frozen=True)
class Ranking:
    """`suggested` in order, the first first; `left_out` with why."""

    suggested: tuple[Standing, ...] = ()
    left_out: tuple[tuple[Standing, tuple[Bar, ...]], ...] = field(default=())


def bars(standing: Standing) -> tuple[Bar, ...]:
    """Everything that keeps a reviewer from this portfolio; nothing when they may read it."""
    said = {
        Bar.RETIRED: standing.retired,
        Bar.OWN: standing.own,
        Bar.NOT_QUALIFIED: not standing.qualified,
        Bar.NOT_TRAINED: not standing.trained,
        Bar.NOT_AVAILABLE: not standing.available,
        Bar.AT_CAP: standing.load >= standing.cap,
        Bar.HAS_A_SEAT: standing.has_a_seat,
        Bar.DONE_WITH_IT: standing.done_with_it,
        Bar.CONFLICT: bool(standing.conflicts),
    }
    found = (bar for bar, stands in said.items() if stands)
    return tuple(bar for bar in found if not (standing.goes_on and bar in LETS_PASS_WHO_GOES_ON))


def rank(standings: Iterable[Standing]) -> Ranking:
    everybody = sorted(standings, key=lambda each: each.pk)
    judged = [(standing, bars(standing)) for standing in everybody]
    return Ranking(
        suggested=tuple(sorted((each for each, barred in judged if not barred), key=_turn)),
        left_out=tuple((each, barred) for each, barred in judged if barred),
    )


def _turn(standing: Standing) -> tuple[int, float, int]:
    last = standing.last_assigned.timestamp() if standing.last_assigned else float("-inf")
    return standing.load, last, standing.pk
