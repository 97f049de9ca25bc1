"""What an upload really is, and a clean copy of it.

The type comes from the first bytes and a real parse, never from the name. Pictures are re-encoded, which drops EXIF
and anything appended; PDFs are re-written without scripts, attachments and actions.
"""

import io
import warnings
from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from lsscert.files.models import StoredFile
from lsscert.refused import Refused

MAX_PIXELS = 50_000_000
MAX_PAGES = 200
_SIGNATURES = {
    b"%PDF-": StoredFile.Kind.PDF,
    b"\x89PNG\r\n\x1a\n": StoredFile.Kind.PNG,
    b"\xff\xd8\xff": StoredFile.Kind.JPEG,
}
_MEND = _("Save or scan it again as a PDF, PNG or JPEG.")
_ACTIVE_KEYS = ("/OpenAction", "/AA", "/JavaScript", "/AcroForm", "/EmbeddedFiles", "/Names", "/Metadata")


@dataclass(frozen=True)
class Clean:
    kind: StoredFile.Kind
    content: bytes


def clean(content: bytes) -> Clean:
    """A clean copy, or Refused (file_empty, file_type, file_broken, file_encrypted, file_too_big_inside)."""
    if not content:
        raise Refused("file_empty", _("The file is empty."), _("Choose the file again."))
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return Clean(kind, _pdf(content) if kind == StoredFile.Kind.PDF else _picture(content, kind))
    raise Refused("file_type", _("This is not a PDF, PNG or JPEG file."), _MEND)


def _picture(content: bytes, kind: StoredFile.Kind) -> bytes:
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            with Image.open(io.BytesIO(content), formats=[kind.label]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise Refused("file_too_big_inside", _("The picture has too many pixels to open."), _MEND)
                upright = ImageOps.exif_transpose(picture)
                upright = upright.convert("RGB" if kind == StoredFile.Kind.JPEG or upright.mode != "RGBA" else "RGBA")
                # A copy of the pixels alone: nothing that rode along in the file survives.
                bare = Image.new(upright.mode, upright.size)
                bare.paste(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("file_too_big_inside", _("The picture has too many pixels to open."), _MEND) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Refused("file_broken", _("The picture is damaged and cannot be opened."), _MEND) from None
    out = io.BytesIO()
    bare.save(out, kind.label, quality=88)
    return out.getvalue()


def _pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Refused("file_encrypted", _("The PDF is locked with a password."), _("Save it without a password."))
            if not 0 < len(pdf.pages) <= MAX_PAGES:
                raise Refused("file_too_big_inside", _("The PDF has no pages, or more than 200."), _MEND)
            for key in _ACTIVE_KEYS:
                pdf.Root.pop(key, None)
            for page in pdf.pages:
                _strip_page(page)
            pdf.docinfo.clear()
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return out.getvalue()
    except pikepdf.PasswordError:
        raise Refused("file_encrypted", _("The PDF is locked with a password."), _("Save it without a password.")) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, IndexError, RecursionError):
        raise Refused("file_broken", _("The PDF is damaged and cannot be opened."), _MEND) from None


def _strip_page(page: pikepdf.Page) -> None:
    page.obj.pop("/AA", None)
    for annotation in page.obj.get("/Annots", []):
        for key in ("/A", "/AA", "/FS"):
            if key in annotation:
                del annotation[key]
