"""What an upload really is, and a clean copy of it.

The type comes from the first bytes and a real parse, never from the name. The parsing itself is done by `washing.py`
in a process of its own, so that no file can take the site down with it.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from lsscert.files.models import StoredFile
from lsscert.refused import Refused

# Run, never imported: what parses strangers' files has no business in the process of the site.
WASHING = Path(__file__).with_name("washing.py")
EXIT_REFUSED = 3
WALL_SECONDS = 40
_KINDS = {"pdf": StoredFile.Kind.PDF, "png": StoredFile.Kind.PNG, "jpeg": StoredFile.Kind.JPEG}
_AGAIN = _("Save or scan it again as a PDF, PNG or JPEG.")
_REFUSALS: dict[str, tuple[Any, Any]] = {
    "empty": (_("The file is empty."), _("Choose the file again.")),
    "type": (_("This is not a PDF, PNG or JPEG file, whatever its name says."), _AGAIN),
    "heic": (
        _("This is a photo in the HEIC format, which not everybody can open."),
        _("Take a screenshot of it, or set your camera to “Most Compatible” and take the photo again."),
    ),
    "word": (
        _("This is a document of a word processor."),
        _("Open it and save it as a PDF, then choose the PDF."),
    ),
    "broken": (_("The file is damaged and cannot be opened."), _AGAIN),
    "locked": (
        _("The PDF is locked with a password."),
        _("Save it without a password, or print it to a new PDF."),
    ),
    "too_big_inside": (
        _("The file has too many pages or pixels to open."),
        _("Send only the page that counts, scanned at a lower resolution."),
    ),
}


@dataclass(frozen=True)
class Clean:
    kind: StoredFile.Kind
    content: bytes


def clean(content: bytes) -> Clean:
    """A clean copy; or Refused, with a code named file_ and a key of _REFUSALS."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(WASHING)],
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refusal("too_big_inside") from None
    if done.returncode == EXIT_REFUSED:
        raise _refusal(done.stdout.decode())
    if done.returncode != 0:
        # The parser crashed, or ran out of the processor time it is given.
        raise _refusal("broken")
    kind, _newline, copy = done.stdout.partition(b"\n")
    return Clean(_KINDS[kind.decode()], copy)


def _refusal(why: str) -> Refused:
    return Refused(f"file_{why}", *_REFUSALS[why])
