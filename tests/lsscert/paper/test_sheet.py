"""That a paper can be read aloud, and that nothing anybody types can break it."""

import io
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lsscert.paper import glyphs
from lsscert.paper.sheet import Line, Note, Paper, Party, as_pdf, as_pictures
from tests.lsscert.paper import papers
from tests.pdfs import assert_tagged, elements, kinds_in, opened, pages_in, says, text_in, text_on

HOSTILE = [
    '#import "x.typ": *',
    "#sys.inputs",
    "*b* _i_ $x$ `r` <l> @a [c] {d} // /* -- ~ \"q\" 'e' = + - \\n \\u{41}",
    "]]]) #panic()",
    "محمد عبد الله الأنصاري",
    "李小龍 김민수 やまだ",
]
A_LINE = Line("Enrolment", Decimal("350.00"))


def everywhere(text: str, **changes: Any) -> Paper:
    """A paper that carries a text wherever it can."""
    party = Party(text, (text, text))
    line = Line(text, Decimal("1234567.89"), text, text)
    return papers.deposit_slip(
        **{
            "number": text,
            "sender": party,
            "bank": party,
            "cheques": [line, line],
            "prepared_by": text,
            "across": text,
        }
        | changes
    )


@pytest.mark.parametrize("kind", papers.EVERY_KIND)
def test_every_paper_can_be_read_aloud(kind: str):
    paper = papers.EVERY_KIND[kind]()
    pdf = as_pdf(paper)
    assert_tagged(pdf, title=f"{paper.title} {paper.number}")
    with opened(pdf) as document:
        tree = document.Root.StructTreeRoot
        assert [str(table.S) for table in elements(tree, "/Table")] == ["/Table"]
        assert {"/H1", "/THead", "/TBody", "/TFoot", "/TH", "/TD"} <= kinds_in(tree)
        headings = list(elements(tree, "/TH"))
        assert len(headings) == len([word for word in paper.columns if word])
        assert {str(attributes.Scope) for attributes in _attributes(headings)} == {"/Column"}


def _attributes(headings: list[pikepdf.Object]) -> list[pikepdf.Object]:
    found = [heading.A for heading in headings]
    return [each for one in found for each in (one if isinstance(one, pikepdf.Array) else [one])]


def test_it_fits_american_printers():
    with opened(as_pdf(papers.invoice())) as document:
        assert [float(edge) for edge in document.pages[0].MediaBox] == [0, 0, 612, 792]


def test_the_same_paper_is_the_same_file():
    assert as_pdf(papers.receipt()) == as_pdf(papers.receipt())


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_printed_and_nothing_else(text: str):
    pdf = as_pdf(papers.invoice(to=Party("Ada", (text,)), lines=[Line(text, Decimal(1))], ways=()))
    printed = text_in(pdf)
    assert [char for char in set(text) - {" "} if char not in printed] == []
    if text.isascii():
        assert says(text, printed)
    assert pages_in(pdf) == 1


def test_line_breaks_and_controls_become_spaces():
    assert says("Ada Lovelace", text_in(as_pdf(papers.invoice(candidate="Ada\r\n\x1f\x85Lovelace\x00"))))


def test_what_no_font_has_is_printed_as_a_square():
    assert says("Ada □", text_in(as_pdf(papers.invoice(candidate="Ada 😀"))))


def test_should_even_that_not_do_plain_letters_are_printed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(glyphs, "printable", str)
    assert says("Zo□ □", text_in(as_pdf(papers.invoice(candidate="Zoë 😀"))))


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=200))
def test_any_text_anywhere_makes_a_paper(text: str):
    assert_tagged(as_pdf(everywhere(text)))


@pytest.mark.parametrize("text", ["W" * 200, "word " * 200, "x" * 1000, "", " "])
def test_texts_of_any_length_leave_the_margins_white(text: str):
    assert all(_margins_are_white(picture) for picture in as_pictures(everywhere(text, across="")))


def test_a_margin_that_is_written_on_would_be_seen():
    assert not all(
        _margins_are_white(picture) for picture in as_pictures(everywhere("A", across="Void " * 9))
    )


def _margins_are_white(picture: bytes) -> bool:
    """Twenty millimetres at the sides and eight at the bottom."""
    page = Image.open(io.BytesIO(picture)).convert("L")
    wide, high = page.size
    side, foot = round(20 / 25.4 * 96), round(8 / 25.4 * 96)
    strips = [(0, 0, side, high), (wide - side, 0, wide, high), (0, high - foot, wide, high)]
    return all(page.crop(strip).getextrema() == (255, 255) for strip in strips)


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 60, 300])
def test_a_long_table_says_its_headings_on_every_page_and_ends_with_its_sum(count: int):
    pdf = as_pdf(papers.invoice(lines=[A_LINE] * count, ways=()))
    with opened(pdf) as document:
        pages = [text_on(page) for page in document.pages]
    assert all(says("What Amount", page) for page in pages)
    assert all(says(f"Page {at} of {len(pages)}", page) for at, page in enumerate(pages, 1))
    assert sum(page.count("Enrolment") for page in pages) == count
    assert says(f"Total ${350 * count:,}.00", pages[-1])
    assert len(pages) <= 1 + count // 20


@pytest.mark.parametrize("count", range(18, 28))
def test_sums_stay_together_under_their_heading(count: int):
    payments = [("Card", Decimal(10))] * 3
    pdf = as_pdf(papers.invoice(lines=[A_LINE] * count, ways=(), payments=payments))
    with opened(pdf) as document:
        last = text_on(document.pages[-1])
    assert says(f"Total ${350 * count:,}.00 Card −$10.00 Card −$10.00 Card −$10.00 Left to pay", last)
    assert says("What Amount", last)


def test_across_stands_on_every_page_and_is_read_out_once():
    pdf = as_pdf(papers.invoice(across="Void", lines=[A_LINE] * 40, ways=()))
    with opened(pdf) as document:
        counts = [text_on(page).count("Void") for page in document.pages]
    assert counts == [2, 1]


def test_a_paper_without_notes_ends_with_its_sum():
    words = text_in(as_pdf(papers.invoice(ways=())))
    assert says("Total $350.00 Invoice 2026-0147 ·", words)


def test_an_address_to_pay_at_is_a_link():
    address = "https://lssc.example.org/t/abc/"
    pdf = as_pdf(papers.invoice(ways=(Note("Pay", (), address),)))
    with opened(pdf) as document:
        links = [str(note.A.URI) for page in document.pages for note in page.get("/Annots", [])]
    assert links == [address]


def test_pictures_show_every_page():
    pictures = as_pictures(papers.invoice(lines=[A_LINE] * 60, ways=()))
    assert len(pictures) == 3
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
