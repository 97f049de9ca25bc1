"""What an applicant does, and what the organisation says of the facts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import links
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import without_unstorable
from scholarships.applying.history import history_of
from scholarships.applying.models import (
    REFERENCE_STATUS,
    STATUS,
    Answer,
    ApplicantPost,
    CostLine,
    Reference,
    ScholarshipApplication,
)
from scholarships.rounds.clocks import Phase, phase_of
from scholarships.rounds.entitlement import Verdict, eligible
from scholarships.rounds.models import Question, Round

Status = ScholarshipApplication.Status
REFERENCE_LINK = "scholarship_reference"


@dataclass
class Said:
    """What is handed in. `posts` are values of ApplicantPost, `costs` (what, cost, asked), `answers` by question."""

    member_number: str = ""
    education: str = ""
    region: str = ""
    asked: Decimal | None = None
    posts: Sequence[dict[str, Any]] = ()
    answers: Sequence[tuple[Question, str]] = ()
    costs: Sequence[tuple[str, Decimal, Decimal]] = ()
    verdicts: Sequence[Verdict] = field(default_factory=tuple)


def draft_name(round_: Round) -> str:
    return f"scholarship:{round_.ref}"


@transaction.atomic
def begin(*, round_: Round, person: Person, now: datetime) -> ScholarshipApplication:
    """The person's application in a round, begun if there is none. Refused: round_closed, judges_it."""
    known = ScholarshipApplication.objects.filter(round=round_, person=person).first()
    if known is not None:
        return known
    round_ = round_.lock()
    _require_open(round_, now)
    if round_.organisation.memberships.filter(person=person, role="committee").exists():
        raise Refused(
            "judges_it",
            _("You sit in the committee that decides this round, so you cannot apply in it."),
            _("Rounds of other organisations are open to you."),
        )
    try:
        with transaction.atomic():
            return ScholarshipApplication.objects.create(round=round_, person=person, begun_at=now)
    except IntegrityError:
        return ScholarshipApplication.objects.get(round=round_, person=person)


def _require_open(round_: Round, now: datetime) -> None:
    if phase_of(round_, programme_day(now)) != Phase.OPEN:
        raise Refused(
            "round_closed",
            _("This round takes no applications today."),
            _("What you typed is kept; you can ask to be told when the next round opens."),
        )


@transaction.atomic
def hand_in(
    *, application: ScholarshipApplication, said: Said, by: Person, now: datetime, by_post: bool = False
) -> ScholarshipApplication:
    """All that was typed becomes the application. Refused: round_closed, move_not_allowed."""
    round_ = application.round.lock()
    application = application.lock()
    _require_open(round_, now)
    clear = eligible(said.verdicts)
    wanted = Status.HANDED_IN if clear else Status.TO_CHECK
    STATUS.require(application.state, wanted)
    known = history_of(application.person)
    for name in ("member_number", "education", "region"):
        setattr(application, name, getattr(said, name))
    application.asked = said.asked if said.asked is not None else round_.amount
    application.helped_before, application.report_missing = known.helped_before, known.report_missing
    application.verdict = [
        {"rule": each.rule, "met": each.met, "sentence": str(each.sentence)} for each in said.verdicts
    ]
    application.number = application.number or _next_number(round_)
    application.handed_in_at, application.state = now, wanted
    application.save()
    _write_parts(application, said)
    letters.write(
        kind="scholarship_handed_in",
        occasion=f"{application.ref}:{now.isoformat()}",
        to=application.person,
        application=application,
        round=round_,
    )
    return application


def _next_number(round_: Round) -> int:
    return (round_.applications.aggregate(last=Max("number"))["last"] or 0) + 1


def _write_parts(application: ScholarshipApplication, said: Said) -> None:
    for rows in (application.posts, application.answers, application.costs):
        rows.all().delete()
    ApplicantPost.objects.bulk_create(ApplicantPost(application=application, **post) for post in said.posts)
    Answer.objects.bulk_create(
        Answer(application=application, question=question, text=text) for question, text in said.answers
    )
    CostLine.objects.bulk_create(
        CostLine(application=application, what=what, cost=cost, asked=asked, position=position)
        for position, (what, cost, asked) in enumerate(said.costs, 1)
    )


@transaction.atomic
def take_back(*, application: ScholarshipApplication, by: Person, now: datetime) -> ScholarshipApplication:
    """To change it, while the round is open; its number stays. Refused: round_closed, move_not_allowed."""
    round_ = application.round.lock()
    application = application.lock()
    _require_open(round_, now)
    if application.state not in {Status.TO_CHECK, Status.HANDED_IN, Status.WITHDRAWN}:
        raise Refused("move_not_allowed", _("It cannot be changed any more."))
    application.state, application.withdrawn_at = Status.DRAFT, None
    application.save(update_fields=["state", "withdrawn_at"])
    return application


@transaction.atomic
def withdraw(*, application: ScholarshipApplication, by: Person, now: datetime) -> ScholarshipApplication:
    """Until the round is decided. Refused: move_not_allowed, decided_already."""
    round_ = application.round.lock()
    application = application.lock()
    STATUS.require(application.state, Status.WITHDRAWN)
    if round_.state != Round.Status.PUBLISHED:
        raise Refused("decided_already", _("This round is decided."), _("You can decline an award instead."))
    application.state, application.withdrawn_at = Status.WITHDRAWN, now
    application.save(update_fields=["state", "withdrawn_at"])
    letters.write(
        kind="scholarship_withdrawn",
        occasion=f"{application.ref}:{now.isoformat()}",
        to=application.person,
        application=application,
        round=round_,
    )
    return application


@transaction.atomic
def find_eligible(
    *, application: ScholarshipApplication, by: Person, now: datetime
) -> ScholarshipApplication:
    """The facts are well, also of one that was found not eligible by mistake.

    Refused: move_not_allowed, decided_already.
    """
    return _check(application, Status.HANDED_IN, by, now)


@transaction.atomic
def find_not_eligible(
    *, application: ScholarshipApplication, rule: str, words: str, by: Person, now: datetime
) -> ScholarshipApplication:
    """Refused: move_not_allowed, decided_already."""
    application = _check(application, Status.NOT_ELIGIBLE, by, now, rule=rule, words=words)
    letters.write(
        kind="scholarship_not_eligible",
        occasion=f"{application.ref}:{now.isoformat()}",
        to=application.person,
        application=application,
        round=application.round,
    )
    return application


def _check(
    application: ScholarshipApplication,
    to: Status,
    by: Person,
    now: datetime,
    *,
    rule: str = "",
    words: str = "",
) -> ScholarshipApplication:
    round_ = application.round.lock()
    application = application.lock()
    STATUS.require(application.state, to)
    if round_.state != Round.Status.PUBLISHED:
        raise Refused("decided_already", _("This round is decided."))
    application.state, application.checked_by, application.checked_at = to, by, now
    application.refusal, application.refusal_words = rule[:30], without_unstorable(words).strip()[:500]
    application.save()
    return application


@transaction.atomic
def ask_for_reference(
    *, application: ScholarshipApplication, name: str, email: str, by: Person, now: datetime
) -> Reference:
    """A letter with a link of their own. Asked again, the same person gets a new link.

    Refused: own_address, enough_references, reference_here.
    """
    application = application.lock()
    email = email.lower()
    if email in {application.person.email, application.person.user.email if application.person.user else ""}:
        raise Refused("own_address", _("That is your own address."), _("Ask somebody who knows your work."))
    known = application.letters.filter(email=email).first()
    others = application.letters.exclude(state=Reference.Status.DECLINED).exclude(email=email).count()
    if known is None and others >= application.round.references:
        raise Refused("enough_references", _("As many letters as this round wants are asked for."))
    if known is not None and known.state == Reference.Status.GIVEN:
        raise Refused("reference_here", _("Their letter is here already."))
    reference = known or Reference(application=application, email=email, asked_at=now)
    reference.name, reference.state, reference.asked_at = name, Reference.Status.ASKED, now
    reference.save()
    links.revoke(kind=REFERENCE_LINK, subject=reference.ref)
    closes_on = application.round.closes_on or programme_day(now)
    days = max((closes_on - programme_day(now)).days + 1, 1)
    link, url = links.make(
        kind=REFERENCE_LINK, subject=reference.ref, address=email, days=days, now=now, by=by
    )
    letters.write_to_address(
        kind="scholarship_reference_asked",
        occasion=link.ref,
        address=email,
        secret=True,
        reference=reference,
        applicant=application.person,
        round=application.round,
        link=url,
    )
    return reference


@transaction.atomic
def give_reference(*, reference: Reference, text: str, declined: bool, now: datetime) -> Reference:
    """Refused: move_not_allowed."""
    reference = reference.lock()
    wanted = Reference.Status.DECLINED if declined else Reference.Status.GIVEN
    REFERENCE_STATUS.require(reference.state, wanted)
    reference.state, reference.answered_at = wanted, now
    reference.text = "" if declined else without_unstorable(text)
    reference.save()
    letters.write(
        kind="scholarship_reference_given",
        occasion=f"{reference.ref}:{wanted}",
        to=reference.application.person,
        reference=reference,
        round=reference.application.round,
        declined=declined,
    )
    return reference
