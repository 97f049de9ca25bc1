"""Two people at one form: whoever saves second is told what the first one saved, and loses nothing typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.refused import Refused

CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True)
class Difference:
    label: Any
    on_record: str
    typed: str


@dataclass(frozen=True)
class Meanwhile:
    """What a page shows: who saved when (as far as it is known), and where that differs from what was typed."""

    by: str
    at: datetime | None
    differences: list[Difference]


def require_version(row: Any, version: int) -> None:
    """`row` is locked; `version` is the one the person's form was made of."""
    if row.version != version:
        raise Refused(
            CHANGED_MEANWHILE,
            _("Somebody else saved this while you were typing, so yours is not saved yet."),
            _("Compare the two below. Save again if yours should stand."),
        )


def meanwhile(
    form: forms.Form, row: Any, on_record: Mapping[str, str], typed: Mapping[str, str]
) -> Meanwhile:
    """Compares texts by field name, and gives the form the new version so that saving again is a decision."""
    renewed: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict, typed as any mapping
    renewed[form.add_prefix("version")] = str(row.version)
    form.data = renewed
    differences = [
        Difference(form.fields[name].label, text, typed[name])
        for name, text in on_record.items()
        if text != typed[name]
    ]
    event = row.events.select_related("pgh_context").order_by("-pgh_id").first()
    user = event.pgh_context.metadata.get("user") if event and event.pgh_context else None
    by = Person.objects.filter(user=user).values_list("name", flat=True).first() if user else None
    return Meanwhile(by or "", event.pgh_created_at if event else None, differences)
