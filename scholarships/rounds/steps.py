"""What can be done with a round next: rooms above add theirs, and the round's page lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
