"""PDFs and pictures, taken apart and put together clean."""

import io
import warnings
from typing import Any

import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

from .refusing import NotWashed, no_second_file

MAX_PIXELS = 50_000_000
MAX_PAGES = 200

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


def wash_picture(content: bytes, kind: str) -> bytes:
    """The pixels alone, upright: place, camera, thumbnails and whatever else rode along stay behind."""
    _look_behind_the_end(content, kind)
    try:
        with (
            warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning),
            Image.open(io.BytesIO(content), formats=[kind]) as picture,
        ):
            if picture.width * picture.height > MAX_PIXELS:
                raise NotWashed("pixels")
            upright = _in_plain_colours(ImageOps.exif_transpose(picture), kind)
            bare = Image.new(upright.mode, upright.size)
            bare.paste(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotWashed("pixels") from None
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


def _look_behind_the_end(content: bytes, kind: str) -> None:
    """Cameras put much behind the end of a photo, so only what begins another file is refused there."""
    end = b"IEND\xaeB\x60\x82" if kind == "png" else b"\xff\xd9"
    at = content.rfind(end)
    if at >= 0:
        no_second_file(content[at + len(end) :], most=len(content))


def _in_plain_colours(picture: Image.Image, kind: str) -> Image.Image:
    if picture.mode.startswith("I"):
        # Sixteen bits a pixel: a plain conversion would turn everything but black to white.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    see_through = kind == "png" and (picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info)
    if see_through:
        return picture.convert("RGBA")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def wash_pdf(content: bytes) -> bytes:
    no_second_file(content[content.rfind(b"%%EOF") + 5 :] if b"%%EOF" in content else b"")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not 0 < len(pdf.pages) <= MAX_PAGES:
                raise NotWashed("pages" if len(pdf.pages) else "broken")
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
