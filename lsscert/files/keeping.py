"""Rows and bytes belong together: what is missing, what is left over, and the clearing away of leftovers."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from lsscert.files import incoming
from lsscert.files.models import Preview, StoredFile
from lsscert.files.services import FOLDER

STILL_BEING_SENT = timedelta(days=1)
"""A younger file may belong to a transaction that has not committed yet."""
CHUNK = 500


def files_without_rows(*, now: datetime) -> Iterator[str]:
    """Paths whose transaction never came to an end."""
    for folder in _folders():
        paths = [
            path
            for path in _paths_in(folder)
            if now - default_storage.get_modified_time(path) > STILL_BEING_SENT
        ]
        for start in range(0, len(paths), CHUNK):
            chunk = paths[start : start + CHUNK]
            known = set(StoredFile.objects.filter(path__in=chunk).values_list("path", flat=True))
            known |= set(Preview.objects.filter(path__in=chunk).values_list("path", flat=True))
            yield from (path for path in chunk if path not in known)


def rows_without_files() -> Iterator[StoredFile]:
    return (stored for stored in _all_rows() if not default_storage.exists(stored.path))


def files_that_changed() -> Iterator[StoredFile]:
    """Whose bytes are no longer those that were stored."""
    return (stored for stored in _all_rows() if default_storage.exists(stored.path) and not is_intact(stored))


def is_intact(stored: StoredFile) -> bool:
    with default_storage.open(stored.path) as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == stored.sha256


def clear_away(*, now: datetime) -> int:
    """Delete what has no row, and what never arrived whole; returns how many."""
    forgotten = incoming.clear_away(now=now)
    leftovers = list(files_without_rows(now=now))
    for path in leftovers:
        default_storage.delete(path)
    return len(leftovers) + forgotten


def _all_rows() -> Iterator[StoredFile]:
    return StoredFile.objects.order_by("pk").iterator(chunk_size=CHUNK)


def _folders() -> Iterator[str]:
    if not default_storage.exists(FOLDER):
        return
    for year in default_storage.listdir(FOLDER)[0]:
        for month in default_storage.listdir(f"{FOLDER}/{year}")[0]:
            yield f"{FOLDER}/{year}/{month}"


def _paths_in(folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
