"""Office documents and media as programs make them, built part by part."""

import io
import zipfile
from collections.abc import Mapping

MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation.main+xml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
}
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://x/officeDocument" Target="{part}"/>'
    '<Relationship Id="rId2" Type="http://x/core-properties" Target="docProps/core.xml"/></Relationships>'
)


def office(
    kind: str = "docx", parts: Mapping[str, str | bytes] | None = None, *, text: str = "Hello"
) -> bytes:
    part, main = MAIN[kind]
    body = f'<w:document xmlns:w="w"><w:p w:rsidR="1"><w:t>{text}</w:t></w:p></w:document>'
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES.format(part=part, kind=main),
        "_rels/.rels": RELS.format(part=part),
        part: body,
        **(parts or {}),
    }
    return archive(whole)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return {name: given.read(name) for name in given.namelist()}


FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""MPEG 1 layer III, 128 kbit/s, 44,100 Hz: 417 bytes."""


def mp3(frames: int = 20, *, tag: bytes = b"", behind: bytes = b"") -> bytes:
    size = len(tag)
    head = (
        b"ID3\x03\x00\x00" + bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0)) + tag if tag else b""
    )
    return head + FRAME * frames + behind


def box(kind: bytes, inside: bytes = b"") -> bytes:
    return (8 + len(inside)).to_bytes(4) + kind + inside


def mp4(
    *, handler: bytes = b"vide", sample: bytes = b"avc1", note: bytes = b"", behind: bytes = b""
) -> bytes:
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(12) + note + b"\x00")
    stsd = box(b"stsd", bytes(4) + (1).to_bytes(4) + box(sample, bytes(70)))
    media = box(b"mdia", hdlr + box(b"minf", box(b"stbl", stsd)))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", media) + box(b"udta", box(b"\xa9nam", note)))
    return box(b"ftyp", b"isom" + bytes(4) + b"isommp42") + moov + box(b"mdat", bytes(500)) + behind
