"""How people come into an organisation's roles, and out of them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import links
from lsscert.accounts.models import Link, Membership, Organisation, Person
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.registry import Hook
from scholarships.funds.members import OF_ORGANISATIONS

INVITATION = "organisation_member"
DAYS = 30
# membership, by, now: a role was taken away; in the same transaction
ROLE_TAKEN = Hook()
Role = Membership.Role


@transaction.atomic
def set_up(*, name: str, state: str, email: str, by: Person, now: datetime) -> Organisation:
    """An organisation with an invitation for its first organiser. Refused: organisation_known."""
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name, state=state, kind=Organisation.Kind.ASSOCIATION
            )
    except IntegrityError as taken:
        raise Refused(
            "organisation_known", _("An organisation of that name is on record already.")
        ) from taken
    invite(organisation=organisation, email=email, role=Role.ORGANISER, by=by, now=now)
    return organisation


@transaction.atomic
def invite(*, organisation: Organisation, email: str, role: str, by: Person, now: datetime) -> Link:
    """Asked again, the address gets a new link, and the one before opens nothing. Refused: has_role."""
    email = email.lower()
    if organisation.memberships.filter(person__email=email, role=role).exists():
        raise Refused("has_role", _("Somebody with this address does that already."))
    subject = f"{organisation.ref}:{role}"
    Link.objects.filter(kind=INVITATION, subject=subject, address=email, consumed_at=None).delete()
    link, url = links.make(kind=INVITATION, subject=subject, address=email, days=DAYS, now=now, by=by)
    letters.write_to_address(
        kind="organisation_invitation",
        occasion=link.ref,
        address=email,
        secret=True,
        organisation=organisation,
        role=Role(role).label,
        by=by,
        link=url,
        days=DAYS,
    )
    return link


def invited(organisation: Organisation, now: datetime) -> list[dict[str, str]]:
    """Addresses that have not answered yet, with the role each was offered."""
    waiting = Link.objects.filter(
        kind=INVITATION, subject__startswith=f"{organisation.ref}:", consumed_at=None, expires_at__gt=now
    )
    return [
        {"address": link.address, "role": str(Role(link.subject.partition(":")[2]).label)}
        for link in waiting.order_by("address", "pk")
    ]


def meant_by(link: Link) -> tuple[Organisation, str] | None:
    """Organisation and role that an invitation opens."""
    ref, _colon, role = link.subject.partition(":")
    organisation = Organisation.objects.filter(ref=ref).first()
    return (organisation, role) if organisation and role in OF_ORGANISATIONS else None


@transaction.atomic
def join(*, link: Link, by: Person, now: datetime) -> Organisation | None:
    """None when the link was used up a moment ago."""
    meant = meant_by(link)
    if meant is None or not links.consume(link, now=now):
        return None
    organisation, role = meant
    Membership.objects.get_or_create(person=by, organisation=organisation, role=role)
    return organisation


@transaction.atomic
def take_away(*, membership: Membership, by: Person, now: datetime) -> None:
    """Refused: last_organiser."""
    organisation = membership.organisation.lock()
    if membership.role == Role.ORGANISER and organisation.memberships.filter(role=Role.ORGANISER).count() < 2:
        raise Refused(
            "last_organiser",
            _("Somebody must be left who runs its rounds."),
            _("Invite another organiser first."),
        )
    ROLE_TAKEN(membership=membership, by=by, now=now)
    membership.delete()
