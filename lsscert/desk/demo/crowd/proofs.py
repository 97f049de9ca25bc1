"""The crowd's proofs: a few real papers, each under many names, so that a hundred thousand fit on a laptop."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import UploadedFile

from lsscert.desk.demo import paper
from lsscert.files.cleaning import clean
from lsscert.files.incoming import on_disk
from lsscert.files.services import FOLDER, PROOF_KINDS

LINKS_OF_A_FILE = 30_000
"""File systems allow some 65,000 names for one file."""


def _washed(upload: UploadedFile) -> bytes:
    with on_disk(upload) as path:
        cleaned = clean(path, PROOF_KINDS)
    content = cleaned.content
    cleaned.forget()
    return content


class Proofs:
    def __init__(self) -> None:
        shown = {"name": "A candidate", "course": "A course", "provider": "A provider"}
        upload = paper.proof(completed_on=date(2020, 1, 1), **shown)
        self.content = _washed(upload)
        self.sha256 = hashlib.sha256(self.content).hexdigest()
        self._original: Path | None = None
        self._links = 0
        self._new: list[str] = []

    @contextmanager
    def together(self) -> Iterator[None]:
        """What was put into the store inside it goes again if it fails."""
        self._new = []
        try:
            yield
        except BaseException:
            for path in self._new:
                default_storage.delete(path)
            self._original = None
            raise

    def put(self, name: str, day: date) -> str:
        """The path under which it lies in the store from now on."""
        path = f"{FOLDER}/{day:%Y/%m}/{name}"
        if isinstance(default_storage, FileSystemStorage):
            self._link(Path(default_storage.path(path)))
        else:
            default_storage.save(path, ContentFile(self.content))
        self._new.append(path)
        return path

    def _link(self, path: Path) -> None:
        # One that lies there already was left by a run that was cut off.
        path.unlink(missing_ok=True)
        if self._original is None or self._links >= LINKS_OF_A_FILE:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.content)
            path.chmod(0o600)
            self._original, self._links = path, 0
            return
        try:
            os.link(self._original, path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.link(self._original, path)
        self._links += 1
