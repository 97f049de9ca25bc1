"""What happens to a certificate. Each function is one act by one person, in one transaction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.certificates.counted import as_kept, counted_achievements
from candidates.certificates.models import CERTIFICATE_STATUS, REQUEST_STATUS, Certificate, CertificateRequest
from candidates.certificates.numbers import certificate_number
from candidates.certificates.term import last_valid_day
from candidates.fees.models import EnrolmentFee
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.money.services import next_number
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.text import tidy_line

Asked = CertificateRequest.Status
LONGEST_NAME = 120


@transaction.atomic
def ask_for_certificate(
    *, candidacy: Candidacy, holder_name: str, listed: bool, by: Person, now: datetime
) -> CertificateRequest:
    """The candidate asks, or asks again what was given back. Refused while a set is missing."""
    candidacy = candidacy.lock()
    journey.require_active(candidacy)
    _require_six_sets(candidacy)
    name = _printable_name(holder_name)
    request = CertificateRequest.objects.filter(candidacy=candidacy).first()
    if request is None:
        request = CertificateRequest(candidacy=candidacy)
    elif request.state == Asked.ASKED:
        raise Refused(
            "already_asked",
            _("Your request is with the office already."),
            _("You need not do anything; we write to you."),
        )
    else:
        REQUEST_STATUS.require(request.state, Asked.ASKED)
    request.holder_name, request.listed = name, listed
    request.state, request.asked_at = Asked.ASKED, now
    request.save()
    journey.note(candidacy, "certificate_asked", by=by, now=now)
    return request


@transaction.atomic
def return_request(
    *, request: CertificateRequest, answer: str, by: Person, now: datetime
) -> CertificateRequest:
    """Give a request back to the candidate, who reads what to mend."""
    if not answer.strip():
        raise Refused(
            "answer_needed", _("The candidate must read what to mend."), _("Write it in a sentence or two.")
        )
    candidacy = request.candidacy.lock()
    request = request.lock()
    REQUEST_STATUS.require(request.state, Asked.RETURNED)
    request.state, request.answer = Asked.RETURNED, answer.strip()
    request.save(update_fields=["state", "answer"])
    fact = journey.note(candidacy, "certificate_returned", by=by, now=now, answer=request.answer)
    letters.write(
        kind="certificate_returned",
        occasion=f"{request.ref}:{fact.pk}",
        to=candidacy.person,
        answer=request.answer,
    )
    return request


def _require_fee(candidacy: Candidacy) -> None:
    """A fee that was settled and is open again, for example by a bounced cheque, comes first."""
    if EnrolmentFee.objects.filter(candidacy=candidacy).exclude(reopened_on=None).exists():
        raise Refused(
            "fee_open_again",
            _("The enrolment fee of this candidate is open again: a payment did not go through."),
            _("It can be issued once the fee is paid, or taken off by a credit note."),
        )


@transaction.atomic
def issue(*, request: CertificateRequest, by: Person, now: datetime) -> Certificate:
    """Check once more, number it, and certify the candidate. Asked twice at once, one is made and one is refused."""
    candidacy = _locked_with_person(request.candidacy)
    request = request.lock()
    if request.state == Asked.ISSUED:
        raise Refused("already_issued", _("This certificate is issued already."), _("Open it from the list."))
    REQUEST_STATUS.require(request.state, Asked.ISSUED)
    journey.require_active(candidacy)
    _require_six_sets(candidacy)
    _require_fee(candidacy)
    today = programme_day(now)
    certificate = Certificate.objects.create(
        candidacy=candidacy,
        number=_new_number(today.year),
        holder_name=request.holder_name,
        listed=request.listed,
        issued_on=today,
        issued_by=by,
        term_begins=today,
        term_ends=last_valid_day(today, policy.at("certificate.years", today)),
        sets=as_kept(counted_achievements(candidacy)),
    )
    request.state = Asked.ISSUED
    request.save(update_fields=["state"])
    journey.certify(candidacy=candidacy, by=by, now=now)
    journey.note(
        candidacy,
        "certificate_issued",
        by=by,
        now=now,
        number=certificate.number,
        until=certificate.term_ends,
    )
    letters.write(
        kind="certificate_issued", occasion=certificate.ref, to=candidacy.person, certificate=certificate
    )
    return certificate


@transaction.atomic
def correct_name(
    *, certificate: Certificate, holder_name: str, reason: str, by: Person, now: datetime
) -> Certificate:
    """A corrected certificate for the same term, free, under a number of its own; it takes the old one's place."""
    name = _printable_name(holder_name)
    if not reason.strip():
        raise Refused(
            "reason_needed",
            _("A correction is kept with its reason."),
            _("Say in a few words what was wrong."),
        )
    candidacy = _locked_with_person(certificate.candidacy)
    old = certificate.lock()
    CERTIFICATE_STATUS.require(old.state, Certificate.Status.SUPERSEDED)
    if name == old.holder_name:
        raise Refused(
            "same_name",
            _("The certificate says that name already."),
            _("Change the name, or leave it as it is."),
        )
    old.state = Certificate.Status.SUPERSEDED
    old.save(update_fields=["state"])
    today = programme_day(now)
    corrected = Certificate.objects.create(
        candidacy=candidacy,
        number=_new_number(today.year),
        holder_name=name,
        listed=old.listed,
        issued_on=today,
        issued_by=by,
        term_begins=old.term_begins,
        term_ends=old.term_ends,
        sets=old.sets,
        replaces=old,
        correction_reason=reason.strip(),
    )
    journey.note(candidacy, "certificate_corrected", by=by, now=now, old=old.number, number=corrected.number)
    letters.write(
        kind="certificate_corrected",
        occasion=corrected.ref,
        to=candidacy.person,
        certificate=corrected,
        old=old,
    )
    return corrected


@transaction.atomic
def set_listing(*, certificate: Certificate, listed: bool, by: Person, now: datetime) -> Certificate:
    """The holder decides whether the public page names them without being asked for the surname."""
    candidacy = certificate.candidacy.lock()
    certificate = certificate.lock()
    if certificate.state != Certificate.Status.IN_FORCE:
        raise Refused("superseded", _("A newer certificate took this one's place."), _("Open the newer one."))
    if certificate.listed != listed:
        certificate.listed = listed
        certificate.save(update_fields=["listed"])
        journey.note(candidacy, "name_listed" if listed else "name_unlisted", by=by, now=now)
    return certificate


def _locked_with_person(candidacy: Candidacy) -> Candidacy:
    # Not the key: a letter to the person, written by somebody who holds the candidacy, refers to it and would wait.
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=candidacy.person_id)
    return candidacy.lock()


def _require_six_sets(candidacy: Candidacy) -> None:
    if not journey.progress_of(candidacy).complete:
        raise Refused(
            "sets_missing", _("Six sets are not done yet."), _("See on the plan which are missing.")
        )


def _printable_name(name: str) -> str:
    name = tidy_line(name)
    if not name:
        raise Refused(
            "name_needed", _("A certificate needs a name."), _("Write the name as it should be printed.")
        )
    if len(name) > LONGEST_NAME:
        raise Refused(
            "name_too_long",
            _("There is room for %(limit)s characters.") % {"limit": LONGEST_NAME},
            _("Shorten a middle name to its first letter."),
        )
    return name


def _new_number(year: int) -> str:
    return certificate_number(year, next_number("certificate", year))
