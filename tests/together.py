"""Acts that happen at the same moment, each in a thread and on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from time import monotonic
from typing import Any

from django.db import connection, connections

PATIENCE = 20.0  # seconds that one act gives the other at most; what happens is noticed at once
LOOK_EVERY = 0.02  # seconds
SOMEBODY_WAITS_FOR_ME = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
"""


class Meeting:
    """Holds the first act at a point until the second is past one of its own, or is held by a lock of the first.

    The second passes by `second_goes`, or by coming to the same point.
    """

    def __init__(self) -> None:
        self.first_is_there, self.second_is_through = Event(), Event()
        self._door = Lock()

    def first_waits(self) -> None:
        with self._door:
            second = self.first_is_there.is_set()
            self.first_is_there.set()
        if second:
            self.second_goes()
            return
        until = monotonic() + PATIENCE
        while not self.second_is_through.wait(LOOK_EVERY) and monotonic() < until:
            if holds_somebody_up():
                return

    def second_goes(self) -> None:
        self.second_is_through.set()


def holds_somebody_up() -> bool:
    """Whether another connection waits for a lock of this one."""
    with connection.cursor() as cursor:
        cursor.execute(SOMEBODY_WAITS_FOR_ME)
        return bool(cursor.fetchone()[0])


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or the exception it ended with, in their order."""

    def on_its_own(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except Exception as problem:  # the test looks at it
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(acts)) as threads:
        return list(threads.map(on_its_own, acts))
