"""Asking somebody to review: a letter with a personal link, which can be sent anew and taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.models import Reviewer
from candidates.portfolios.reviewers import roles
from lsscert.accounts import links
from lsscert.accounts.models import Link, Membership, Person
from lsscert.accounts.services import programme_office
from lsscert.letters import services as letters
from lsscert.refused import Refused

INVITATION = "reviewer"
DAYS = 30


@transaction.atomic
def invite(*, address: str, words: str = "", by: Person, now: datetime) -> Link:
    """Refused: reviewer_already, invited_already."""
    office = programme_office().lock()  # two of the office who invite the same address stand in line
    address = address.strip().lower()
    with_role = Membership.objects.filter(role=Membership.Role.REVIEWER)
    if with_role.filter(person__email=address).exists():
        raise Refused("reviewer_already", _("Somebody with this address reviews already."))
    if open_invitations(now).filter(address=address).exists():
        raise Refused(
            "invited_already",
            _("This address has an invitation already."),
            _("Send it again from the list, or take it back first."),
        )
    link, url = links.make(kind=INVITATION, subject=office.ref, address=address, days=DAYS, now=now, by=by)
    letters.write_to_address(
        kind="reviewer_invited",
        occasion=link.ref,
        address=address,
        secret=True,
        by=by,
        words=words,
        link=url,
        days=DAYS,
    )
    return link


@transaction.atomic
def send_again(*, link: Link, by: Person, now: datetime) -> Link:
    """A new link in a new letter; the old one opens nothing any more. Also for one that has ended."""
    address = link.address
    take_back(link=link, by=by)
    return invite(address=address, by=by, now=now)


@transaction.atomic
def take_back(*, link: Link, by: Person) -> None:
    letters.withdraw(kind="reviewer_invited", occasion=link.ref)
    Link.objects.filter(pk=link.pk, kind=INVITATION, consumed_at=None).delete()


def open_invitations(now: datetime) -> QuerySet[Link]:
    """Those that still open something."""
    return unused().filter(expires_at__gt=now)


def unused() -> QuerySet[Link]:
    """Also those that have ended, so that they can be sent again."""
    return Link.objects.filter(kind=INVITATION, consumed_at=None).order_by("address", "pk")


def still_holds(link: Link) -> bool:
    """Not once whoever sent it has left the office."""
    sender = link.made_by
    return sender is not None and sender.memberships.filter(role=Membership.Role.STAFF).exists()


@transaction.atomic
def accept(*, link: Link, by: Person, now: datetime) -> Reviewer | None:
    """None when it was used a moment ago, or its sender has left."""
    if not still_holds(link) or not links.consume(link, now=now):
        return None
    return roles.join(person=by, invited_by=link.made_by, now=now)
