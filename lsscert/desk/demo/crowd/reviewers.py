"""Who reviews the crowd's portfolios: people without accounts, each qualified for a third of the sets."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from candidates.portfolios.models import Reviewer, SetQualification
from competencies.standard.models import SetEdition
from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.desk.demo.crowd import names
from lsscert.desk.demo.crowd.telling import at

HOW_MANY, PARTS = 30, 3
JOINED = timedelta(days=3000)


def reviewers_of(editions: Sequence[SetEdition], today: date) -> tuple[tuple[int, ...], ...]:
    """For each set the people who may judge it. Made the first time, found again later."""
    people = [_reviewer(number, editions, today) for number in range(HOW_MANY)]
    return tuple(
        tuple(person.pk for number, person in enumerate(people) if (number + place) % PARTS == 0)
        for place in range(len(editions))
    )


def _reviewer(number: int, editions: Sequence[SetEdition], today: date) -> Person:
    email = f"r{number:03}@reviewers.demo.test"
    known = Person.objects.filter(email=email).first()
    if known:
        return known
    joined = at(today - JOINED)
    rng = Random(f"reviewer:{number}")  # noqa: S311 - chance, not secrecy
    person = Person.objects.create(name=names.name(rng), email=email, created_at=joined)
    office = Organisation.objects.get(kind=Organisation.Kind.PROGRAMME)
    Membership.objects.create(person=person, organisation=office, role=Membership.Role.REVIEWER)
    reviewer = Reviewer.objects.create(
        person=person, joined_at=joined, trained_at=joined, employer=names.library(rng)[0]
    )
    staff = Membership.objects.filter(role=Membership.Role.STAFF).values_list("person", flat=True)[0]
    SetQualification.objects.bulk_create(
        SetQualification(reviewer=reviewer, set=each.set, granted_by_id=staff, granted_at=joined)
        for place, each in enumerate(editions)
        if (number + place) % PARTS == 0
    )
    return person
