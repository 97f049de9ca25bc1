"""What a PDF says and how it is built, for tests."""

import io
import re
from collections.abc import Iterator

import pikepdf


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def pages_in(pdf: bytes) -> int:
    with opened(pdf) as document:
        return len(document.pages)


def assert_tagged(pdf: bytes, *, title: str = "", language: str = "en") -> None:
    """It can be read aloud: PDF/UA-1, every mark on the page in the tree of tags, a language, a title that is shown."""
    with opened(pdf) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert kinds_in(root.StructTreeRoot)
        assert str(root.Lang) == language
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"]
            assert title in str(about["dc:title"])
        for table in elements(root.StructTreeRoot, "/Table"):
            assert "/TH" in kinds_in(table), "a table without headings"
        for figure in elements(root.StructTreeRoot, "/Figure"):
            assert str(figure.Alt)


def elements(element: pikepdf.Object, kind: str = "") -> Iterator[pikepdf.Object]:
    """Those under an element of the tree of tags, in the order in which they are read; all, or of one kind."""
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if kind in {"", str(child.S)}:
                yield child
            yield from elements(child, kind)


def kinds_in(element: pikepdf.Object) -> set[str]:
    return {str(child.S) for child in elements(element)}


def text_in(pdf: bytes) -> str:
    """What a screen reader gets: the characters behind each glyph, from the fonts' own tables."""
    with opened(pdf) as document:
        return "".join(text_on(page) for page in document.pages)


def text_on(page: pikepdf.Page) -> str:
    out = []
    tables = {name: _unicode_table(font) for name, font in page.Resources.get("/Font", {}).items()}
    table: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    out += [
                        table.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2)
                    ]
    return "".join(out)


def says(words: str, where: str) -> bool:
    """Spaces are often no characters in a PDF, only room."""
    return "".join(words.split()) in "".join(where.split())


def _unicode_table(font: pikepdf.Object) -> dict[int, str]:
    table: dict[int, str] = {}
    words = font.ToUnicode.read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", words, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            table[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", words, re.S):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            first = bytes.fromhex(text).decode("utf-16-be")
            for step in range(int(high, 16) - int(low, 16) + 1):
                table[int(low, 16) + step] = first[:-1] + chr(ord(first[-1]) + step)
    return table
