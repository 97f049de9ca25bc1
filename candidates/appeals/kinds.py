"""What can be appealed. Rooms above add their decisions in apps.py; this room knows none of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person


@dataclass(frozen=True)
class Decided:
    """`excluded` are keys of the people who took part in it; `open` says that it is the decision in force."""

    title: Any
    decided_on: date
    opened_at: datetime | None
    letter_delivered_at: datetime | None
    excluded: frozenset[int]
    url: str
    open: bool = True


@dataclass(frozen=True)
class Appealable:
    """`refs` are those of a candidacy's decisions, `look` finds one of them.

    `sent_back` runs in the transaction that decides the appeal.
    """

    label: Any
    refs: Callable[[Candidacy], Iterable[str]]
    look: Callable[[Candidacy, str], Decided | None]
    sent_back: Callable[[Any, Person, datetime], None]


APPEALABLE: dict[str, Appealable] = {}


def decided(candidacy: Candidacy, kind: str, ref: str) -> Decided | None:
    known = APPEALABLE.get(kind)
    return known.look(candidacy, ref) if known else None


def open_decisions(candidacy: Candidacy) -> list[tuple[str, str, Decided]]:
    """What is in force and can be appealed, as kind, ref and decision; whether in time is the clocks' to say."""
    found = [
        (kind, ref, known.look(candidacy, ref))
        for kind, known in APPEALABLE.items()
        for ref in known.refs(candidacy)
    ]
    return [(kind, ref, decision) for kind, ref, decision in found if decision and decision.open]
