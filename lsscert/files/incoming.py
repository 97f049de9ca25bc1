"""The folder in which uploads lie while they arrive and are washed. The janitor clears what was left there."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

FORGOTTEN = timedelta(hours=1)
"""Nothing arrives for so long; an older file is one whose process died."""


def folder() -> Path:
    path = Path(settings.FILE_UPLOAD_TEMP_DIR or tempfile.gettempdir())
    path.mkdir(parents=True, exist_ok=True)
    return path


def empty_file() -> Path:
    path = folder() / f"washed-{secrets.token_hex(16)}.upload"
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


@contextmanager
def on_disk(upload: UploadedFile) -> Iterator[Path]:
    """Where the upload lies; small ones that came in memory are written down for the while."""
    there = getattr(upload, "temporary_file_path", None)
    if there is not None:
        yield Path(there())
        return
    path = empty_file()
    try:
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        yield path
    finally:
        with suppress(OSError):
            path.unlink()


def clear_away(*, now: datetime) -> int:
    """What processes that died left behind; returns how many files."""
    gone = 0
    for path in folder().glob("*.upload*"):
        with suppress(OSError):
            if now.timestamp() - path.stat().st_mtime > FORGOTTEN.total_seconds():
                path.unlink()
                gone += 1
    return gone
