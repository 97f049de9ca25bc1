"""Pages as pictures, or their text; run as a process of its own. Arguments: source, folder (or -), media type."""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

MOST_PAGES = 40
MOST_TEXT_PAGES = 200
MOST_CHARACTERS = 2_000_000
WIDTH = 1100
TALLEST = 2200


def pictures(source: Path, folder: Path, kind: str) -> list[dict[str, int]]:
    drawn = _pages(source) if kind == "application/pdf" else [Image.open(source)]
    return [_save(page, folder, number) for number, page in enumerate(drawn, 1)]


def _pages(source: Path) -> Iterator[Image.Image]:
    pdf = pdfium.PdfDocument(source)
    for index in range(min(len(pdf), MOST_PAGES)):
        page = pdf[index]
        scale = min(WIDTH / max(page.get_width(), 1), TALLEST / max(page.get_height(), 1), 4)
        yield page.render(scale=max(scale, 0.05)).to_pil()


def _save(page: Image.Image, folder: Path, number: int) -> dict[str, int]:
    page = page.convert("RGB")
    page.thumbnail((WIDTH, TALLEST))
    page.save(folder / f"page-{number}.jpg", "JPEG", quality=80)
    return {"page": number, "width": page.width, "height": page.height}


def texts(source: Path, kind: str) -> list[list[str]]:
    """[where, text] for every page, slide or sheet that has some."""
    if kind == "application/pdf":
        found = _pdf_texts(source)
    elif kind == "text/plain":
        found = iter([("", source.read_text("utf-8", "replace"))])
    else:
        found = _office_texts(source)
    kept, left = [], MOST_CHARACTERS
    for where, text in found:
        if text.strip() and left > 0:
            kept.append([where, text[:left]])
            left -= len(text)
    return kept


def _pdf_texts(source: Path) -> Iterator[tuple[str, str]]:
    pdf = pdfium.PdfDocument(source)
    for index in range(min(len(pdf), MOST_TEXT_PAGES)):
        yield f"page {index + 1}", pdf[index].get_textpage().get_text_bounded()


_PARTS = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)|ppt/(?:slides|notesSlides)/\w+"
    r"|xl/(?:sharedStrings|worksheets/\w+|comments\d*))\.xml"
)
_ENDS_A_LINE = re.compile(rb"</(?:w:p|a:p|si|row|w:tc)>")
_TAG = re.compile(rb"<[^>]*>")
_NUMBER = re.compile(r"(\d+)\.xml$")


def _office_texts(source: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(source) as given:
        for name in sorted(filter(_PARTS.fullmatch, given.namelist()), key=_in_order):
            content = _ENDS_A_LINE.sub(b"\n", given.read(name))
            text = _TAG.sub(b"", content).decode("utf-8", "replace")
            yield _where(name), _unescaped(text)


def _in_order(name: str) -> tuple[str, int]:
    number = _NUMBER.search(name)
    return name.rpartition("/")[0], int(number[1]) if number else 0


def _where(name: str) -> str:
    number = _NUMBER.search(name)
    if "/slides/" in name or "/notesSlides/" in name:
        return f"slide {number[1]}" if number else "slide"
    if "comments" in name:
        return "comments"
    return "header or footer" if "header" in name or "footer" in name else ""


def _unescaped(text: str) -> str:
    for mark, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(mark, char)
    return text


def main() -> int:
    source, folder, kind = sys.argv[1:4]
    for limit, most in [
        (resource.RLIMIT_AS, 3 * 1024**3),
        (resource.RLIMIT_CPU, 50),
        (resource.RLIMIT_CORE, 0),
    ]:
        resource.setrlimit(limit, (most, most))
    found = texts(Path(source), kind) if folder == "-" else pictures(Path(source), Path(folder), kind)
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
