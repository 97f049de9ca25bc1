"""The PDF: what it says, that screen readers can read it, and that no name can stop it."""

import unicodedata
from datetime import date

import pikepdf
import pytest
import typst
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.certificates import paper
from candidates.certificates.paper import Sheet, as_pdf, as_picture
from lsscert.paper import glyphs
from tests.pdfs import assert_tagged, elements, kinds_in, opened, text_in

SETS = [
    {
        "code": code,
        "name": name,
        "edition": "2012-10",
        "required": required,
        "route": "course",
        "date": "2026-05-04",
        "source": "Introduction to Library Work, Cedar Valley College",
    }
    for code, name, required in [
        ("FND", "Foundations of Library Services", True),
        ("COM", "Communication and Teamwork", True),
        ("TEC", "Technology", True),
        ("ACC", "Access Services", False),
        ("CAT", "Cataloging and Classification", False),
        ("REF", "Reference and Information Services", False),
    ]
]
NAMES = {
    "latin": "Zoë Núñez-Þórsdóttir",
    "vietnamese": "Nguyễn Thị Ánh Tuyết",
    "greek": "Ελένη Παπαδοπούλου",
    "cyrillic": "Олександра Ґалаґан",
    "arabic": "محمد عبد الله الأنصاري",
    "hebrew": "שָׂרָה בֶּן־דָּוִד",
    "devanagari": "राजेश कुमार शर्मा",
    "bengali": "নাজমা রহমান",
    "tamil": "தமிழ்ச்செல்வி",
    "thai": "สมชาย ศรีสุข",
    "khmer": "សុខា ចាន់",
    "burmese": "အောင်ဆန်းစုကြည်",
    "armenian": "Արամ Խաչատրյան",
    "georgian": "შოთა რუსთაველი",
    "ethiopic": "ኃይለ ገብረሥላሴ",
    "cherokee": "ᏍᏏᏉᏯ",
    "syllabics": "ᓄᓇᕗᑦ",
    "chinese": "李小龍",
    "japanese": "やまだ カナコ 山田",
    "korean": "김민수",
    "marks": "Z\u0351a\u0300\u0301\u0302lgo e\u0323\u0332",
    "markup": "#let x = $1$ *b* _i_ \"q\" \\n `r` <l> @a [c] {d} // -- ~ 'e' = + - /",
    "long": "Wolfeschlegelsteinhausenbergerdorff " * 3 + "Maximiliana",
    "wide": "W" * 120,
}


def sheet(name: str = "Maria Delgado-Ruiz", **changes) -> Sheet:
    return Sheet(
        **{
            "holder_name": name,
            "number": "LSSC-2026-00042-K",
            "issued_on": date(2026, 11, 24),
            "term_begins": date(2026, 11, 24),
            "term_ends": date(2030, 11, 23),
            "link": "https://lssc.example.org/verify/LSSC-2026-00042-K/0123456789abcdef/",
            "sets": SETS,
        }
        | changes
    )


def test_what_it_says():
    with override_settings(SITE_URL="https://lssc.example.org"):
        pdf = as_pdf(sheet())
    words = text_in(pdf)
    for expected in (
        "Maria Delgado-Ruiz",
        "Certified Library Support Staff (CLSS)",
        "LSSC-2026-00042-K",
        "24 November 2026 to 23 November 2030",
        "lssc.example.org/verify/",
        "Foundations of Library Services",
        "Approved course, 4 May 2026",
        "Introduction to Library Work, Cedar Valley College",
        "October 2012",
    ):
        assert expected.replace(" ", "") in words.replace(" ", ""), expected
    assert len(opened(pdf).pages) == 2


def test_it_is_tagged_for_screen_readers():
    pdf = as_pdf(sheet())
    assert_tagged(pdf, title="LSSC-2026-00042-K")
    with opened(pdf) as document:
        tree = document.Root.StructTreeRoot
        assert {"/H1", "/H2", "/Figure", "/Table", "/TH", "/TD", "/Link"} <= kinds_in(tree)
        for figure in elements(tree, "/Figure"):
            assert "QR code" in str(figure.Alt)
        with document.open_metadata() as about:
            assert "Maria" not in str(about["dc:title"])
        for page in document.pages:
            width, height = (float(page.MediaBox[at]) for at in (2, 3))
            assert (width, height) == (792, 612), "landscape, on the paper that American printers hold"


def test_the_same_certificate_is_the_same_file():
    assert as_pdf(sheet()) == as_pdf(sheet())


@pytest.mark.parametrize("script", NAMES)
def test_every_script_prints_as_it_is(script: str):
    name = NAMES[script]
    assert glyphs.printable(name) == name
    assert glyphs.missing(name) == []
    printed = text_in(as_pdf(sheet(name)))
    # Order differs where writing runs from the right and where vowel signs stand before their letter.
    missing = [char for char in set(name) - {" "} if char not in printed and not _joined(char, printed)]
    assert not missing


def _joined(char: str, printed: str) -> bool:
    """Accents may be printed as one character with their letter."""
    return char in unicodedata.normalize("NFD", printed) or unicodedata.normalize("NFC", char) in printed


@pytest.mark.parametrize(
    ("name", "printed", "missing"),
    [
        ("Ada 😀 Lovelace", "Ada □ Lovelace", ["😀"]),
        ("👨\u200d👩\u200d👧 Family", "□ Family", ["👨\u200d👩\u200d👧"]),
        ("𐌰𐌱 Gothic", "□□ Gothic", ["𐌰", "𐌱"]),
        ("no\u0378body", "nobody", ["\u0378"]),
    ],
)
def test_what_no_font_has_is_printed_as_a_square(name: str, printed: str, missing: list[str]):
    assert glyphs.printable(name) == printed
    assert glyphs.missing(name) == missing
    assert printed.replace(" ", "") in text_in(as_pdf(sheet(name))).replace(" ", "")


def test_a_missing_glyph_would_stop_the_pdf_if_it_were_not_replaced():
    """Shows that the replacing is needed, and that the check of the fonts can say no."""
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        glyphs.compiled(
            paper.TEMPLATE, paper._data(sheet("😀"), str), format="pdf", pdf_standards=glyphs.STANDARD
        )


def test_should_even_the_replaced_name_not_do_plain_letters_are_printed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(glyphs, "printable", str)
    assert "□ Lovelace".replace(" ", "") in text_in(as_pdf(sheet("😀 Lovelace"))).replace(" ", "")


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=120))
def test_any_name_at_all_makes_two_pages(name: str):
    with opened(as_pdf(sheet(name))) as document:
        assert len(document.pages) == 2


def test_long_names_get_smaller_letters_and_stay_on_the_page():
    sizes = {
        name: _largest_size(as_pdf(sheet(text)))
        for name, text in {"short": "Ada Lovelace", "long": NAMES["long"], "wide": NAMES["wide"]}.items()
    }
    assert sizes["short"] > sizes["long"] > 10
    assert sizes["short"] > sizes["wide"] > 10


def _largest_size(pdf: bytes) -> float:
    """Of the name: the largest letters besides those of the award, which are 27 points."""
    with opened(pdf) as document:
        found = set()
        for operands, operator in pikepdf.parse_content_stream(document.pages[0]):
            if str(operator) == "Tf":
                found.add(round(float(operands[1]), 1))
    return max(found - {27.0, 16.0, 13.5, 13.0}, default=0)


def test_a_replaced_one_says_so_in_words_that_are_read_out():
    words = text_in(as_pdf(sheet(across="Replaced", notice="Replaced by a newer certificate")))
    assert "Replacedbyanewercertificate" in words.replace(" ", "")
    assert "Replaced" not in text_in(as_pdf(sheet()))


def test_sources_of_any_length_only_make_the_record_longer():
    long = [one | {"source": "A very long title of a course " * 13} for one in SETS]
    with opened(as_pdf(sheet(sets=long))) as document:
        assert 2 <= len(document.pages) <= 3


def test_the_picture_shows_the_first_page():
    picture = as_picture(sheet())
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert (width, height) == (1056, 816)
