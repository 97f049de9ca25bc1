"""Files are stored once, clean, under a random name in a private folder, and read only through a view that asks who."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePath

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import InterfaceError, OperationalError, transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.files import previews
from lsscert.files.cleaning import Clean, clean
from lsscert.files.incoming import on_disk
from lsscert.files.models import StoredFile
from lsscert.refused import Refused
from lsscert.text import tidy_line

FOLDER = "files"
_ENDINGS = {
    StoredFile.Kind.PDF: ".pdf",
    StoredFile.Kind.PNG: ".png",
    StoredFile.Kind.JPEG: ".jpg",
    StoredFile.Kind.DOCX: ".docx",
    StoredFile.Kind.PPTX: ".pptx",
    StoredFile.Kind.XLSX: ".xlsx",
    StoredFile.Kind.MP3: ".mp3",
    StoredFile.Kind.MP4: ".mp4",
    StoredFile.Kind.TXT: ".txt",
}
PROOF_KINDS = frozenset({StoredFile.Kind.PDF, StoredFile.Kind.PNG, StoredFile.Kind.JPEG})
EVIDENCE_KINDS = frozenset(StoredFile.Kind)
_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


@contextmanager
def together() -> Iterator[None]:
    """A transaction whose new files vanish with it: `with files.together(): … store(…) …`.

    Where the connection was lost nobody knows whether it committed; the janitor sorts that out (`keeping.py`), and so
    it does for a transaction around this one that fails later.
    """
    mine: list[str] = []
    around = _written.get()
    token = _written.set(mine)
    try:
        with transaction.atomic():
            yield
        if around is not None:
            around += mine
    except (OperationalError, InterfaceError):
        raise
    except BaseException:
        for path in mine:
            default_storage.delete(path)
        raise
    finally:
        _written.reset(token)


@dataclass(frozen=True)
class Received:
    """An upload, checked and washed, of which nothing is kept yet."""

    name: str
    clean: Clean


def receive(
    *, upload: UploadedFile, max_megabytes: int, kinds: frozenset[StoredFile.Kind] = PROOF_KINDS
) -> Received:
    """Check and wash an upload. Takes seconds: call it before locking anything.

    Refused with file_too_large, or as in `cleaning.py`.
    """
    if (upload.size or 0) > max_megabytes * 1024 * 1024:
        raise Refused(
            "file_too_large",
            _("The file is larger than %(limit)s MB.") % {"limit": max_megabytes},
            _("Scan it at a lower resolution, or save only the page that counts."),
        )
    with on_disk(upload) as path:
        cleaned = clean(path, kinds)
    return Received(_display_name(upload.name or "", cleaned.kind), cleaned)


def store(*, received: Received, by: Person | None, now: datetime, preview: bool = False) -> StoredFile:
    """Keep the clean copy; to be called inside `together()`, so that the bytes go when the row does.

    `by` is None for who came by a link and has no account. With `preview`, pictures of its pages are made afterwards.
    """
    path = f"{FOLDER}/{now:%Y/%m}/{secrets.token_hex(16)}"
    cleaned = received.clean
    try:
        with cleaned.path.open("rb") as content:
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
            content.seek(0)
            path = default_storage.save(path, File(content))
        size = cleaned.path.stat().st_size
    finally:
        cleaned.forget()
    written = _written.get()
    if written is not None:
        written.append(path)
    stored = StoredFile.objects.create(
        given_by=by,
        given_at=now,
        name=received.name,
        kind=cleaned.kind,
        size=size,
        sha256=sha256,
        path=path,
    )
    if preview:
        previews.ask(stored)
    return stored


def discard(stored: StoredFile) -> None:
    """Row and bytes of a file that nothing refers to any more; the bytes go when the transaction commits."""
    paths = [stored.path, *stored.previews.values_list("path", flat=True)]
    stored.delete()
    for path in paths:
        transaction.on_commit(partial(default_storage.delete, path))


def ending(kind: str) -> str:
    """`.pdf` and the like."""
    return _ENDINGS[StoredFile.Kind(kind)]


def _display_name(given: str, kind: StoredFile.Kind) -> str:
    """The giver's own name for it, with the ending of what it really is."""
    stem = PurePath(tidy_line(given).replace("\\", "/")).stem[:100].strip(". ") or "proof"
    return stem + _ENDINGS[kind]


def response(stored: StoredFile, *, inline: bool = False, name: str = "") -> FileResponse:
    """Hand the bytes to a browser that will neither sniff nor run them. Http404 when they are gone.

    `name` stands in for the file's own, for readers who must not see that.
    """
    try:
        content = default_storage.open(stored.path)
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(
        content, as_attachment=not inline, filename=name or stored.name, content_type=stored.kind
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Content-Security-Policy"] = _policy(stored, inline)
    return answer


def _policy(stored: StoredFile, inline: bool) -> str:
    if inline and stored.kind == StoredFile.Kind.PDF:
        # A sandbox keeps browsers from opening their own PDF viewer; the copy carries nothing that could run.
        return "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
    return "sandbox; default-src 'none'; frame-ancestors 'none'"
