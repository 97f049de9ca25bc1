"""Takes an upload apart and puts a clean copy together; run as a process of its own, without Django.

Reading what strangers send is the most dangerous thing we do: a file of two megabytes can unfold to many gigabytes, and
a parser can crash. So it happens here, with a limit on memory and time and nothing worth stealing within reach.
Reads the upload from standard input. Writes "pdf", "png" or "jpeg", a line break and the copy to standard output; or
writes why not (empty, type, heic, word, broken, locked, too_big_inside) and exits with REFUSED.
"""

import io
import resource
import sys
import warnings
from typing import Any

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

REFUSED = 3
MAX_PIXELS = 50_000_000
MAX_PAGES = 200
MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 25

SIGNATURES = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}

# What a page needs to be seen; everything else a PDF can carry (scripts, attachments, forms, links, data of the
# program that made it) is left behind.
ROOT_KEYS = {"/Type", "/Version", "/Pages", "/OCProperties", "/PageLabels", "/Lang"}
TRAILER_KEYS = {"/Root", "/Size", "/Prev", "/Encrypt", "/ID", "/XRefStm"}
PAGE_KEYS = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents",
    "/Rotate", "/Group", "/Annots", "/UserUnit",
}  # fmt: skip
ANNOTATIONS = {
    "/Text", "/FreeText", "/Stamp", "/Ink", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Line", "/Square",
    "/Circle", "/Polygon", "/PolyLine", "/Caret", "/Widget",
}  # fmt: skip
ANNOTATION_KEYS = {
    "/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F", "/BS", "/Border", "/C", "/CA", "/Contents", "/QuadPoints",
    "/InkList", "/L", "/Vertices", "/OC",
}  # fmt: skip
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/URI", "/Rendition",
    "/Movie", "/Sound", "/Thread", "/Named", "/SetOCGState", "/GoTo3DView", "/RichMediaExecute", "/Hide",
}  # fmt: skip
NEVER = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/AF", "/PieceInfo", "/Metadata", "/EF", "/RF", "/OPI"}


class NotWashed(Exception):
    """Carries one of the words named above."""


def wash(content: bytes) -> tuple[str, bytes]:
    if not content:
        raise NotWashed("empty")
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind, wash_pdf(content) if kind == "pdf" else wash_picture(content, kind)
    raise NotWashed(what_else_it_is(content))


def what_else_it_is(content: bytes) -> str:
    """Kinds that people send in good faith, so that they can be told what to do about it."""
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc"}:
        return "heic"
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "word"
    return "type"


def wash_picture(content: bytes, kind: str) -> bytes:
    """The pixels alone, upright: place, camera, thumbnails and whatever else rode along stay behind."""
    try:
        with (
            warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning),
            Image.open(io.BytesIO(content), formats=[kind]) as picture,
        ):
            if picture.width * picture.height > MAX_PIXELS:
                raise NotWashed("too_big_inside")
            upright = _in_plain_colours(ImageOps.exif_transpose(picture), kind)
            bare = Image.new(upright.mode, upright.size)
            bare.paste(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotWashed("too_big_inside") from None
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
    ):
        raise NotWashed("broken") from None
    out = io.BytesIO()
    bare.save(out, kind, quality=88)
    return out.getvalue()


def _in_plain_colours(picture: Image.Image, kind: str) -> Image.Image:
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel: a plain conversion would turn everything but black to white.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    see_through = kind == "png" and (picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info)
    if see_through:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def wash_pdf(content: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not 0 < len(pdf.pages) <= MAX_PAGES:
                raise NotWashed("too_big_inside" if len(pdf.pages) else "broken")
            _strip(pdf)
            out = io.BytesIO()
            # Streams are copied as they are: unpacking them is what a bomb waits for.
            pdf.save(
                out,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
                encryption=False,
            )
            return out.getvalue()
    except pikepdf.PasswordError:
        raise NotWashed("locked") from None
    except (
        pikepdf.PdfError,
        RuntimeError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OverflowError,
    ):
        raise NotWashed("broken") from None


def _strip(pdf: pikepdf.Pdf) -> None:
    _keep_only(pdf.trailer, TRAILER_KEYS)
    _keep_only(pdf.Root, ROOT_KEYS)
    for page in pdf.pages:
        _keep_only(page.obj, PAGE_KEYS)
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array(list(filter(_kept, page.obj.Annots)))
    for each in pdf.objects:
        _disarm(each)


def _kept(annotation: Any) -> bool:
    """Marks that can be seen stay, cut down to their looks; links, attachments, films and sounds go."""
    if not isinstance(annotation, pikepdf.Dictionary) or annotation.get("/Subtype") not in ANNOTATIONS:
        return False
    _keep_only(annotation, ANNOTATION_KEYS)
    if annotation.Subtype == pikepdf.Name.Widget:
        # Without the form it belonged to, a filled-in field would not be drawn by every reader.
        annotation.Subtype = pikepdf.Name.Stamp
    return True


def _keep_only(holder: Any, keys: set[str]) -> None:
    for key in set(holder.keys()) - keys:
        del holder[key]


def _disarm(thing: Any) -> None:
    """Whatever is still in reach: no action, no attachment, no data that lies in another file."""
    waiting = [thing]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting += [each for each in here if _inside(each)]
        elif isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            everything = here.get("/S") in ACTIONS or here.get("/Type") == pikepdf.Name.Filespec
            elsewhere = (
                {"/F", "/FFilter", "/FDecodeParms", "/Ref"} if isinstance(here, pikepdf.Stream) else set()
            )
            for key in set(here.keys()) & (set(here.keys()) if everything else NEVER | elsewhere):
                del here[key]
            waiting += [value for value in here.values() if _inside(value)] if not everything else []


def _inside(value: Any) -> bool:
    """Part of the thing itself; what is only referred to gets its own turn."""
    return isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect


def main() -> int:
    content = sys.stdin.buffer.read()
    for limit, most in [
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]:
        resource.setrlimit(limit, (most, most))
    try:
        kind, copy = wash(content)
    except NotWashed as problem:
        sys.stdout.write(str(problem))
        return REFUSED
    except MemoryError:
        sys.stdout.write("too_big_inside")
        return REFUSED
    sys.stdout.buffer.write(kind.encode() + b"\n" + copy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
