"""Two acts on the same rows: the one that would wait too long, or in a circle, is thrown out by the database."""

from django.db import OperationalError
from psycopg.errors import DeadlockDetected, LockNotAvailable


def met_another(problem: BaseException) -> bool:
    """Whether an act was thrown out for another one, so that the same again will do."""
    return isinstance(problem, OperationalError) and isinstance(
        problem.__cause__, LockNotAvailable | DeadlockDetected
    )
