"""A house with demo people in it, once for all the walks of a module."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction

from tests.house import Copies, House


@pytest.fixture(scope="module")
def lived_in(
    houses: Copies, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Everything is rolled back after the module; each test rolls back its own part before."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield houses.another(tmp_path_factory.mktemp("media"))
        transaction.set_rollback(True)


@pytest.fixture
def house(lived_in: House, db: None, monkeypatch: pytest.MonkeyPatch, files_of_their_own: None) -> House:
    monkeypatch.setattr(settings, "MEDIA_ROOT", lived_in.files)
    monkeypatch.setattr(settings, "DEMO", True)  # the page of sent mail is there only then
    return lived_in
