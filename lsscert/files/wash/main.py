"""Takes an upload apart and puts a clean copy together; run as a process of its own, without Django.

Reading what strangers send is the most dangerous thing we do: a file of two megabytes can unfold to many gigabytes, and
a parser can crash. So it happens here, with a limit on memory and time and nothing worth stealing within reach.
Called with where the upload lies, where the copy goes, and the kinds that are wanted, separated by commas. Writes the
kind to standard output; or why not, and exits with REFUSED.
"""

import resource
import sys
from pathlib import Path

from .kinds import DOCX, JPEG, MP3, MP4, PDF, PNG, PPTX, TXT, XLSX, ZIP, kind_of
from .media import wash_mp3, wash_mp4
from .office import wash_office
from .paper import wash_pdf, wash_picture
from .plain import wash_text
from .refusing import NotWashed

REFUSED = 3
MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 40
FILE_BYTES = 600 * 1024**2
HEAD = 64 * 1024
OFFICE = {DOCX, PPTX, XLSX}


def wash(source: Path, target: Path, wanted: set[str]) -> str:
    """The kind; the copy is at the target then."""
    with source.open("rb") as given:
        head = given.read(HEAD)
    kind = kind_of(head)
    if kind == ZIP:
        if not wanted & OFFICE:
            raise NotWashed("word")
        kind = wash_office(source, target)
    elif kind not in wanted:
        raise NotWashed("type")
    elif kind in {PDF, PNG, JPEG, TXT}:
        target.write_bytes(_washed(kind, source.read_bytes()))
    elif kind == MP3:
        wash_mp3(source, target)
    elif kind == MP4:
        wash_mp4(source, target)
    return kind


def _washed(kind: str, content: bytes) -> bytes:
    if kind == PDF:
        return wash_pdf(content)
    return wash_text(content) if kind == TXT else wash_picture(content, kind)


def main() -> int:
    source, target, wanted = sys.argv[1:4]
    for limit, most in [
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ]:
        resource.setrlimit(limit, (most, most))
    try:
        sys.stdout.write(wash(Path(source), Path(target), set(wanted.split(","))))
    except NotWashed as problem:
        sys.stdout.write(str(problem))
        return REFUSED
    except MemoryError:
        sys.stdout.write("too_big_inside")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
