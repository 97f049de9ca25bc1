"""What waits at the desk. Rooms add their queues in apps.py; the desk's home shows them, longest waiting first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lsscert.registry import Registry


@dataclass(frozen=True)
class Queue:
    """How much waits, and since when the oldest (None when nothing does)."""

    count: int
    oldest: datetime | None = None


@dataclass(frozen=True, eq=False)
class DeskTask:
    """`look` asks the room; `sentence` says what staff do with one of them."""

    label: Any
    sentence: Any
    url_name: str
    look: Callable[[], Queue]
    query: str = ""


DESK_TASKS: Registry[DeskTask] = Registry()
