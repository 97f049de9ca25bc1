"""The databases of tests: migrated once and copied for each worker, furnished by COPY, and emptied without TRUNCATE.

Migrations take more than a minute, reference data a tenth of a second in each of two thousand tests, and TRUNCATE most
of a second, because it writes every table and every index anew. `bin/with-postgres` lets the role pass over triggers
and foreign keys; where it may not, all is done the slow way.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Container
from functools import cache
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test import TransactionTestCase

PROJECT = Path(__file__).resolve().parents[1]
TEMPLATE = "LSSC_TEST_TEMPLATE"  # name of the environment variable that tells workers what to copy
WRITTEN_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}
slow_teardown = TransactionTestCase._fixture_teardown


def migrate_for_workers(url: str) -> None:
    """Before workers start: the database that `DATABASE_URL` names becomes the one they copy."""
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=PROJECT, check=True)
    os.environ[TEMPLATE] = urlsplit(url).path.lstrip("/")


@cache
def may_pass_over_triggers() -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL session_replication_role = origin")
    except ProgrammingError:
        return False
    return True


@cache
def tables() -> list[str]:
    """All that a test may fill."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [name for (name,) in cursor.fetchall() if name not in WRITTEN_BY_MIGRATE]


def filled() -> list[str]:
    one = "SELECT '{0}' WHERE EXISTS (SELECT FROM \"{0}\")"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables()))
        return [name for (name,) in cursor.fetchall()]


def without_triggers(act: Callable[[], None]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        act()
        cursor.execute("SET LOCAL session_replication_role = origin")


def empty_all() -> None:
    def delete() -> None:
        with connection.cursor() as cursor:
            for table in filled():
                cursor.execute(f'DELETE FROM "{table}"')

    without_triggers(delete)


def empty(case: TransactionTestCase) -> None:
    """Takes the place of Django's flush after a test that commits."""
    empty_all() if may_pass_over_triggers() else slow_teardown(case)


class Rows:
    """What is in the tables that were not filled before, as text; can be written again, ids and all."""

    def __init__(self, before: Container[str] = ()) -> None:
        self.of = {table: _read(table) for table in filled() if table not in before}

    def write(self) -> None:
        def write() -> None:
            for table, rows in self.of.items():
                _write(table, rows)

        without_triggers(write)


class Reference:
    """Rules, standard and courses as their commands write them, taken once from an empty database."""

    def __init__(self) -> None:
        self._rows: dict[str, Rows] = {}
        if may_pass_over_triggers():
            empty_all()
            self._take()

    def _take(self) -> None:
        with transaction.atomic():
            for command in ("load_policy", "load_standard", "load_courses"):
                before = set(filled())
                call_command(command, verbosity=0, stdout=StringIO())
                self._rows[command] = Rows(before)
            transaction.set_rollback(True)

    def load(self, command: str) -> None:
        if command in self._rows:
            self._rows[command].write()
        else:
            call_command(command, verbosity=0, stdout=StringIO())


def _columns(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [f'"{table}"'],
        )
        return str(cursor.fetchone()[0])


def _read(table: str) -> str:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({_columns(table)}) TO STDOUT') as rows:
        return b"".join(rows).decode()


def _write(table: str, rows: str) -> None:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({_columns(table)}) FROM STDIN') as to:
        to.write(rows)
