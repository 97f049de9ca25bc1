"""How an upper room is heard on the ground without the ground importing it: rooms add themselves in apps.py."""

from collections.abc import Callable, Iterator
from typing import Any


class Registry[T]:
    """An ordered list of entries; entries with a lower `order` come first."""

    def __init__(self) -> None:
        self._entries: list[tuple[int, T]] = []

    def add(self, entry: T, *, order: int = 100) -> T:
        if all(known is not entry for _, known in self._entries):
            self._entries.append((order, entry))
            self._entries.sort(key=lambda pair: pair[0])
        return entry

    def __iter__(self) -> Iterator[T]:
        return (entry for _, entry in self._entries)


class Hook(Registry[Callable[..., Any]]):
    """Functions that upper rooms want called inside the same transaction as something below them."""

    def __call__(self, **kwargs: Any) -> None:
        for function in self:
            function(**kwargs)
