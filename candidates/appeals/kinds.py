"""What can be appealed. Rooms above add their decisions in apps.py; this room knows none of them."""

from collections.abc import Callable
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
    """`look` finds a decision by its ref. `sent_back` runs in the transaction that decides the appeal."""

    label: Any
    look: Callable[[Candidacy, str], Decided | None]
    sent_back: Callable[[Any, Person, datetime], None]


APPEALABLE: dict[str, Appealable] = {}


def decided(candidacy: Candidacy, kind: str, ref: str) -> Decided | None:
    known = APPEALABLE.get(kind)
    return known.look(candidacy, ref) if known else None
