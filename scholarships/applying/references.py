"""Letters of reference: asked for by a link, given without an account."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import links
from lsscert.accounts.models import Link, Person
from lsscert.clock import programme_day
from lsscert.files import services as files
from lsscert.files.models import StoredFile
from lsscert.letters import services as letters
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import without_unstorable
from scholarships.applying.models import REFERENCE_STATUS, Reference, ScholarshipApplication
from scholarships.applying.services import require_open

Status = ScholarshipApplication.Status
Letter = Reference.Status
REFERENCE_LINK = "scholarship_reference"
WANTS_LETTERS = (Status.DRAFT, Status.TO_CHECK, Status.HANDED_IN)
COUNTED = (Letter.ASKED, Letter.GIVEN)
LETTER_KINDS = frozenset({StoredFile.Kind.PDF})


@transaction.atomic
def ask_for_reference(
    *, application: ScholarshipApplication, name: str, email: str, by: Person, now: datetime
) -> Reference:
    """A letter with a link of their own. Asked again on a later day, the same person gets a new link.

    Refused: round_closed, not_running, own_address, enough_references, reference_here, asked_today.
    """
    application = application.lock()
    require_open(application.round, now, _("Letters can be asked for until a round closes."))
    if application.state not in WANTS_LETTERS:
        raise Refused("not_running", _("Letters are asked for while an application is under way."))
    email = email.lower()
    if email in _own_addresses(application.person):
        raise Refused("own_address", _("That is your own address."), _("Ask somebody who knows your work."))
    known = application.letters.filter(email=email).first()
    others = application.letters.filter(state__in=COUNTED).exclude(email=email).count()
    if others >= application.round.references:
        raise Refused(
            "enough_references",
            _("As many letters as this round wants are asked for."),
            _("Take a request back to ask somebody else."),
        )
    if known is not None:
        _require_may_ask_again(known, now)
    reference = known or Reference(application=application, email=email)
    reference.name, reference.state, reference.asked_at = name, Letter.ASKED, now
    reference.answered_at = None
    reference.save()
    _close_links(reference)
    letters.write_to_address(kind="scholarship_reference_asked", **with_link(reference, by=by, now=now))
    return reference


def _own_addresses(person: Person) -> set[str]:
    return {person.email.lower(), person.user.email.lower() if person.user else ""}


def _require_may_ask_again(known: Reference, now: datetime) -> None:
    """One letter a day at most, also to somebody who was taken off and is asked again."""
    if known.state == Letter.GIVEN:
        raise Refused("reference_here", _("Their letter is here already."))
    if programme_day(known.asked_at) == programme_day(now):
        raise Refused(
            "asked_today", _("A letter went to this address today already."), _("Ask again tomorrow.")
        )
    if known.state != Letter.ASKED:
        REFERENCE_STATUS.require(known.state, Letter.ASKED)


def with_link(reference: Reference, *, by: Person | None, now: datetime) -> dict[str, Any]:
    """What a letter to them says, with a new link of their own that is good until the round closes."""
    round_ = reference.application.round
    last = round_.closes_on or programme_day(now)
    days = max((last - programme_day(now)).days + 1, 1)
    link, url = links.make(
        kind=REFERENCE_LINK, subject=reference.ref, address=reference.email, days=days, now=now, by=by
    )
    return {
        "occasion": link.ref,
        "address": reference.email,
        "secret": True,
        "reference": reference,
        "applicant": reference.application.person,
        "round": round_,
        "link": url,
    }


def _close_links(reference: Reference) -> None:
    """The links go, and letters with them that have not been sent."""
    for link in Link.objects.filter(kind=REFERENCE_LINK, subject=reference.ref, consumed_at=None):
        letters.withdraw(kind="scholarship_reference_asked", occasion=link.ref)
        letters.withdraw(kind="scholarship_reference_reminder", occasion=link.ref)
    links.revoke(kind=REFERENCE_LINK, subject=reference.ref)


@transaction.atomic
def take_request_back(*, reference: Reference, by: Person, now: datetime) -> Reference:
    """A mistyped address, or somebody else is asked instead. Refused: move_not_allowed."""
    reference = reference.lock()
    REFERENCE_STATUS.require(reference.state, Letter.TAKEN_BACK)
    reference.state, reference.answered_at = Letter.TAKEN_BACK, now
    reference.save(update_fields=["state", "answered_at"])
    _close_links(reference)
    return reference


def can_be_given(reference: Reference, now: datetime) -> bool:
    application = reference.application
    open_ = application.round.closes_on is None or programme_day(now) <= application.round.closes_on
    return reference.state == Letter.ASKED and application.state != Status.WITHDRAWN and open_


def largest(now: datetime) -> int:
    """Megabytes of a letter that is a file."""
    return int(policy.at("coursework.proof_megabytes", programme_day(now)))


def give_reference(
    *, reference: Reference, text: str, declined: bool, now: datetime, upload: UploadedFile | None = None
) -> Reference:
    """Written here, or a PDF of it, or both. Refused: move_not_allowed, letter_not_wanted, letter_empty, file_…."""
    wanted = Letter.DECLINED if declined else Letter.GIVEN
    _require_wanted(reference, wanted, now)
    text = without_unstorable(text).strip()
    if not declined and not text and upload is None:
        raise Refused("letter_empty", _("Write the letter here, or choose a PDF of it."))
    received = None
    if upload is not None and not declined:
        received = files.receive(upload=upload, max_megabytes=largest(now), kinds=LETTER_KINDS)
    with files.together():
        application = reference.application.lock()
        reference = reference.lock()
        reference.application = application
        _require_wanted(reference, wanted, now)
        reference.state, reference.answered_at = wanted, now
        reference.text = "" if declined else text
        reference.file = files.store(received=received, by=None, now=now) if received else None
        reference.save()
        letters.write(
            kind="scholarship_reference_given",
            occasion=f"{reference.ref}:{now.isoformat()}",
            to=application.person,
            reference=reference,
            round=application.round,
            declined=declined,
        )
    return reference


def _require_wanted(reference: Reference, wanted: Letter, now: datetime) -> None:
    REFERENCE_STATUS.require(reference.state, wanted)
    if not can_be_given(reference, now):
        raise Refused("letter_not_wanted", _("This letter is not asked for any more."))
