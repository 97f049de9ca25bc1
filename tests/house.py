"""A house with demo people in it: seeded once by each worker, and put back row by row wherever it is wanted."""

import shutil
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from lsscert.accounts.models import Person
from lsscert.desk.demo.seeding import seed
from tests import databases

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


def furnish(files: Path) -> House:
    """Rules, standard, courses and people, with everybody signed in; their files go to that folder."""
    with override_settings(MEDIA_ROOT=files):
        for command in ("load_policy", "load_standard", "load_courses"):
            call_command(command, verbosity=0, stdout=StringIO())
        house = House(seed(), files)
    for person in house.people.values():
        house.client(person)
    return house


class Copies:
    """The same house again and again, in a second instead of twenty."""

    def __init__(self, files: Path) -> None:
        self._first: tuple[House, databases.Rows] | None = None
        if databases.may_pass_over_triggers():
            with transaction.atomic():
                self._first = furnish(files), databases.Rows()
                transaction.set_rollback(True)

    def another(self, files: Path) -> House:
        """In the transaction of the caller, and with files of its own."""
        if self._first is None:
            return furnish(files)
        house, rows = self._first
        rows.write()
        shutil.copytree(house.files, files, dirs_exist_ok=True)
        return House(dict(house.people), files, dict(house.sessions))
