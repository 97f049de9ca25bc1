import pytest
from pytest_django import Settings

from tests.people import NOW


@pytest.fixture
def on_that_day(settings: Settings) -> None:
    """The pages live on the day on which `tests.people` act."""
    settings.FAKE_NOW = NOW
