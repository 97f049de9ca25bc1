import pytest
from django.test import Client

from lsscert.accounts.models import Person
from tests import people


@pytest.fixture
def office(real_standard) -> Person:
    return people.staff()


@pytest.fixture
def desk(office: Person) -> Client:
    return people.signed_in(office)


@pytest.fixture(autouse=True)
def _on_that_day(settings) -> None:
    settings.FAKE_NOW = people.NOW
