"""Files as strangers send them, made here byte by byte."""

import io
import struct
import warnings
import zlib

import pikepdf
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

SECRET = "secret-that-must-not-be-kept"


def png(size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object) -> bytes:
    return _saved(Image.new(mode, size, 1 if mode == "1" else 90), "PNG", **options)


def jpeg(**options: object) -> bytes:
    return _saved(Image.new("RGB", (40, 30), "tan"), "JPEG", **options)


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo_with_a_place() -> bytes:
    """Taken with the camera on its side, somewhere in Portland."""
    picture = Image.new("RGB", (40, 30), "tan")
    exif = picture.getexif()
    exif[Base.Orientation] = 6
    exif[Base.Make] = SECRET
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (45.0, 31.0, 12.0)
    return _saved(picture, "JPEG", exif=exif)


def picture_bomb() -> bytes:
    """A PNG of 900 megapixels, all alike, in less than a megabyte."""
    width = height = 30_000
    rows = zlib.compressobj(9)
    packed = [rows.compress(b"\x00" * (width // 8 + 1)) for _ in range(height)] + [rows.flush()]
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", b"".join(packed)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pdf(pages: int = 1, **save: object) -> bytes:
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(200, 100))
        return _bytes_of(made, **save)


def _bytes_of(made: pikepdf.Pdf, **save: object) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore", category=pikepdf.PageCopyWarning):
        made.save(out, **save)
    return out.getvalue()


def locked_pdf(*, user: str, owner: str = "owner") -> bytes:
    return pdf(encryption=pikepdf.Encryption(user=user, owner=owner))


def armed_pdf() -> bytes:
    """Everything a PDF can do by itself or carry along, in as many places as it can stand."""
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 100))
        script = _script(made)
        made.attachments["notes.txt"] = SECRET.encode()
        made.Root.OpenAction = script
        made.Root.AA = pikepdf.Dictionary(WC=script)
        made.Root.Names.JavaScript = pikepdf.Dictionary(Names=["run", script])
        made.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pikepdf.Stream(made, SECRET.encode()))
        made.Root.Outlines = made.make_indirect(
            pikepdf.Dictionary(First=pikepdf.Dictionary(Title="a", A=script))
        )
        made.Root.Metadata = pikepdf.Stream(made, SECRET.encode())
        made.docinfo["/Author"] = SECRET
        made.trailer.Hidden = made.make_indirect(pikepdf.String(SECRET))
        page.obj.AA = pikepdf.Dictionary(O=script)
        page.obj.PieceInfo = pikepdf.Dictionary(App=pikepdf.String(SECRET))
        page.obj.Annots = pikepdf.Array([_link(made), _attachment(made), _button(made), _remark(made)])
        page.obj.Contents = pikepdf.Stream(made, b"q /Im Do Q")
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Im=_form_with_a_script_inside(made, script))
        )
        return _bytes_of(made)


def _script(made: pikepdf.Pdf) -> pikepdf.Object:
    return made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{SECRET}')"))


def _link(made: pikepdf.Pdf) -> pikepdf.Dictionary:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://{SECRET}.example/")
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)


def _attachment(made: pikepdf.Pdf) -> pikepdf.Dictionary:
    held = pikepdf.Dictionary(F=pikepdf.Stream(made, SECRET.encode(), Type=pikepdf.Name.EmbeddedFile))
    file = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F="run.exe", EF=held)
    return pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=file)


def _button(made: pikepdf.Pdf) -> pikepdf.Dictionary:
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    field = made.make_indirect(pikepdf.Dictionary(AA=pikepdf.Dictionary(K=_script(made))))
    return pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9], A=launch, Parent=field)


def _remark(made: pikepdf.Pdf) -> pikepdf.Dictionary:
    look = pikepdf.Stream(made, b"1 0 0 rg 0 0 9 9 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    return pikepdf.Dictionary(
        Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 9, 9], AP=pikepdf.Dictionary(N=look), AA=_script(made)
    )


def _form_with_a_script_inside(made: pikepdf.Pdf, script: pikepdf.Object) -> pikepdf.Stream:
    """A drawing whose own resources lead to an action, an attachment and data in another file."""
    hidden = pikepdf.Dictionary(A=pikepdf.Array([pikepdf.Dictionary(Next=script)]))
    return pikepdf.Stream(
        made,
        b"0 0 9 9 re f",
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 9, 9],
        Resources=pikepdf.Dictionary(Properties=pikepdf.Dictionary(MC0=hidden)),
        AF=pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF=SECRET)]),
        PieceInfo=pikepdf.Dictionary(App=pikepdf.String(SECRET)),
    )


def pdf_bomb(megabytes: int) -> bytes:
    """An object stream that unfolds to so many megabytes as soon as the file is read."""
    squeeze = zlib.compressobj(9)
    packed = squeeze.compress(b"3 0 <<>> ") + b"".join(
        squeeze.compress(b" " * (1 << 20)) for _ in range(megabytes)
    )
    packed += squeeze.flush()
    out, at = io.BytesIO(), {}
    out.write(b"%PDF-1.5\n")
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/Lang 3 0 R>>",
        2: b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
        4: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
        % (len(packed), packed),
        5: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>",
    }
    for number, body in objects.items():
        at[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    at[6] = out.tell()
    rows = [(0, 0, 0), (1, at[1], 0), (1, at[2], 0), (2, 4, 0), (1, at[4], 0), (1, at[5], 0), (1, at[6], 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    out.write(b"6 0 obj\n<</Type/XRef/W[1 4 2]/Size 7/Root 1 0 R/Length %d>>\nstream\n" % len(table))
    out.write(table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % at[6])
    return out.getvalue()


def everything_in(document: bytes) -> bytes:
    """All of a PDF, unpacked, so that a test can look for what must not be there."""
    with pikepdf.open(io.BytesIO(document)) as opened:
        return _bytes_of(
            opened,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
        )
