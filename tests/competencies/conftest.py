import pytest
from django.test import Client

from lsscert.accounts.models import Person, User
from lsscert.accounts.services import make_person, make_staff


def person_named(name: str) -> Person:
    user = User.objects.create_user(f"{name.lower()}@demo.test", "demo-lsscert")
    return make_person(user=user, name=name)


def staff_named(name: str) -> Person:
    person = person_named(name)
    make_staff(person=person)
    return person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def staff(db: None) -> Person:
    return staff_named("Ruth")


@pytest.fixture
def desk(staff: Person) -> Client:
    """The browser of somebody at the desk."""
    return signed_in(staff)


@pytest.fixture
def other_desk(db: None) -> Client:
    """The browser of a second one."""
    return signed_in(staff_named("Omar"))
