"""Who asked to be told when the next round of an organisation opens."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from lsscert.accounts import links
from lsscert.accounts.models import Link, Organisation, Person
from lsscert.clock import programme_day
from lsscert.dates import end_of_day
from lsscert.letters import services as letters
from scholarships.rounds.models import Interest, Round
from scholarships.rounds.services import open_on

CONFIRM = "scholarship_interest"
DAYS = 14


@transaction.atomic
def ask(*, organisation: Organisation, address: str, person: Person | None, now: datetime) -> None:
    """A person with an account is noted at once; an address alone is asked first whether it is theirs."""
    address = address.lower()
    if person is not None:
        note(organisation=organisation, address=person.email, person=person, now=now)
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


def note(*, organisation: Organisation, address: str, person: Person | None, now: datetime) -> None:
    try:
        with transaction.atomic():
            Interest.objects.create(
                organisation=organisation, address=address.lower(), person=person, asked_at=now
            )
    except IntegrityError:
        return  # asked before: once is enough


def confirm(*, link: Link, now: datetime) -> Organisation | None:
    organisation = Organisation.objects.filter(ref=link.subject).first()
    if organisation is None or not links.consume(link, now=now):
        return None
    note(organisation=organisation, address=link.address, person=None, now=now)
    return organisation


def tell_of_what_opens(now: datetime) -> int:
    """Each once, of the first round that opens after they asked. Returns how many were told."""
    told = 0
    for round_ in open_on(programme_day(now)):
        waiting = Interest.objects.filter(
            organisation=round_.organisation, told_of=None, asked_at__lt=opened_at(round_)
        )
        for interest in waiting.select_related("person"):
            with transaction.atomic():
                letters.write_to_address(
                    kind="scholarship_opens",
                    occasion=f"{round_.ref}:{interest.ref}",
                    address=interest.address,
                    person=interest.person,
                    round=round_,
                )
                told += Interest.objects.filter(pk=interest.pk, told_of=None).update(told_of=round_)
    return told


def opened_at(round_: Round) -> datetime:
    """From when it could be applied in: its first day, or when it was published if that was later."""
    assert round_.opens_on is not None  # it is open
    assert round_.published_at is not None
    return max(end_of_day(round_.opens_on - timedelta(days=1)), round_.published_at)
