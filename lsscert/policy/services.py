from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.policy.keys import KEYS
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused

FOR_TWO = ("price.", "approval.")


def at(key: str, day: date) -> Any:
    """The value in force on a day, as its kind (Decimal, int or str). LookupError when none is.

    A day before the first row gets the first row: a figure the record does not date earlier applied then, too.
    """
    return KEYS[key].parse(text_on(key, day))


def text_on(key: str, day: date) -> str:
    """The same as it is stored."""
    rows = list(PolicyRow.objects.filter(key=key).order_by("effective_from"))
    if not rows:
        raise LookupError(f"no policy row for {key}; run load_policy")
    in_force = [row for row in rows if row.effective_from <= day] or rows[:1]
    return in_force[-1].value


def needs_two(key: str) -> bool:
    """Prices, and what says who the second person is and how long an act waits: else one could undo the other."""
    return key.startswith(FOR_TWO)


def set_value(*, key: str, value: str, effective_from: date, note: str, today: date, by: Person) -> PolicyRow:
    """Add a dated row. Refused for the past, for a value that is not of the key's kind, and for what needs two."""
    if needs_two(key):
        raise Refused("policy_two_people", _("This figure needs a second person."), _("Ask for it instead."))
    return add_row(key=key, value=value, effective_from=effective_from, note=note, today=today, by=by)


@transaction.atomic
def add_row(*, key: str, value: str, effective_from: date, note: str, today: date, by: Person) -> PolicyRow:
    """Of a figure that one person may set, or that two have agreed on."""
    check(key=key, value=value, effective_from=effective_from, today=today)
    try:
        with transaction.atomic():
            return PolicyRow.objects.create(
                key=key, value=value, effective_from=effective_from, note=note, set_by=by
            )
    except IntegrityError as problem:
        raise _day_taken() from problem


def check(*, key: str, value: str, effective_from: date, today: date) -> None:
    """Refuse what cannot become a row."""
    if effective_from <= today:
        raise Refused(
            "policy_in_past", _("A new figure can start tomorrow at the earliest."), _("Pick a later day.")
        )
    try:
        KEYS[key].parse(value)
    except ValueError as problem:
        raise Refused("policy_value", str(problem)) from problem
    if PolicyRow.objects.filter(key=key, effective_from=effective_from).exists():
        raise _day_taken()


def _day_taken() -> Refused:
    return Refused(
        "policy_day_taken",
        _("Another figure already starts on that day."),
        _("Pick another day, or take that one back first."),
    )


@transaction.atomic
def take_back(*, row: PolicyRow, today: date, by: Person) -> None:
    """Remove a row that is not in force yet."""
    if row.effective_from <= today:
        raise Refused(
            "policy_in_force", _("This figure is in force and stays on record."), _("Add a new one instead.")
        )
    row.delete()
