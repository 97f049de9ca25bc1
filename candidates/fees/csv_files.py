"""Lists as CSV files that a spreadsheet opens and never runs."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from django.http import HttpResponse

from lsscert.dates import PROGRAMME_ZONE

# A spreadsheet takes a cell that begins like this for a formula, also behind a space or a tab.
_FORMULA = ("=", "+", "-", "@")


def cell(value: Any) -> str:
    """A value as it stands in the file; our own amounts and days are what they are, words are kept words."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.astimezone(PROGRAMME_ZONE).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = " ".join(str(value).split())
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_text(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([cell(each) for each in head])
    writer.writerows([cell(each) for each in row] for row in rows)
    return out.getvalue()


def answer(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A download. The mark in front tells older spreadsheets that names are in UTF-8."""
    response = HttpResponse("\ufeff" + as_text(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
