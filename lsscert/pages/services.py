import uuid
from datetime import datetime

from django.db import transaction

from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.pages.models import ContactMessage
from lsscert.policy import services as policy


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
