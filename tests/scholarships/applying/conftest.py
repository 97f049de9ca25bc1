"""All of it happens on the days of `making.NOW`, unless a test says otherwise."""

import pytest
from pytest_django import Settings

from tests.scholarships.making import NOW


@pytest.fixture(autouse=True)
def at_now(settings: Settings) -> None:
    settings.FAKE_NOW = NOW
