"""Organisations that buy seats, and the people who buy for them."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from candidates.fees.seats.models import SponsorAccount
from lsscert.accounts import links
from lsscert.accounts.models import Link, Membership, Organisation, Person
from lsscert.letters import services as letters
from lsscert.refused import Refused
from lsscert.text import tidy_line

Role = Membership.Role
INVITATION = "sponsor_member"
DAYS = 14


def organisations_of(person: Person) -> list[Organisation]:
    """Those a person buys for, by name."""
    theirs = Organisation.objects.filter(memberships__person=person, memberships__role=Role.SPONSOR)
    return list(theirs.order_by("name", "pk"))


def members_of(organisation: Organisation) -> list[Membership]:
    rows = organisation.memberships.filter(role=Role.SPONSOR)
    return list(rows.select_related("person").order_by("person__name", "pk"))


def require_member(*, organisation: Organisation, person: Person) -> SponsorAccount:
    if not organisation.memberships.filter(person=person, role=Role.SPONSOR).exists():
        raise Refused("not_a_member", _("You do not buy for this organisation any more."))
    return account_of(organisation)


def account_of(organisation: Organisation) -> SponsorAccount:
    """Empty for one that the office knew before it bought seats; it says where invoices go before it buys."""
    return SponsorAccount.objects.get_or_create(organisation=organisation)[0]


@transaction.atomic
def set_up(*, name: str, contact: str, address: str, email: str, by: Person, now: datetime) -> Organisation:
    """A new organisation, with whoever sets it up as its first member.

    Refused with organisation_known for a name on record: nobody joins an organisation by knowing what it is called.
    """
    name = tidy_line(name)[:200]
    if Organisation.objects.filter(name__iexact=name).exists():
        raise _known()
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(kind=Organisation.Kind.SPONSOR, name=name)
    except IntegrityError as problem:
        raise _known() from problem
    SponsorAccount.objects.create(organisation=organisation, contact=contact, address=address, email=email)
    Membership.objects.create(person=by, organisation=organisation, role=Role.SPONSOR)
    return organisation


def _known() -> Refused:
    return Refused(
        "organisation_known",
        _("An organisation of that name is on record already."),
        _("Ask a colleague who buys for it to invite you, or write to the office."),
    )


@transaction.atomic
def change_account(
    *, organisation: Organisation, contact: str, address: str, email: str, by: Person, now: datetime
) -> SponsorAccount:
    """Where papers go from now on; invoices that were issued keep what stands on them."""
    account = require_member(organisation=organisation, person=by).lock()
    account.contact, account.address, account.email = contact, address, email
    account.save(update_fields=["contact", "address", "email"])
    return account


def invite(*, organisation: Organisation, address: str, by: Person, now: datetime) -> Link:
    """A letter with a personal link. Refused: already_a_member, invited_already."""
    require_member(organisation=organisation, person=by)
    return _invite(organisation, address, by, now)


def invite_from_the_office(*, organisation: Organisation, address: str, by: Person, now: datetime) -> Link:
    """For an organisation whose members have left, or that was on record before it bought. Refused as in `invite`."""
    return _invite(organisation, address, by, now)


@transaction.atomic
def _invite(organisation: Organisation, address: str, by: Person, now: datetime) -> Link:
    organisation = organisation.lock()
    address = address.lower()
    if any(address == member.person.email for member in members_of(organisation)):
        raise Refused("already_a_member", _("Somebody with this address buys for it already."))
    if invitations(organisation, now).filter(address=address).exists():
        raise Refused(
            "invited_already",
            _("This address has an invitation already."),
            _("Should it be lost, take it back first, then invite them again."),
        )
    link, url = links.make(
        kind=INVITATION, subject=organisation.ref, address=address, days=DAYS, now=now, by=by
    )
    letters.write_to_address(
        kind="sponsor_invitation",
        occasion=link.ref,
        address=address,
        secret=True,
        organisation=organisation,
        by=by,
        link=url,
        days=DAYS,
    )
    return link


def invitations(organisation: Organisation, now: datetime) -> QuerySet[Link]:
    """Those that still open something."""
    rows = Link.objects.filter(kind=INVITATION, subject=organisation.ref)
    return rows.filter(consumed_at=None, expires_at__gt=now).order_by("address")


@transaction.atomic
def take_invitation_back(*, organisation: Organisation, link: Link, by: Person) -> None:
    require_member(organisation=organisation, person=by)
    letters.withdraw(kind="sponsor_invitation", occasion=link.ref)
    Link.objects.filter(pk=link.pk, kind=INVITATION, subject=organisation.ref, consumed_at=None).delete()


def still_holds(link: Link) -> Organisation | None:
    """What an invitation opens; nothing once the person who sent it has left."""
    organisation = Organisation.objects.filter(ref=link.subject, kind=Organisation.Kind.SPONSOR).first()
    if organisation is None or link.made_by is None:
        return None
    theirs = link.made_by.memberships.filter(
        Q(organisation=organisation, role=Role.SPONSOR) | Q(role=Role.STAFF)
    )
    return organisation if theirs.exists() else None


@transaction.atomic
def join(*, link: Link, by: Person, now: datetime) -> Organisation | None:
    """None when the link was used up by somebody else a moment ago, or its sender left."""
    organisation = still_holds(link)
    if organisation is None or not links.consume(link, now=now):
        return None
    Membership.objects.get_or_create(person=by, organisation=organisation, role=Role.SPONSOR)
    return organisation


@transaction.atomic
def remove(*, membership: Membership, by: Person, now: datetime) -> None:
    """Refused with last_member: an organisation that has seats never loses the last who can give them out."""
    organisation = membership.organisation.lock()
    require_member(organisation=organisation, person=by)
    _require_another(organisation)
    Membership.objects.filter(pk=membership.pk, organisation=organisation, role=Role.SPONSOR).delete()


def _require_another(organisation: Organisation) -> None:
    if organisation.memberships.filter(role=Role.SPONSOR).count() < 2:
        raise Refused(
            "last_member",
            _("Somebody must be left who buys for it."),
            _("Invite a colleague first; once they have joined, you can go."),
        )
