import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from lsscert.accounts import drafts
from lsscert.accounts.models import Draft, Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.pages.models import ContactMessage
from lsscert.policy import services as policy

FUNDING_PLAN = "funding-plan"


@transaction.atomic
def write_to_office(
    *, name: str, email: str, text: str, page: str, person: Person | None, now: datetime
) -> ContactMessage | None:
    """To the office's address by mail; kept at the desk, and returned, while no address is on record."""
    office = policy.at("office.email", programme_day(now))
    if not office:
        return ContactMessage.objects.create(
            name=name, email=email, text=text, page=page, person=person, written_at=now
        )
    letters.write_to_address(
        kind="contact_message",
        occasion=uuid.uuid4().hex,
        address=office,
        name=name,
        email=email,
        text=text,
        page=page,
    )
    return None


@transaction.atomic
def mark_answered(*, message: ContactMessage, by: Person, now: datetime) -> ContactMessage:
    """A second time changes nothing: the first who answered stays on record."""
    message = message.lock()
    if message.answered_at is None:
        message.answered_at, message.answered_by = now, by
        message.save(update_fields=["answered_at", "answered_by"])
    return message


def kept_plan(person: Person) -> Draft:
    """The person's plan for the cost; version 0 while there is none."""
    return drafts.load(person=person, form=FUNDING_PLAN)


def keep_plan(*, typed: Mapping[str, Sequence[str]], version: int, by: Person) -> Draft:
    """What was typed, each name with its values. Refused `stale` when another tab kept a newer one meanwhile."""
    data = {name: list(values) for name, values in typed.items()}
    return drafts.save(person=by, form=FUNDING_PLAN, data=data, version=version)
