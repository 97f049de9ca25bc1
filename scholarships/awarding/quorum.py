"""Whether enough members who may judge an application are there to decide it (DOMAIN §7)."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass


@dataclass(frozen=True)
class Lacking:
    """An application that cannot be decided: so many of those present may judge it, so many are needed."""

    application: int
    have: int
    needed: int


def counted(present: Set[int], recused: Set[int]) -> int:
    return len(present - recused)


def lacking(
    applications: Iterable[int], *, present: Set[int], recused: Mapping[int, Set[int]], needed: int
) -> list[Lacking]:
    """`present` and the values of `recused` are numbers of judges, its keys numbers of applications."""
    found = [(each, counted(present, recused.get(each, frozenset()))) for each in applications]
    return [Lacking(each, have, needed) for each, have in found if have < needed]
