"""An answer to an award that came on paper: people who applied by post have no page of their own to give it on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lsscert.accounts.models import Person
from lsscert.refused import Refused
from scholarships.awarding.models import Award
from scholarships.following import services


@transaction.atomic
def answer(*, award: Award, accepts: bool, by: Person, now: datetime) -> Award:
    """Marked on the award. Refused: award_own, or as in `services.accept` and `decline`."""
    if by == award.person:
        raise Refused("award_own", _("This is your own award; answer on your own page."))
    said = _("Answered on paper, entered by %(name)s.") % {"name": by.name}
    done = services.accept if accepts else services.decline
    award = done(award=award, by=by, now=now)
    award.why = said[:300]
    award.save(update_fields=["why"])
    return award
