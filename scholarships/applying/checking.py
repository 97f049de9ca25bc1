"""What the organisation says of the facts of an application."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import without_unstorable
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.services import require_no_draw
from scholarships.rounds.models import Round

Status = ScholarshipApplication.Status
MAY_BECOME = {
    Status.HANDED_IN: {Status.TO_CHECK, Status.NOT_ELIGIBLE},
    Status.NOT_ELIGIBLE: {Status.TO_CHECK, Status.HANDED_IN},
}


@transaction.atomic
def find_eligible(
    *, application: ScholarshipApplication, by: Person, now: datetime
) -> ScholarshipApplication:
    """The facts are well, also of one that was found not eligible by mistake; that one is told.

    Refused: own_application, move_not_allowed, decided_already, draw_fixed.
    """
    require_no_draw(application.round.lock())
    before = application.lock()
    application = _check(application, Status.HANDED_IN, by, now)
    if before.state == Status.NOT_ELIGIBLE:
        letters.withdraw(kind="scholarship_not_eligible", occasion=_occasion(before))
        letters.write(
            kind="scholarship_eligible_after_all",
            occasion=_occasion(application),
            to=application.person,
            application=application,
            round=application.round,
        )
    return application


@transaction.atomic
def find_not_eligible(
    *, application: ScholarshipApplication, rule: str, words: str, by: Person, now: datetime
) -> ScholarshipApplication:
    """Refused: own_application, move_not_allowed, decided_already."""
    application = _check(application, Status.NOT_ELIGIBLE, by, now, rule=rule, words=words)
    letters.write(
        kind="scholarship_not_eligible",
        occasion=_occasion(application),
        to=application.person,
        application=application,
        round=application.round,
    )
    return application


def _occasion(application: ScholarshipApplication) -> str:
    """The check it tells of."""
    return f"{application.ref}:{application.checked_at.isoformat() if application.checked_at else ''}"


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
    if application.person_id == by.pk:
        raise Refused(
            "own_application",
            _("This is your own application; somebody else decides it."),
            _("Another organiser or the programme office can."),
        )
    if application.state not in MAY_BECOME[to]:
        raise Refused(
            "move_not_allowed", _("It is not waiting for this decision any more."), _("Look again.")
        )
    if round_.state != Round.Status.PUBLISHED:
        raise Refused("decided_already", _("This round is decided."))
    application.state, application.checked_by, application.checked_at = to, by, now
    application.refusal, application.refusal_words = rule[:30], without_unstorable(words).strip()[:500]
    application.save()
    return application
