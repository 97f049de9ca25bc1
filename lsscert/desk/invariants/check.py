from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Check:
    """`says` is what must hold; `breaches` counts what breaks it."""

    code: str
    says: str
    breaches: Callable[[], int]


def counted(query: str) -> int:
    """The number in the one row and column of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
