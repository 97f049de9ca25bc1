"""What an upload really is, and a clean copy of it.

The type comes from the first bytes and a real parse, never from the name. The parsing itself is done by `wash/` in a
process of its own, so that no file can take the site down with it; it reads and writes files, so that a film of fifty
megabytes never lies in the site's memory.
"""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from lsscert.files.incoming import empty_file
from lsscert.files.models import StoredFile
from lsscert.refused import Refused

# Run, never imported: what parses strangers' files has no business in the process of the site.
FOLDER_OF_WASH = Path(__file__).parent
RUN = "import runpy, sys; sys.path.insert(0, {folder!r}); runpy.run_module({module!r}, run_name='__main__')"
EXIT_REFUSED = 3
WALL_SECONDS = 60
Kind = StoredFile.Kind
KINDS = {
    "pdf": Kind.PDF,
    "png": Kind.PNG,
    "jpeg": Kind.JPEG,
    "docx": Kind.DOCX,
    "pptx": Kind.PPTX,
    "xlsx": Kind.XLSX,
    "mp3": Kind.MP3,
    "mp4": Kind.MP4,
    "txt": Kind.TXT,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
_AGAIN = _("Save or scan it again as a PDF, PNG or JPEG.")
_SAVE_AGAIN = _("Open it in the program it was made with and save it again, then choose that.")
_REFUSALS: dict[str, tuple[Any, Any]] = {
    "empty": (_("The file is empty."), _("Choose the file again.")),
    "type": (_("This is not a kind of file that can be taken here, whatever its name says."), _AGAIN),
    "program": (_("This is a program."), _("Send what it shows or makes instead, for example as a PDF.")),
    "script": (
        _("This is a page or drawing that can carry a script."),
        _("Print it to a PDF and choose that."),
    ),
    "heic": (
        _("This is a photo in the HEIC format, which not everybody can open."),
        _("Take a screenshot of it, or set your camera to “Most Compatible” and take the photo again."),
    ),
    "word": (
        _("This is a document of a word processor."),
        _("Open it and save it as a PDF, then choose the PDF."),
    ),
    "old_office": (
        _("This is a document in an old Office format."),
        _("Open it and save it as .docx, .pptx or .xlsx, or as a PDF."),
    ),
    "locked_office": (
        _("The Office document is locked with a password."),
        _("Save it without a password, then choose it again."),
    ),
    "locked_zip": (_("Parts of the document are encrypted."), _SAVE_AGAIN),
    "locked_media": (
        _("The film or sound is protected against copying."),
        _("Use a recording of your own that is not protected."),
    ),
    "macros": (
        _("The document carries macros, which are small programs."),
        _("Save it without macros (.docx, .pptx or .xlsx)."),
    ),
    "embedded": (
        _("Another file is embedded in the document."),
        _("Take it out and add it as evidence of its own."),
    ),
    "archive": (_("This is an archive of files."), _("Unpack it and add the files one by one.")),
    "bomb": (_("The file unfolds to far more than it should."), _SAVE_AGAIN),
    "paths": (_("The file is put together in a way that could overwrite others."), _SAVE_AGAIN),
    "entities": (_("The document defines its own abbreviations, which is how traps are built."), _SAVE_AGAIN),
    "polyglot": (_("There is a second file hidden in this one."), _SAVE_AGAIN),
    "no_media": (_("There is no sound and no film in it."), _("Record or export it again as MP3 or MP4.")),
    "control": (_("The text holds characters that no text has."), _("Save it again as plain text.")),
    "broken": (_("The file is damaged and cannot be opened."), _AGAIN),
    "locked": (
        _("The PDF is locked with a password."),
        _("Save it without a password, or print it to a new PDF."),
    ),
    "pages": (_("The document has too many pages."), _("Send only the pages that count.")),
    "pixels": (
        _("The picture has too many pixels to open."),
        _("Save it smaller, or take a screenshot of it."),
    ),
    "too_big_inside": (
        _("It takes too long or too much to open the file."),
        _("Send only the part that counts, at a lower resolution."),
    ),
}


@dataclass(frozen=True)
class Clean:
    """`path` is a file of our own; `forget` removes it unless it was moved away."""

    kind: StoredFile.Kind
    path: Path

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    def forget(self) -> None:
        with suppress(OSError):
            self.path.unlink()


def clean(source: Path, kinds: frozenset[StoredFile.Kind]) -> Clean:
    """A clean copy; or Refused, with a code named file_ and a key of _REFUSALS, and nothing left behind."""
    target = empty_file()
    try:
        said = run("wash.main", source, target, ",".join(sorted(_NAMES[kind] for kind in kinds)))
        if KINDS[said] not in kinds:
            raise _refusal("word" if said in {"docx", "pptx", "xlsx"} else "type")
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
    return Clean(KINDS[said], target)


def run(module: str, *arguments: Any) -> str:
    """What a module of `wash` says in a process of its own. Refused as it says, or as damaged when it breaks down."""
    done = _in_its_own_process(module, list(map(str, arguments)))
    if done.returncode == EXIT_REFUSED:
        raise _refusal(done.stdout.decode())
    if done.returncode != 0:
        # The parser crashed, or ran out of the processor time it is given.
        raise _refusal("broken")
    return done.stdout.decode()


def _in_its_own_process(module: str, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    code = RUN.format(folder=str(FOLDER_OF_WASH), module=module)
    try:
        return subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-c", code, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WALL_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refusal("too_big_inside") from None


def _refusal(why: str) -> Refused:
    return Refused(f"file_{why}", *_REFUSALS[why])
