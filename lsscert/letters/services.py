"""Writing, withdrawing and re-sending letters. Their words stand in templates/letters/<kind>.txt, subject first."""

from typing import Any

from django.conf import settings
from django.core.mail import make_msgid
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.letters import tasks
from lsscert.letters.models import STATUS, Letter
from lsscert.refused import Refused


def write(*, kind: str, occasion: str, to: Person, **facts: Any) -> Letter | None:
    """Write `templates/letters/<kind>.txt` to a person; None when they have no address (staff then use paper)."""
    if not to.email:
        return None
    return write_to_address(kind=kind, occasion=occasion, address=to.email, person=to, **facts)


def write_to_address(
    *, kind: str, occasion: str, address: str, person: Person | None = None, **facts: Any
) -> Letter:
    context = {"person": person, "site": settings.SITE_URL, "office_name": _("LSSC programme office")} | facts
    subject, _newline, body = render_to_string(f"letters/{kind}.txt", context).lstrip().partition("\n")
    return write_ready(
        kind=kind,
        occasion=occasion,
        address=address,
        person=person,
        subject=subject.strip(),
        body=body.strip() + "\n",
    )


@transaction.atomic
def write_ready(
    *,
    kind: str,
    occasion: str,
    address: str,
    subject: str,
    body: str,
    person: Person | None = None,
    secret: bool = False,
) -> Letter:
    """Put a finished text into the outbox; the same (kind, occasion, address) again changes nothing."""
    letter, created = Letter.objects.get_or_create(
        kind=kind,
        occasion=occasion,
        address=address.lower(),
        defaults={
            "person": person,
            "language": (get_language() or "en")[:10],
            "subject": " ".join(subject.split())[:250],
            "body": body,
            "secret": secret,
            "message_id": make_msgid(domain=settings.SITE_URL.split("://")[-1].split(":")[0] or "localhost"),
            "written_at": clock.now(),
        },
    )
    if created:
        _queue(letter)
    return letter


@transaction.atomic
def withdraw(*, kind: str, occasion: str) -> int:
    """When a fact is undone, its letter goes too if it has not been sent. Returns how many went."""
    return Letter.objects.filter(
        kind=kind, occasion=occasion, state__in=[Letter.Status.QUEUED, Letter.Status.FAILED]
    ).update(state=Letter.Status.WITHDRAWN)


@transaction.atomic
def resend(*, letter: Letter, by: Person) -> Letter:
    """Send the same letter once more, for staff. Secret letters never: the person asks for a new one."""
    letter = letter.lock()
    if letter.secret:
        raise Refused(
            "letter_secret",
            _("This letter carried a personal link and is never sent again."),
            _("Ask the person to request a new one from the sign-in page."),
        )
    STATUS.require(letter.state, Letter.Status.QUEUED)
    letter.state, letter.attempts = Letter.Status.QUEUED, 0
    letter.save(update_fields=["state", "attempts"])
    _queue(letter)
    return letter


def _queue(letter: Letter) -> None:
    # Deferred through Django's own connection: the job commits or vanishes together with the letter.
    tasks.deliver.defer(letter_id=letter.pk)
