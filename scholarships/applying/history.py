"""What is known of somebody's earlier awards; the rooms that give them add what they know."""

from collections.abc import Callable
from dataclasses import dataclass

from lsscert.accounts.models import Person
from lsscert.registry import Registry


@dataclass(frozen=True)
class History:
    """`schemes` are the names of rounds in which an award stands."""

    helped_before: bool = False
    report_missing: bool = False
    schemes: tuple[str, ...] = ()


HELPED: Registry[Callable[[Person], History]] = Registry()


def history_of(person: Person) -> History:
    known = [look(person) for look in HELPED]
    return History(
        helped_before=any(each.helped_before for each in known),
        report_missing=any(each.report_missing for each in known),
        schemes=tuple(name for each in known for name in each.schemes),
    )
