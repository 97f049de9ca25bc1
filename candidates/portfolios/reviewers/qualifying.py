"""Which sets a reviewer may judge: the office says so, set by set."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import Review, Reviewer, SetQualification
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Person
from lsscert.refused import Refused


@transaction.atomic
def grant(*, reviewer: Reviewer, chosen: CompetencySet, by: Person, now: datetime) -> SetQualification:
    """Again changes nothing."""
    reviewer = reviewer.lock()
    return SetQualification.objects.get_or_create(
        reviewer=reviewer, set=chosen, defaults={"granted_by": by, "granted_at": now}
    )[0]


@transaction.atomic
def remove(*, reviewer: Reviewer, chosen: CompetencySet, by: Person, now: datetime) -> None:
    """What was handed in stays. Refused: still_reading."""
    reviewer = reviewer.lock()
    reading = Review.objects.filter(
        reviewer=reviewer.person_id,
        state=Review.Status.ASSIGNED,
        portfolio__set_edition__set=chosen,
    )
    if reading.exists():
        raise Refused(
            "still_reading",
            _("%(name)s is reading a portfolio of this set.") % {"name": reviewer.person.name},
            _("Give it to somebody else first, or wait until it is in."),
        )
    SetQualification.objects.filter(reviewer=reviewer, set=chosen).delete()
