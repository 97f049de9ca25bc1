"""Files are stored once, clean, under a random name in a private folder, and read only through a view that asks who."""

import hashlib
import secrets
from datetime import datetime
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Person
from lsscert.files.cleaning import clean
from lsscert.files.models import StoredFile
from lsscert.refused import Refused
from lsscert.text import tidy_line

_ENDINGS = {StoredFile.Kind.PDF: ".pdf", StoredFile.Kind.PNG: ".png", StoredFile.Kind.JPEG: ".jpg"}


def store(*, upload: UploadedFile, max_megabytes: int, by: Person, now: datetime) -> StoredFile:
    """Keep a clean copy of an upload. The bytes go again if the surrounding transaction does not commit."""
    if (upload.size or 0) > max_megabytes * 1024 * 1024:
        raise Refused(
            "file_too_large",
            _("The file is larger than %(limit)s MB.") % {"limit": max_megabytes},
            _("Scan it at a lower resolution, or save only the page that counts."),
        )
    cleaned = clean(upload.read())
    name = _display_name(upload.name or "", cleaned.kind)
    path = default_storage.save(f"files/{now:%Y/%m}/{secrets.token_hex(16)}", ContentFile(cleaned.content))
    try:
        with transaction.atomic():
            return StoredFile.objects.create(
                given_by=by,
                given_at=now,
                name=name,
                kind=cleaned.kind,
                size=len(cleaned.content),
                sha256=hashlib.sha256(cleaned.content).hexdigest(),
                path=path,
            )
    except BaseException:
        default_storage.delete(path)
        raise


def _display_name(given: str, kind: StoredFile.Kind) -> str:
    """The giver's own name for it, with the ending of what it really is."""
    stem = PurePath(tidy_line(given).replace("\\", "/")).stem[:100].strip(". ") or "proof"
    return stem + _ENDINGS[kind]


def response(stored: StoredFile) -> FileResponse:
    """Hand the bytes to a browser as a download that it will neither sniff nor run."""
    answer = FileResponse(
        default_storage.open(stored.path), as_attachment=True, filename=stored.name, content_type=stored.kind
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
