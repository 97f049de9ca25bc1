"""The text of a stored file, for showing people where their own name stands."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

from lsscert.files.cleaning import run
from lsscert.files.models import StoredFile
from lsscert.refused import Refused

Kind = StoredFile.Kind
READABLE = frozenset({Kind.PDF, Kind.DOCX, Kind.PPTX, Kind.XLSX, Kind.TXT})


@dataclass(frozen=True)
class Passage:
    """`where` is a page or slide in words; empty where a file has no parts."""

    where: str
    text: str


def text_of(stored: StoredFile) -> list[Passage]:
    """Takes up to seconds. Nothing where a kind has no text, or where it cannot be read."""
    if stored.kind not in READABLE:
        return []
    with tempfile.NamedTemporaryFile() as copy:
        try:
            with default_storage.open(stored.path) as content:
                copy.writelines(content.chunks())
            copy.flush()
            found = json.loads(run("wash.pages", Path(copy.name), "-", stored.kind))
        except (Refused, FileNotFoundError, ValueError):
            return []
    return [Passage(where, text) for where, text in found]
