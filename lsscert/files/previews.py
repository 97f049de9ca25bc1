"""Pages of a stored file as pictures, made by the worker in a process of its own."""

import json
import secrets
import tempfile
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404

from lsscert.files.cleaning import run
from lsscert.files.models import Preview, StoredFile
from lsscert.refused import Refused

FOLDER = "files"
State = StoredFile.Previews
CAN = frozenset({StoredFile.Kind.PDF, StoredFile.Kind.PNG, StoredFile.Kind.JPEG})


def ask(stored: StoredFile) -> None:
    """Queue the pictures in the same transaction; nothing for kinds that have none."""
    from lsscert.files import tasks

    if stored.kind not in CAN or stored.previews_state in {State.ASKED, State.MADE}:
        return
    StoredFile.objects.filter(pk=stored.pk).update(previews_state=State.ASKED)
    stored.previews_state = State.ASKED
    tasks.make_previews.defer(stored_id=stored.pk)


def make(*, stored_id: int, now: datetime) -> int:
    """Run again, it makes nothing twice. Returns how many pages there are pictures of."""
    stored = StoredFile.objects.filter(pk=stored_id, previews_state=State.ASKED).first()
    if stored is None:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source")
        try:
            with default_storage.open(stored.path) as content, source.open("wb") as out:
                out.writelines(content.chunks())
            pages = json.loads(run("wash.pages", source, folder, stored.kind))
        except (Refused, FileNotFoundError, ValueError):
            StoredFile.objects.filter(pk=stored.pk).update(previews_state=State.FAILED)
            return 0
        _keep(stored, Path(folder), pages, now)
    return len(pages)


@transaction.atomic
def _keep(stored: StoredFile, folder: Path, pages: list[dict[str, int]], now: datetime) -> None:
    if (
        StoredFile.objects.filter(pk=stored.pk, previews_state=State.ASKED).update(previews_state=State.MADE)
        != 1
    ):
        return
    for page in pages:
        with Path(folder, f"page-{page['page']}.jpg").open("rb") as picture:
            path = default_storage.save(f"{FOLDER}/{now:%Y/%m}/{secrets.token_hex(16)}", File(picture))
        Preview.objects.create(stored=stored, path=path, made_at=now, **page)


def response(preview: Preview) -> FileResponse:
    """A picture for an <img>, which a browser will neither sniff nor run."""
    try:
        content = default_storage.open(preview.path)
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, content_type="image/jpeg", filename=f"page-{preview.page}.jpg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return answer
