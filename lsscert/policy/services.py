from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.policy.keys import KEYS
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused


def at(key: str, day: date) -> Any:
    """The value in force on a day, as its kind (Decimal, int or str). LookupError when none is.

    A day before the first row gets the first row: a figure the record does not date earlier applied then, too.
    """
    rows = list(PolicyRow.objects.filter(key=key).order_by("effective_from"))
    if not rows:
        raise LookupError(f"no policy row for {key}; run load_policy")
    in_force = [row for row in rows if row.effective_from <= day] or rows[:1]
    return KEYS[key].parse(in_force[-1].value)


@transaction.atomic
def set_value(*, key: str, value: str, effective_from: date, note: str, today: date, by: Person) -> PolicyRow:
    """Add a dated row. Refused for the past and for a value that is not of the key's kind."""
    if effective_from <= today:
        raise Refused(
            "policy_in_past", _("A new figure can start tomorrow at the earliest."), _("Pick a later day.")
        )
    try:
        KEYS[key].parse(value)
    except ValueError as problem:
        raise Refused("policy_value", str(problem)) from problem
    try:
        with transaction.atomic():
            return PolicyRow.objects.create(
                key=key, value=value, effective_from=effective_from, note=note, set_by=by
            )
    except IntegrityError as problem:
        raise Refused(
            "policy_day_taken",
            _("Another figure already starts on that day."),
            _("Pick another day, or take that one back first."),
        ) from problem


@transaction.atomic
def take_back(*, row: PolicyRow, today: date, by: Person) -> None:
    """Remove a row that is not in force yet."""
    if row.effective_from <= today:
        raise Refused(
            "policy_in_force", _("This figure is in force and stays on record."), _("Add a new one instead.")
        )
    row.delete()
