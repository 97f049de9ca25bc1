"""Brings the crowd in, chunk by chunk; what is there already stays, so it can be cut off and run again."""

from collections.abc import Callable
from random import Random

from django.db import connection, transaction

from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.desk.demo.crowd.ground import survey, take_from
from lsscert.desk.demo.crowd.helping import help_out
from lsscert.desk.demo.crowd.lives import decide
from lsscert.desk.demo.crowd.proofs import Proofs
from lsscert.desk.demo.crowd.writing import Scribe

SEED = 2009
"""The year of the programme's first round: the same crowd each time."""
CHUNK = 4_000
ADDRESSES = "@crowd.demo.test"


def there_already() -> int:
    return Person.objects.filter(email__endswith=ADDRESSES).count()


def fill(count: int, say: Callable[[str], None]) -> int:
    """Until so many of the crowd are there. Returns how many rows were written."""
    ground, proofs = survey(clock.today()), Proofs()
    scribe, rows = Scribe(ground, proofs), 0
    for first in range(there_already(), count, CHUNK):
        last = min(first + CHUNK, count)
        with proofs.together(), transaction.atomic():
            scribe.prepare(last - first)
            for index in range(first, last):
                rng = Random(f"{SEED}:{index}")  # noqa: S311 - chance, not secrecy
                scribe.tell(decide(rng, ground.today, ground.years_to_finish), rng, index)
            rows += scribe.write()
            take_from(scribe.came_in, ground)
        say(f"  {last:,} of {count:,} candidates")
    rows += help_out(ground.today, ADDRESSES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows
