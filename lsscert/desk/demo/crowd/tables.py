"""Tables filled by COPY: ids taken from their own sequences, every column accounted for."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models

QUICKLY = "SELECT set_config('pgtrigger.ignore', '{}', true)"
"""Triggers of single rows ask this setting each time; while there is none, PostgreSQL raises an error for every row."""
EACH = "SELECT nextval(seq) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS seq) s, generate_series(1, %s)"
RESERVE = f"SELECT min(nextval), max(nextval) FROM ({EACH}) ids"  # noqa: S608


class Table:
    """Rows wait here until `write`. `given` are the fields that every row brings, the rest take their defaults."""

    def __init__(self, model: type[models.Model], given: str, *, most: int = 1) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        self.model, self.most = model, most
        self.given = given.split()
        rest = [field for name, field in fields.items() if name not in self.given]
        self.columns = [fields[name].column for name in self.given] + [field.column for field in rest]
        self.rest = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
        self.rows: list[tuple[Any, ...]] = []
        self._ids: Iterator[int] = iter(())

    def reserve(self, count: int) -> None:
        """Ids for the next so many rows, which nobody else will get."""
        with connection.cursor() as cursor:
            cursor.execute(RESERVE, [self.model._meta.db_table, count])
            first, last = cursor.fetchone()
            if last - first + 1 != count:  # somebody else took one in between
                cursor.execute(f"SELECT nextval FROM ({EACH}) ids", [self.model._meta.db_table, count])  # noqa: S608
                self._ids = iter([row[0] for row in cursor.fetchall()])
            else:
                self._ids = iter(range(first, last + 1))

    def add(self, *values: Any) -> int:
        """Everything given but the id, in order. Returns the id."""
        row_id = next(self._ids)
        self.rows.append((row_id, *values, *self.rest))
        return row_id

    def write(self) -> int:
        columns = ", ".join(f'"{column}"' for column in self.columns)
        copying = f'COPY "{self.model._meta.db_table}" ({columns}) FROM STDIN'
        with connection.cursor() as cursor:
            cursor.execute(QUICKLY)
            with cursor.cursor.copy(copying) as copy:
                for row in self.rows:
                    copy.write_row(row)
        written, self.rows = len(self.rows), []
        return written
