import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_came_before(db: None) -> None:
    """allauth's limits are counted in the cache, which a test in real transactions leaves behind."""
    cache.clear()
