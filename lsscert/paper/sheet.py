"""A paper of money as plain values, and the PDF of it. No queries, no clock: what is not handed in is not printed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lsscert.paper import glyphs
from lsscert.ui.wording import money

TEMPLATE = "paper/bill.typ"
SCREEN_PPI = 96


@dataclass(frozen=True)
class Party:
    """Who sends a paper or gets it; `lines` are the address and whatever else stands under the name."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """`number` stands before the description where the paper has a column for it, `detail` small under it."""

    description: str
    amount: Decimal
    detail: str = ""
    number: str = ""


@dataclass(frozen=True)
class Sum:
    label: str
    amount: Decimal
    strong: bool = False


@dataclass(frozen=True)
class Note:
    heading: str
    lines: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class Paper:
    """`across` is printed in large faint letters over every page, and once in words that are read out.

    `columns` are the headings for number, description and amount; the first is empty where lines have no number.
    """

    kind: str
    title: str
    number: str
    day: date
    sender: Party
    to: Party
    to_label: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, str, str]
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    notes: tuple[Note, ...] = ()
    across: str = ""
    part: str = ""

    @property
    def heading(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def file_name(self) -> str:
        """invoice-2026-0147.pdf: plain letters, for mail programs of any age. A part of it is named apart."""
        part = f" part {self.part}" if self.part else ""
        return f"{slugify(f'{self.kind} {self.number}{part}')}.pdf"


def as_pdf(paper: Paper) -> bytes:
    """Tagged for screen readers (PDF/UA-1), on American letter paper; the same bytes each time."""
    moment = datetime.combine(paper.day, time(12), tzinfo=UTC)
    pdf = _set(paper, format="pdf", pdf_standards=glyphs.STANDARD, timestamp=moment)
    assert isinstance(pdf, bytes)
    return pdf


def as_pictures(paper: Paper) -> list[bytes]:
    """Each page as a PNG."""
    pages = _set(paper, format="png", ppi=SCREEN_PPI)
    return pages if isinstance(pages, list) else [pages]


def _set(paper: Paper, **how: Any) -> bytes | list[bytes]:
    return glyphs.typeset(TEMPLATE, partial(_data, paper), **how)


def _data(paper: Paper, printable: Callable[[str], str]) -> Mapping[str, Any]:
    def say(text: Any) -> str:
        return printable(" ".join(str(text).split()))

    def party(one: Party) -> dict[str, Any]:
        return {"name": say(one.name), "lines": [say(line) for line in one.lines if line.strip()]}

    return {
        "language": (get_language() or "en").split("-")[0],
        "programme": _("Library Support Staff Certification"),
        "page": _("Page {page} of {pages}"),
        "title": say(paper.title),
        "number": say(paper.number),
        "heading": say(paper.heading),
        "across": say(paper.across),
        "sender": party(paper.sender),
        "to": {"label": say(paper.to_label)} | party(paper.to),
        "facts": [[say(label), say(value)] for label, value in paper.facts],
        "columns": [say(column) for column in paper.columns],
        "lines": [
            {
                "number": say(line.number),
                "description": say(line.description),
                "detail": say(line.detail),
                "amount": money(line.amount),
            }
            for line in paper.lines
        ],
        "sums": [
            {"label": say(one.label), "amount": money(one.amount), "strong": one.strong} for one in paper.sums
        ],
        "notes": [
            {"heading": say(note.heading), "lines": [say(line) for line in note.lines], "link": note.link}
            for note in paper.notes
        ],
    }
