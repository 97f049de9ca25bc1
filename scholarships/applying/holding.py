"""An unsettled place waits while a decision on help with the fee is pending (DOMAIN §1)."""

from datetime import date

from candidates.journey.models import Candidacy
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Round

Status = ScholarshipApplication.Status
PENDING = (Round.Status.PUBLISHED, Round.Status.DECIDED)


def place_held(candidacy: Candidacy, today: date) -> bool:
    rows = candidacy.person.scholarship_applications.filter(
        state__in=[Status.TO_CHECK, Status.HANDED_IN],
        round__purpose=Round.Purpose.FEE,
        round__state__in=PENDING,
    )
    return rows.exists()
