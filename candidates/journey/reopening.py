"""An appeal found that a refusal was not made as published, or not fair: the application is decided anew."""

from datetime import datetime

from django.db import IntegrityError, transaction

from candidates.journey import hooks
from candidates.journey.models import STATUS, Candidacy
from candidates.journey.services import note
from lsscert.accounts.models import Person

Status = Candidacy.Status


def reopen_application(*, candidacy: Candidacy, by: Person, now: datetime) -> bool:
    """Back to the office as on its first day: same window of hours, same price, a new invoice.

    For a locked candidacy. `decided_by` stays until somebody else decides. False when the applicant has applied
    again meanwhile, or is certified: nothing is left to open.
    """
    if candidacy.person.candidacies.filter(state=Status.CERTIFIED).exists():
        return False
    try:
        with transaction.atomic():
            STATUS.move(candidacy, Status.SUBMITTED, closed_on=None, settled_on=None)
    except IntegrityError:  # one open candidacy each
        candidacy.refresh_from_db()
        return False
    application = candidacy.application
    application.decided_at, application.decision_reason = None, ""
    application.save(update_fields=["decided_at", "decision_reason"])
    note(candidacy, "application_reopened", by=by, now=now)
    hooks.APPLICATION_SUBMITTED(candidacy=candidacy, by=by, now=now)
    return True
