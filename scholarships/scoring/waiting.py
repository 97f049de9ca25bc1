"""What waits for a member of a committee beside scoring: rooms above add theirs, the committee's home lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lsscert.accounts.models import Person
from lsscert.registry import Registry


@dataclass(frozen=True)
class Task:
    sentence: Any
    url: str
    action: Any


COMMITTEE_TASKS: Registry[Callable[[Person], list[Task]]] = Registry()


def tasks_of(person: Person) -> list[Task]:
    return [task for tasks in COMMITTEE_TASKS for task in tasks(person)]
