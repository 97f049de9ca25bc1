"""What an applicant does: begin, keep, hand in, take back, withdraw."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import drafts
from lsscert.accounts.models import Draft, Membership, Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.registry import Registry
from scholarships.applying.models import STATUS, ScholarshipApplication
from scholarships.applying.said import Said
from scholarships.applying.writing import write_down
from scholarships.funds.members import has_role
from scholarships.rounds.clocks import Phase, phase_of
from scholarships.rounds.models import Round

Status = ScholarshipApplication.Status
JUDGES: Registry[Callable[[Round, Person], bool]] = Registry()
"""Whether somebody sits as a judge of a round; the room above that seats them says so."""


def draft_name(round_: Round) -> str:
    return f"scholarship:{round_.ref}"


@transaction.atomic
def begin(*, round_: Round, person: Person, now: datetime) -> ScholarshipApplication:
    """The person's application in a round, begun if there is none. Refused: round_closed, judges_it."""
    known = ScholarshipApplication.objects.filter(round=round_, person=person).first()
    if known is not None:
        return known
    round_ = round_.lock()
    require_open(round_, now, _("What you typed is not kept: copy it if you want it again."))
    _require_no_judge(round_, person)
    try:
        with transaction.atomic():
            return ScholarshipApplication.objects.create(round=round_, person=person, begun_at=now)
    except IntegrityError:
        return ScholarshipApplication.objects.get(round=round_, person=person)


def judges(round_: Round, person: Person | None) -> bool:
    """Whether somebody decides this round, as a member of the committee or from outside."""
    if person is None:
        return False
    member = has_role(person, round_.organisation, Membership.Role.COMMITTEE)
    return member or any(sits(round_, person) for sits in JUDGES)


def _require_no_judge(round_: Round, person: Person) -> None:
    if judges(round_, person):
        raise Refused(
            "judges_it",
            _("You judge this round, so you cannot apply in it."),
            _("Rounds of other organisations are open to you."),
        )


def require_open(round_: Round, now: datetime, mend: Any = "") -> None:
    if phase_of(round_, programme_day(now)) != Phase.OPEN:
        raise Refused("round_closed", _("This round takes no applications today."), mend)


def require_no_draw(round_: Round) -> None:
    """Once the entries of a draw are fixed nothing is added to them."""
    if hasattr(round_, "the_draw"):
        raise Refused(
            "draw_fixed", _("Who takes part in the draw is fixed; nobody can be added or taken back in.")
        )


@transaction.atomic
def keep(
    *, round_: Round, person: Person, data: dict[str, Any], version: int, now: datetime
) -> tuple[ScholarshipApplication, Draft]:
    """What is typed, while it is a draft. Refused: as in `begin`; handed_in_already, stale, draft_too_large."""
    application = begin(round_=round_, person=person, now=now).lock()
    if application.state != Status.DRAFT:
        raise Refused(
            "handed_in_already",
            _("It is handed in, so nothing more was kept."),
            _("Take it back to change it while the round is open."),
        )
    return application, drafts.save(person=person, form=draft_name(round_), data=data, version=version)


@transaction.atomic
def hand_in(
    *, application: ScholarshipApplication, said: Said, by: Person, now: datetime
) -> ScholarshipApplication:
    """All that was typed becomes the application, judged by the rules as of now.

    Refused: round_closed, judges_it, draw_fixed, move_not_allowed, asked_beyond.
    """
    round_ = application.round.lock()
    application = application.lock()
    application.round = round_
    require_open(round_, now, _("What you typed is kept; you can ask to be told when the next round opens."))
    _require_no_judge(round_, application.person)
    require_no_draw(round_)
    application.came_on = application.entered_by = None
    write_down(application, said, day=programme_day(now), at=now)
    letters.write(
        kind="scholarship_handed_in",
        occasion=f"{application.ref}:{now.isoformat()}",
        to=application.person,
        application=application,
        round=round_,
    )
    return application


@transaction.atomic
def take_back(*, application: ScholarshipApplication, by: Person, now: datetime) -> ScholarshipApplication:
    """To change it, while the round is open; its number stays. Refused: round_closed, draw_fixed, move_not_allowed."""
    round_ = application.round.lock()
    application = application.lock()
    require_open(round_, now)
    require_no_draw(round_)
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
