"""What the home says of an accepted place that is not settled yet: until when it is kept, or why for longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from candidates.fees.holding import place_held
from candidates.journey.lapsing import place_kept_until, waits_of
from candidates.journey.models import Candidacy


@dataclass(frozen=True)
class Place:
    """`until` is None while the days stand still; then `waiting_for` has a sentence for each decision to come."""

    until: date | None
    promised: bool
    waiting_for: Sequence[Any] = ()


def place_of(candidacy: Candidacy, accepted_on: date, today: date) -> Place:
    until = place_kept_until(candidacy, accepted_on)
    waiting_for = [] if until else [wait.sentence for wait in waits_of(candidacy) if wait.last is None]
    return Place(until, place_held(candidacy, today), waiting_for)
