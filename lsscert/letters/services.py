"""Writing, withdrawing and re-sending letters. Their words stand in templates/letters/<kind>.txt, subject first."""

from typing import Any

from django.conf import settings
from django.core.mail import make_msgid
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import BigIntegerField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.letters import tasks
from lsscert.letters.attachments import Asked, as_kept
from lsscert.letters.models import STATUS, Letter, LetterQuerySet
from lsscert.refused import Refused
from lsscert.text import without_unstorable


def write(*, kind: str, occasion: str, to: Person, attach: Asked = (), **facts: Any) -> Letter | None:
    """Write `templates/letters/<kind>.txt` to a person; None when they have no address (staff then use paper).

    `attach` names what goes with it, as kind and ref (attachments.py).
    """
    if not to.email:
        return None
    return write_to_address(kind=kind, occasion=occasion, address=to.email, person=to, attach=attach, **facts)


def write_to_address(
    *,
    kind: str,
    occasion: str,
    address: str,
    person: Person | None = None,
    secret: bool = False,
    attach: Asked = (),
    **facts: Any,
) -> Letter:
    """`secret` for a letter with a personal link: nobody else reads it, and once it went its body is gone."""
    context = {"person": person, "site": settings.SITE_URL, "office_name": _("LSSC programme office")} | facts
    subject, _newline, body = render_to_string(f"letters/{kind}.txt", context).lstrip().partition("\n")
    return write_ready(
        kind=kind,
        occasion=occasion,
        address=address,
        person=person,
        subject=subject.strip(),
        body=body.strip() + "\n",
        secret=secret,
        attach=attach,
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
    attach: Asked = (),
) -> Letter:
    """Put a finished text into the outbox; the same (kind, occasion, address) again changes nothing.

    Unless it had been withdrawn: what it tells of has become true again, so it is written anew.
    """
    content = {
        "person": person,
        "language": (get_language() or "en")[:10],
        "subject": " ".join(without_unstorable(subject).split())[:250],
        "body": without_unstorable(body),
        "secret": secret,
        "attachments": as_kept(attach),
        "message_id": _new_message_id(),
        "written_at": clock.now(),
    }
    known = {"kind": kind, "occasion": occasion, "address": address.lower()}
    try:
        with transaction.atomic():
            letter = Letter.objects.create(**known, **content)
    except IntegrityError:
        # Unlocked, because the worker may have it in its hands; a withdrawn one nobody has.
        letter = Letter.objects.get(**known)
        if letter.state != Letter.Status.WITHDRAWN:
            return letter
        letter = letter.lock()
        if letter.state != Letter.Status.WITHDRAWN:
            return letter
        _write_anew(letter, content)
    _queue(letter)
    return letter


def _write_anew(letter: Letter, content: dict[str, Any]) -> None:
    for name, value in (content | {"state": Letter.Status.QUEUED, "attempts": 0, "last_problem": ""}).items():
        setattr(letter, name, value)
    letter.save()


@transaction.atomic
def withdraw(*, kind: str, occasion: str) -> int:
    """When a fact is undone, its letter goes too if it has not been sent. Returns how many went.

    One that the worker holds in its hands just now is as good as sent.
    """
    unsent = Letter.objects.select_for_update(of=("self",), skip_locked=True).filter(
        kind=kind, occasion=occasion, state__in=[Letter.Status.QUEUED, Letter.Status.FAILED]
    )
    waiting = list(unsent)
    for letter in waiting:
        letter.state = Letter.Status.WITHDRAWN
        letter.forget_secret(keep=settings.DEMO)
    return Letter.objects.bulk_update(waiting, ["state", "body"])


@transaction.atomic
def call_back(*, letter: Letter, by: Person) -> Letter:
    """Staff stop a letter that has not gone yet."""
    letter = _in_hand(letter)
    STATUS.require(letter.state, Letter.Status.WITHDRAWN)
    letter.state = Letter.Status.WITHDRAWN
    letter.forget_secret(keep=settings.DEMO)
    letter.save(update_fields=["state", "body"])
    return letter


@transaction.atomic
def resend(*, letter: Letter, by: Person) -> Letter:
    """Send a letter once more, to where its person gets letters now. Secret ones never: the person asks anew."""
    letter = _in_hand(letter)
    if letter.secret:
        raise Refused(
            "letter_secret",
            _("This letter carried a personal link and is never sent again."),
            _(
                "Write a new one where this one came from; to sign in, the person asks for it on the sign-in page."
            ),
        )
    if letter.state == Letter.Status.WITHDRAWN:
        raise Refused("letter_withdrawn", _("What this letter told of was undone, so it is not sent."))
    STATUS.require(letter.state, Letter.Status.QUEUED)
    if letter.state == Letter.Status.SENT:
        # Mail programs hide a second letter with the same Message-ID.
        letter.message_id = _new_message_id()
    letter.address = present_address(letter)
    letter.state, letter.attempts, letter.last_problem = Letter.Status.QUEUED, 0, ""
    letter.save(update_fields=["state", "attempts", "last_problem", "message_id", "address"])
    _queue(letter)
    return letter


def present_address(letter: Letter) -> str:
    """The person's address of today, unless the same letter has gone there already."""
    now = letter.person.email if letter.person else ""
    if not now or now == letter.address:
        return letter.address
    there = Letter.objects.filter(kind=letter.kind, occasion=letter.occasion, address=now).exists()
    return letter.address if there else now


def without_job() -> LetterQuerySet:
    """Letters that wait to be delivered and that no worker will ever pick up. There should be none."""
    jobs = (
        ProcrastinateJob.objects.filter(task_name=tasks.deliver.name, status__in=["todo", "doing"])
        .annotate(letter=Cast(KT("args__letter_id"), BigIntegerField()))
        .values("letter")
    )
    return Letter.objects.filter(state=Letter.Status.QUEUED).exclude(pk__in=jobs)


@transaction.atomic
def queue_those_without_job() -> int:
    waiting = list(without_job().select_for_update(of=("self",), skip_locked=True)[:1000])
    for letter in waiting:
        _queue(letter)
    return len(waiting)


def _in_hand(letter: Letter) -> Letter:
    """The letter, locked; refused while the worker is handing it over to the mail server."""
    try:
        with transaction.atomic():
            return Letter.objects.select_for_update(of=("self",), nowait=True).get(pk=letter.pk)
    except OperationalError as held:
        raise Refused(
            "letter_in_hand", _("This letter is being handed over just now."), _("Reload in a minute.")
        ) from held


def _new_message_id() -> str:
    return make_msgid(domain=settings.SITE_URL.split("://")[-1].split("/")[0].split(":")[0] or "localhost")


def _queue(letter: Letter) -> None:
    # Deferred through Django's own connection: the job commits or vanishes together with the letter.
    tasks.deliver.defer(letter_id=letter.pk)
