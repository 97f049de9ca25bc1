from django.db import transaction

from lsscert.accounts.models import Membership, Organisation, Person, User
from lsscert.text import tidy_line

PROGRAMME_OFFICE = "ALA-APA programme office"


@transaction.atomic
def make_person(*, user: User, name: str) -> Person:
    """The human being behind a new account; the name falls back on the address when none was given."""
    person, _ = Person.objects.update_or_create(
        user=user, defaults={"name": tidy_line(name)[:200] or user.email.split("@")[0], "email": user.email}
    )
    return person


def programme_office() -> Organisation:
    return Organisation.objects.get_or_create(kind=Organisation.Kind.PROGRAMME, name=PROGRAMME_OFFICE)[0]


def make_staff(*, person: Person) -> Membership:
    return Membership.objects.get_or_create(
        person=person, organisation=programme_office(), role=Membership.Role.STAFF
    )[0]
