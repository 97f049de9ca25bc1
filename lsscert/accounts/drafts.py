"""Half-typed forms, kept as they are typed."""

import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.accounts.models import Draft, Person
from lsscert.refused import Refused
from lsscert.text import without_unstorable

MAX_BYTES = 200_000


def load(*, person: Person, form: str) -> Draft:
    """The person's draft, or an unsaved empty one with version 0."""
    return Draft.objects.filter(person=person, form=form).first() or Draft(person=person, form=form)


@transaction.atomic
def save(*, person: Person, form: str, data: dict[str, Any], version: int) -> Draft:
    """Keep what was typed. Refused `stale` when another tab saved since `version` was read."""
    text = json.dumps({key: _storable(value) for key, value in data.items()})
    if len(text) > MAX_BYTES:
        raise Refused(
            "draft_too_large", _("This is more text than the form can keep."), _("Shorten it, please.")
        )
    draft, _created = Draft.objects.select_for_update().get_or_create(person=person, form=form)
    if version != draft.version:
        raise Refused(
            "stale",
            _("This form was changed in another tab or on another device since you opened it here."),
            _("Copy what you typed here, then reload to see the newer version."),
        )
    draft.data = json.loads(text)
    draft.version += 1
    draft.saved_at = clock.now()
    draft.save()
    return draft


def discard(*, person: Person, form: str) -> None:
    Draft.objects.filter(person=person, form=form).delete()


def _storable(value: Any) -> Any:
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return without_unstorable(str(value))
