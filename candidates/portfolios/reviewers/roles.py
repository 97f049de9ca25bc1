"""The role of a reviewer: given by invitation, taken away and given back by the office."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import Review, Reviewer
from lsscert.accounts.models import Membership, Person
from lsscert.accounts.services import programme_office
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.refused import Refused

Role = Membership.Role


@transaction.atomic
def join(*, person: Person, invited_by: Person | None, now: datetime) -> Reviewer:
    """The role and an empty profile. Somebody who comes back finds their profile as it was."""
    row, new = Reviewer.objects.get_or_create(
        person=person, defaults={"invited_by": invited_by, "joined_at": now}
    )
    if not new and row.retired_on is not None:
        row = row.lock()
        row.retired_on, row.version = None, row.version + 1
        row.save(update_fields=["retired_on", "version"])
    give_role(person)
    letters.write(kind="reviewer_welcome", occasion=f"{row.ref}-{now:%Y%m%d}", to=person)
    return row


def give_role(person: Person) -> None:
    if not person.memberships.filter(role=Role.REVIEWER).exists():
        Membership.objects.get_or_create(person=person, organisation=programme_office(), role=Role.REVIEWER)


@transaction.atomic
def retire(*, reviewer: Reviewer, by: Person, now: datetime) -> Reviewer:
    """No new portfolios and no pages of reviewers any more; what was said stays. Refused: still_reading."""
    reviewer = reviewer.lock()
    if Review.objects.filter(reviewer=reviewer.person_id, state=Review.Status.ASSIGNED).exists():
        raise Refused(
            "still_reading",
            _("%(name)s still has portfolios to read.") % {"name": reviewer.person.name},
            _("Give them to somebody else first."),
        )
    if reviewer.retired_on is None:
        reviewer.retired_on, reviewer.version = programme_day(now), reviewer.version + 1
        reviewer.save(update_fields=["retired_on", "version"])
    Membership.objects.filter(person=reviewer.person_id, role=Role.REVIEWER).delete()
    return reviewer


@transaction.atomic
def bring_back(*, reviewer: Reviewer, by: Person, now: datetime) -> Reviewer:
    reviewer = reviewer.lock()
    if reviewer.retired_on is not None:
        reviewer.retired_on, reviewer.version = None, reviewer.version + 1
        reviewer.save(update_fields=["retired_on", "version"])
    give_role(reviewer.person)
    return reviewer
