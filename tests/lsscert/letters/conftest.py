import pytest
from django.core.cache import cache
from django.db import connection


@pytest.fixture(autouse=True)
def nothing_left_over(db: None) -> None:
    """The tables of queue and cache are not ours, so a test in real transactions leaves them full."""
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
