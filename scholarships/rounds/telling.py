"""Who asked to be told when the next round of an organisation opens, and how they take that back."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from lsscert.accounts import links
from lsscert.accounts.models import Link, Organisation, Person
from lsscert.clock import programme_day
from lsscert.dates import end_of_day, years_earlier
from lsscert.letters import services as letters
from scholarships.rounds.models import Interest, Round
from scholarships.rounds.services import open_on

CONFIRM, LEAVE = "scholarship_interest", "scholarship_interest_end"
DAYS = 14
KEPT_YEARS = 2
"""For so long somebody waits for a round; afterwards they would have forgotten that they asked."""


@transaction.atomic
def ask(*, organisation: Organisation, address: str, person: Person | None, now: datetime) -> None:
    """A person with an account is noted at once; an address alone is asked first whether it is theirs.

    Who waits already is written no letter, and the page does not say which it was.
    """
    address = address.lower()
    if person is not None:
        note(organisation=organisation, address=person.email, person=person, now=now)
        return
    if _waiting().filter(organisation=organisation, address=address).exists():
        return
    link, url = links.make(kind=CONFIRM, subject=organisation.ref, address=address, days=DAYS, now=now)
    letters.write_to_address(
        kind="scholarship_tell_me",
        occasion=link.ref,
        address=address,
        secret=True,
        organisation=organisation,
        link=url,
    )


def _waiting() -> QuerySet[Interest]:
    return Interest.objects.filter(told_of=None)


@transaction.atomic
def note(*, organisation: Organisation, address: str, person: Person | None, now: datetime) -> None:
    """Once for an address and an organisation; a letter says so, with a link that takes it back."""
    address = address.lower()
    try:
        with transaction.atomic():
            interest = Interest.objects.create(
                organisation=organisation, address=address, person=person, asked_at=now
            )
    except IntegrityError:
        return  # asked before: once is enough
    letters.write_to_address(
        kind="scholarship_noted",
        occasion=interest.ref,
        address=address,
        person=person,
        secret=True,
        organisation=organisation,
        leave=_way_out(interest, address, now),
    )


def _way_out(interest: Interest, address: str, now: datetime) -> str:
    """The address of a page that takes an address off every list of this kind."""
    _link, url = links.make(
        kind=LEAVE, subject=interest.organisation.ref, address=address, days=KEPT_YEARS * 366, now=now
    )
    return url


@transaction.atomic
def confirm(*, link: Link, now: datetime) -> Organisation | None:
    """None where the link was used a moment ago."""
    organisation = Organisation.objects.filter(ref=link.subject).first()
    if organisation is None or not links.consume(link, now=now):
        return None
    note(organisation=organisation, address=link.address, person=None, now=now)
    return organisation


@transaction.atomic
def leave(*, link: Link, now: datetime) -> None:
    """The address is off every list, of all organisations; nothing that was to be confirmed can be any more.

    A second press, or the link of another letter, finds nothing left to do.
    """
    Interest.objects.filter(address=link.address).delete()
    Link.objects.filter(kind=CONFIRM, address=link.address, consumed_at=None).delete()
    links.consume(link, now=now)


def tell_of_what_opens(now: datetime) -> int:
    """Each once, of the first round that opens after they asked. Returns how many were told."""
    told = 0
    for round_ in open_on(programme_day(now)):
        waiting = _waiting().filter(organisation=round_.organisation, asked_at__lt=opened_at(round_))
        told += sum(_tell(interest, round_, now) for interest in waiting.select_related("person"))
    return told


@transaction.atomic
def _tell(interest: Interest, round_: Round, now: datetime) -> bool:
    """False where somebody took it back, or another worker told them, at the same moment."""
    if not _waiting().filter(pk=interest.pk).update(told_of=round_):
        return False
    # Where they get letters today; an address they gave up may be somebody else's by now.
    address = (interest.person.email if interest.person else "") or interest.address
    letters.write_to_address(
        kind="scholarship_opens",
        occasion=f"{round_.ref}:{interest.ref}",
        address=address,
        person=interest.person,
        secret=True,
        round=round_,
        leave=_way_out(interest, interest.address, now),
    )
    return True


def opened_at(round_: Round) -> datetime:
    """From when it could be applied in: its first day, or when it was published if that was later."""
    assert round_.opens_on is not None  # it is open
    assert round_.published_at is not None
    return max(end_of_day(round_.opens_on - timedelta(days=1)), round_.published_at)


def purge(now: datetime) -> int:
    """Who was told, and who has waited for years, is forgotten. Returns how many rows that were."""
    since = end_of_day(years_earlier(programme_day(now), KEPT_YEARS))
    over = Interest.objects.filter(Q(told_of__isnull=False) | Q(asked_at__lt=since))
    Link.objects.filter(kind__in=[CONFIRM, LEAVE], expires_at__lt=now).delete()
    return over.delete()[0]
