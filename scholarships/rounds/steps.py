"""What can be done with a round next: rooms above add theirs, and the round's page lists them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lsscert.accounts.models import Person
from lsscert.accounts.viewer import Viewer
from lsscert.registry import Registry
from scholarships.rounds.models import Round


@dataclass(frozen=True)
class Step:
    """`tone` is one of `states.TONES`."""

    label: Any
    sentence: Any
    url: str
    tone: str = "open"


ROUND_STEPS: Registry[Callable[[Round, Viewer], list[Step]]] = Registry()


def steps_of(round_: Round, viewer: Viewer) -> list[Step]:
    return [step for steps in ROUND_STEPS for step in steps(round_, viewer)]


ROUNDS_WAIT: Registry[Callable[[Person, Collection[Round], datetime], Iterable[tuple[int, Step]]]] = (
    Registry()
)
"""What waits for one person in several rounds at once, by the round's id, in a fixed number of queries."""


def waiting_in(person: Person, rounds: Collection[Round], now: datetime) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for waits in ROUNDS_WAIT:
        for pk, step in waits(person, rounds, now):
            found[pk].append(step)
    return found
