"""An organisation's own list of member numbers: read from what was pasted, replaced or added to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lsscert.accounts.models import Organisation
from scholarships.funds.models import OnRoll

_LINE = re.compile(
    r"\s*\"?(?P<number>[A-Za-z0-9](?:[A-Za-z0-9._/ -]{0,28}[A-Za-z0-9])?)\"?\s*"
    r"(?:[,;\t]\s*\"?(?P<until>[0-9/-]*)\"?[\s,;]*)?",
    re.ASCII,
)
DAYS = ("%Y-%m-%d", "%m/%d/%Y")
"""How a day may be written: 2027-06-30 or 6/30/2027."""


@dataclass(frozen=True)
class Read:
    """What was understood, and each line that was not: its place from 1, and its beginning."""

    numbers: Sequence[tuple[str, date | None]]
    unread: Sequence[tuple[int, str]]


def read(text: str) -> Read:
    """One number a line, with the day it is paid up to where that is known. A number said twice: the later line."""
    found: dict[str, tuple[str, date | None]] = {}
    unread: list[tuple[int, str]] = []
    for place, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            number, until = _line(line)
        except ValueError:
            unread.append((place, line.strip()[:60]))
        else:
            found[number.upper()] = (number, until)
    return Read(list(found.values()), unread)


def _line(line: str) -> tuple[str, date | None]:
    match = _LINE.fullmatch(line)
    if match is None or not any(letter.isdigit() for letter in match["number"]):
        raise ValueError
    number, until = " ".join(match["number"].split()), match["until"]
    return number, _day(until) if until else None


def _day(text: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError


@dataclass(frozen=True)
class Change:
    """What a list would do to the one on record, in numbers of members."""

    new: int
    kept: int
    gone: int


def change(organisation: Organisation, numbers: Sequence[tuple[str, date | None]]) -> Change:
    wanted = {number.upper() for number, _until in numbers}
    known = {number.upper() for number in organisation.roll.values_list("number", flat=True)}
    return Change(new=len(wanted - known), kept=len(wanted & known), gone=len(known - wanted))


@transaction.atomic
def replace(*, organisation: Organisation, numbers: Sequence[tuple[str, date | None]]) -> int:
    """The whole list. Returns how many stand on it."""
    organisation.lock()
    organisation.roll.all().delete()
    _write(organisation, numbers)
    return len(numbers)


@transaction.atomic
def add(*, organisation: Organisation, numbers: Sequence[tuple[str, date | None]]) -> int:
    """To those on it; who stands there already gets the new day. Returns how many stand on it."""
    organisation.lock()
    wanted = {number.upper() for number, _until in numbers}
    there = [row.pk for row in organisation.roll.all() if row.number.upper() in wanted]
    organisation.roll.filter(pk__in=there).delete()
    _write(organisation, numbers)
    return organisation.roll.count()


def _write(organisation: Organisation, numbers: Sequence[tuple[str, date | None]]) -> None:
    OnRoll.objects.bulk_create(
        OnRoll(organisation=organisation, number=number, until=until) for number, until in numbers
    )
