"""Acts that happen at the same moment, each in a thread and on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from django.db import connections

WAIT = 1.0  # seconds that one act gives the other to get in its way


class Meeting:
    """Holds the first act at a point until the second has passed one of its own, or cannot because of a lock."""

    def __init__(self) -> None:
        self.first_is_there, self.second_is_through = Event(), Event()

    def first_waits(self) -> None:
        self.first_is_there.set()
        self.second_is_through.wait(WAIT)

    def second_goes(self) -> None:
        self.second_is_through.set()


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
