"""Sound and film: the same sound and pictures, without what was written about them."""

from pathlib import Path
from shutil import copyfile
from typing import BinaryIO

from .refusing import NotWashed, no_second_file

# MPEG 1, 2 and 2.5, layers III, II and I: kilobits a second by the four bits of a frame's head.
_RATES = {
    (3, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_HERTZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FEWEST_FRAMES = 8


def wash_mp3(source: Path, target: Path) -> None:
    """The frames alone: what stands before, between and after them (names, covers, comments) is left out."""
    content = source.read_bytes()
    at = _behind_id3(content)
    frames = 0
    with target.open("wb") as out:
        while (length := _frame_length(content, at)) and at + length <= len(content):
            if not (frames == 0 and _is_info(content[at : at + length])):
                out.write(content[at : at + length])
            at += length
            frames += 1
    if frames < _FEWEST_FRAMES:
        raise NotWashed("no_media")
    rest = content[at:]
    if not rest.startswith((b"TAG", b"APETAGEX", b"LYRICSBEGIN")):
        no_second_file(rest, most=4096)


def _behind_id3(content: bytes) -> int:
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        size = 0
        for byte in content[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if content[at + 5] & 0x10 else 0)
    while at < len(content) and content[at] == 0:
        at += 1
    return at


def _frame_length(content: bytes, at: int) -> int:
    """Bytes of the layer III frame that begins here; 0 where none does."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, hertz = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or rate in (0, 15) or hertz == 3:
        return 0
    kilobits = _RATES[(3 if version == 3 else 2, 1)][rate]
    samples = 144 if version == 3 else 72
    return samples * kilobits * 1000 // _HERTZ[version][hertz] + (head[2] >> 1 & 1)


def _is_info(frame: bytes) -> bool:
    """A silent first frame that names the program it was made with."""
    return any(mark in frame[:64] for mark in (b"Xing", b"Info", b"VBRI"))


_HOLDS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf"}
_SAYS = {b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"XMP_", b"ilst", b"keys"}
_DEEPEST = 12


def wash_mp4(source: Path, target: Path) -> None:
    """A copy in which all that only says something is zeros; nothing moves, so what points into it still fits."""
    copyfile(source, target)
    size = target.stat().st_size
    found: set[bytes] = set()
    with target.open("r+b") as film:
        _walk(film, 0, size, 0, found)
    if found & {b"encv", b"enca", b"pssh"}:
        raise NotWashed("locked_media")
    if not {b"moov", b"mdat"} <= found or not found & {b"vide", b"soun"}:
        raise NotWashed("no_media")


def _walk(film: BinaryIO, at: int, end: int, depth: int, found: set[bytes]) -> None:
    if depth > _DEEPEST:
        raise NotWashed("broken")
    while at < end:
        kind, begins, ends = _box(film, at, end, depth)
        found.add(kind)
        if kind in _SAYS:
            _blank(film, at + 4, begins, ends)
        elif kind in _HOLDS:
            _walk(film, begins, ends, depth + 1, found)
        elif kind == b"hdlr":
            _look_at_handler(film, begins, ends, found)
        elif kind == b"stsd":
            _look_at_samples(film, begins, ends, found)
        at = ends


def _box(film: BinaryIO, at: int, end: int, depth: int) -> tuple[bytes, int, int]:
    """Kind, where its inside begins, and where it ends."""
    film.seek(at)
    head = film.read(16)
    if len(head) < 8:
        raise NotWashed("broken")
    length, kind, begins = int.from_bytes(head[:4]), head[4:8], at + 8
    if length == 1 and len(head) == 16:
        length, begins = int.from_bytes(head[8:16]), at + 16
    elif length == 0 and depth == 0:
        length = end - at
    if length < begins - at or at + length > end:
        film.seek(at)
        if depth == 0:
            no_second_file(film.read(1 << 20), most=0)
        raise NotWashed("broken")
    return kind, begins, at + length


def _blank(film: BinaryIO, kind_at: int, begins: int, ends: int) -> None:
    film.seek(kind_at)
    film.write(b"free")
    film.seek(begins)
    left = ends - begins
    while left > 0:
        film.write(bytes(min(left, 1 << 20)))
        left -= 1 << 20


def _look_at_handler(film: BinaryIO, begins: int, ends: int, found: set[bytes]) -> None:
    film.seek(begins)
    found.add(film.read(12)[8:12])
    name = begins + 24
    if name < ends:
        film.seek(name)
        film.write(bytes(ends - name))


def _look_at_samples(film: BinaryIO, begins: int, ends: int, found: set[bytes]) -> None:
    film.seek(begins)
    inside = film.read(min(ends - begins, 4096))
    found.update(mark for mark in (b"encv", b"enca") if mark in inside)
