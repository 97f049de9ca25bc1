"""A real object for every argument of every address. Rooms add the samples of their own addresses in apps.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

REF = {"ref": "ref"}


@dataclass(frozen=True)
class Sample:
    """Where an address takes its arguments from: rows, the lookup that leads to their owner, argument → field.

    `organisation` leads to the organisation whose members alone, and staff, may open the address.
    """

    rows: Callable[[], QuerySet[Any]]
    owner: str = ""
    arguments: Mapping[str, str] = field(default_factory=lambda: REF)
    organisation: str = ""

    def take(self, person: Any = None) -> dict[str, Any] | None:
        """The arguments of the newest such row (of this person); None when there is none."""
        rows = self.rows().order_by("-pk")
        if person is not None and self.owner:
            rows = rows.filter(**{self.owner: person})
        values = rows.values(*self.arguments.values()).first()
        return values and {name: values[source] for name, source in self.arguments.items()}


SAMPLES: dict[str, Sample] = {}


def add(more: Mapping[str, Sample]) -> None:
    SAMPLES.update(more)


def rows(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.all()


def of(sample: Sample, *names: str) -> dict[str, Sample]:
    """The same for several addresses, by their names."""
    return dict.fromkeys(names, sample)


def own(model: Any, owner: str, *names: str) -> dict[str, Sample]:
    return of(Sample(rows(model), owner), *names)


def any_of(model: Any, *names: str) -> dict[str, Sample]:
    return of(Sample(rows(model)), *names)


def within(found: Callable[[], QuerySet[Any]], organisation: str, *names: str) -> dict[str, Sample]:
    return of(Sample(found, organisation=organisation), *names)


def by(model: Any, arguments: Mapping[str, str], *names: str) -> dict[str, Sample]:
    return of(Sample(rows(model), arguments=arguments), *names)
