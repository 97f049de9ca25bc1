"""A house with demo people in it, made once for all the walks through it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from lsscert.accounts.models import Person
from lsscert.desk.demo.seeding import seed

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class House:
    people: dict[str, Person]
    files: Path
    sessions: dict[int, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        return self.people[f"{name}@demo.test"]

    def client(self, person: Person | None) -> Client:
        """Signed in as that person, who signs in once for all walks."""
        client = Client(raise_request_exception=False)
        if person is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._session(person)
        return client

    def _session(self, person: Person) -> str:
        if person.pk not in self.sessions:
            client = Client()
            client.force_login(person.user, backend=BACKEND)
            self.sessions[person.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return self.sessions[person.pk]


@pytest.fixture(scope="module")
def lived_in(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Everything is rolled back after the module; each test rolls back its own part before."""
    files = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=files):  # type: ignore[attr-defined]
        call_command("load_policy", verbosity=0, stdout=_Silence())
        call_command("load_standard", verbosity=0, stdout=_Silence())
        house = House(seed(), files)
        for person in house.people.values():
            house.client(person)
        yield house
        transaction.set_rollback(True)


@pytest.fixture
def house(lived_in: House, db: None, monkeypatch: pytest.MonkeyPatch, files_of_their_own: None) -> House:
    monkeypatch.setattr(settings, "MEDIA_ROOT", lived_in.files)
    monkeypatch.setattr(settings, "DEMO", True)  # the page of sent mail is there only then
    return lived_in


class _Silence:
    def write(self, _text: str) -> None: ...
