"""Word, PowerPoint and Excel files: the same parts anew, without who wrote them and without what could run."""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from .kinds import DOCX, PPTX, XLSX
from .paper import wash_picture
from .refusing import NotWashed

# NotImplementedError is how zipfile says that it cannot read a part.
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    OSError,
    NotImplementedError,
)
MOST_PARTS = 5000
MOST_BYTES = 400 * 1024 * 1024
MOST_TIMES = 250
"""A part of text unfolds some forty times; a bomb, a thousand."""
SMALL = 1024 * 1024

_MAIN = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"presentationml.presentation.main+xml": PPTX,
    b"presentationml.slideshow.main+xml": PPTX,
    b"spreadsheetml.sheet.main+xml": XLSX,
}
_MACROS = ("vbaproject", "vbadata", "activex", "macrosheets", "customui")
_GONE = ("docprops/", "customxml/", "xl/printersettings/", "word/printersettings/", "ppt/printersettings/")
_EMBEDDED_OFFICE = (".docx", ".pptx", ".xlsx")
_PICTURES = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}

_AUTHOR = re.compile(
    rb'((?:w|w14|w15|w16|p15|x15|xr)?:?(?:author|initials|displayName|userId|userName|lastModifiedBy)=")[^"]*"'
)
_LIST_OF_AUTHORS = re.compile(rb"(<(?:\w+:)?author>)[^<]*(</(?:\w+:)?author>)")
_PLACES_ON_DISK = re.compile(rb"<x15ac:absPath\b[^>]*?/>")
_PRINTER = re.compile(rb'(<(?:\w+:)?pageSetup\b[^>]*?)\s+r:id="[^"]*"')
_RELATIONSHIP = re.compile(rb"<Relationship\b[^>]*?/?>(?:</Relationship>)?")
_TARGET = re.compile(rb'Target="([^"]*)"')
_OVERRIDE = re.compile(rb"<Override\b[^>]*?PartName=\"([^\"]*)\"[^>]*?/>")
_NAMED_AUTHORS = ("commentauthors.xml", "authors.xml", "people.xml", "person.xml")
_NAME = re.compile(rb'(\bname=")[^"]*"')
_ON_THE_WEB = (b"http://", b"https://", b"mailto:")


def wash_office(source: Path, target: Path, *, inside: bool = False) -> str:
    """Which of the three it is. `inside` says that it is part of another one: those hold no third."""
    try:
        with zipfile.ZipFile(source) as given:
            _check(given, source.stat().st_size)
            kind = _kind(given)
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
                for part in given.infolist():
                    _carry(given, made, part, inside=inside)
    except _DAMAGED as problem:
        raise NotWashed("broken") from problem
    return kind


def _check(given: zipfile.ZipFile, size: int) -> None:
    parts = given.infolist()
    ends = given.start_dir + sum(
        46 + len(part.orig_filename.encode()) + len(part.extra) + len(part.comment) for part in parts
    )
    if given.comment or abs(ends + 22 - size) > 64 or min((part.header_offset for part in parts), default=1):
        raise NotWashed("polyglot")
    names = [part.filename for part in parts]
    if len(set(map(str.lower, names))) != len(names) or any(map(_leads_astray, names)):
        raise NotWashed("paths")
    if any(part.flag_bits & 1 for part in parts):
        raise NotWashed("locked_zip")
    unfolded = sum(part.file_size for part in parts)
    bombs = (
        part.file_size > SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MOST_PARTS or unfolded > MOST_BYTES or any(bombs):
        raise NotWashed("bomb")


def _leads_astray(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\x00" in name


def _kind(given: zipfile.ZipFile) -> str:
    if "[Content_Types].xml" not in given.namelist():
        raise NotWashed("archive")
    types = _xml(given.read("[Content_Types].xml"))
    if b"macroEnabled" in types or any(mark in name.lower() for name in given.namelist() for mark in _MACROS):
        raise NotWashed("macros")
    for mark, kind in _MAIN.items():
        if mark in types:
            return kind
    raise NotWashed("archive")


def _xml(content: bytes) -> bytes:
    """Plain XML without its own definitions: those are how a page of text unfolds to gigabytes."""
    if b"\x00" in content[:200]:
        content = content.decode("utf-16").encode()
        content = re.sub(rb'encoding="[^"]*"', b'encoding="UTF-8"', content, count=1)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotWashed("entities")
    return content


def _carry(given: zipfile.ZipFile, made: zipfile.ZipFile, part: zipfile.ZipInfo, *, inside: bool) -> None:
    name, lowered = part.filename, part.filename.lower()
    if part.is_dir() or _is_left_out(lowered):
        return
    content = given.read(part)
    if len(content) != part.file_size:
        raise NotWashed("bomb")
    ending = PurePosixPath(lowered).suffix
    if "/embeddings/" in lowered:
        content = _embedded(content, ending, inside=inside)
    elif lowered.endswith((".xml", ".rels", ".vml")):
        content = _clean_xml(lowered)(_xml(content))
    elif ending in _PICTURES and content:
        content = wash_picture(content, _PICTURES[ending])
    made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def _is_left_out(lowered: str) -> bool:
    return lowered.startswith(_GONE) or lowered.startswith("docprops") or "thumbnail" in lowered


def _embedded(content: bytes, ending: str, *, inside: bool) -> bytes:
    """The sheet behind a chart is washed as well; what only another program could open is refused."""
    if inside or ending not in _EMBEDDED_OFFICE:
        raise NotWashed("embedded")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in"), Path(folder, "out")
        source.write_bytes(content)
        wash_office(source, target, inside=True)
        return target.read_bytes()


def _clean_xml(lowered: str) -> Callable[[bytes], bytes]:
    if lowered.endswith(".rels"):
        return _clean_relationships
    if lowered == "[content_types].xml":
        return _clean_types
    if lowered.endswith(_NAMED_AUTHORS):
        return lambda content: _NAME.sub(rb'\1Author"', _without_authors(content))
    return _without_authors


def _without_authors(content: bytes) -> bytes:
    content = _AUTHOR.sub(rb'\1Author"', content)
    content = _LIST_OF_AUTHORS.sub(rb"\1Author\2", content)
    content = _PLACES_ON_DISK.sub(b"", content)
    return _PRINTER.sub(rb"\1", content)


def _clean_relationships(content: bytes) -> bytes:
    def kept(match: re.Match[bytes]) -> bytes:
        whole = match[0]
        target = _TARGET.search(whole)
        to = target[1] if target else b""
        if b'TargetMode="External"' in whole:
            return (
                whole if to.lower().startswith(_ON_THE_WEB) else _TARGET.sub(b'Target="about:blank"', whole)
            )
        gone = to.lower().lstrip(b"/").replace(b"../", b"").decode("utf-8", "replace")
        parts = (gone, f"xl/{gone}", f"word/{gone}", f"ppt/{gone}")
        return b"" if any(_is_left_out(each) for each in parts) else whole

    return _RELATIONSHIP.sub(kept, content)


def _clean_types(content: bytes) -> bytes:
    def kept(match: re.Match[bytes]) -> bytes:
        name = match[1].decode("utf-8", "replace").lower().lstrip("/")
        return b"" if _is_left_out(name) else match[0]

    return _OVERRIDE.sub(kept, content)
