"""Help with the cost somebody has asked for, on their home. The rooms that give it add themselves in apps.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lsscert.accounts.models import Person
from lsscert.registry import Registry


@dataclass(frozen=True)
class Asked:
    """One application for help: how it stands in a word and a sentence, and where that leads."""

    title: str
    tone: str
    word: Any
    sentence: Any
    url: str
    action: Any


HELP_ASKED: Registry[Callable[[Person], Iterable[Asked]]] = Registry()


def asked_by(person: Person) -> list[Asked]:
    """What waits for them comes first."""
    found = [each for rooms in HELP_ASKED for each in rooms(person)]
    return sorted(found, key=lambda each: each.tone != "act")
