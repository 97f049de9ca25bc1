"""All of it happens on the days of `making.NOW`, unless a test says otherwise."""

import pytest
from pytest_django.fixtures import SettingsWrapper

from tests.scholarships.making import NOW


@pytest.fixture(autouse=True)
def at_now(settings: SettingsWrapper) -> None:
    settings.FAKE_NOW = NOW
