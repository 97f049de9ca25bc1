"""What is kept of an upload is what can be seen of it, and nothing that could run or tell on its giver."""

import io
import re
import time

import pikepdf
import pytest
from PIL import Image

from lsscert.files import cleaning
from lsscert.files.models import StoredFile
from lsscert.files.wash import main, paper
from lsscert.refused import Refused
from tests.lsscert.files import hostile
from tests.lsscert.files.hostile import SECRET
from tests.lsscert.files.washing import clean

Kind = StoredFile.Kind

REFUSED = {
    "nothing": (b"", "file_empty"),
    "a text": (b"This certifies that Maria passed.", "file_type"),
    "a page that calls itself a document": (b"<!doctype html><script>alert(1)</script>", "file_script"),
    "a drawing with a script": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        "file_script",
    ),
    "a picture that is a script as well": (b"GIF89a/*" + b"\x00" * 40 + b"*/=1;alert(1)//", "file_type"),
    "a document after a line of something else": (b"#!/bin/sh\n" + hostile.pdf(), "file_program"),
    "a program": (b"MZ" + b"\x00" * 200, "file_program"),
    "a photo of a telephone": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 80, "file_heic"),
    "a text of a word processor": (b"PK\x03\x04" + b"\x00" * 80, "file_word"),
    "a picture cut off": (hostile.png()[:-30], "file_broken"),
    "the first bytes of a picture": (b"\x89PNG\r\n\x1a\n", "file_broken"),
    "a photo cut off": (hostile.jpeg()[:300], "file_broken"),
    "a document with nothing in it": (b"%PDF-1.7\n%%EOF", "file_broken"),
    "a document of one line": (b"%PDF-", "file_broken"),
    "noise that begins like a document": (b"%PDF-1.4\n" + bytes(range(256)) * 50, "file_broken"),
    "a document without pages": (hostile.pdf(pages=0), "file_broken"),
    "a document that asks for a password": (hostile.locked_pdf(user="please"), "file_locked"),
    "a book": (hostile.pdf(pages=paper.MAX_PAGES + 1), "file_pages"),
    "a picture of 900 megapixels": (hostile.picture_bomb(), "file_pixels"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_honest_file_is_refused_with_what_would_mend_it(what):
    content, code = REFUSED[what]
    assert code_of(content) == code


def code_of(content):
    with pytest.raises(Refused) as caught:
        clean(content)
    assert str(caught.value.how_to_mend)
    return caught.value.code


def test_every_reason_of_the_washing_has_words():
    folder = cleaning.FOLDER_OF_WASH / "wash"
    source = "".join(path.read_text() for path in folder.glob("*.py"))
    assert cleaning.EXIT_REFUSED == main.REFUSED
    for word in cleaning._REFUSALS:
        assert f'"{word}"' in source
    for word in re.findall(r'NotWashed\("(\w+)"', source):
        assert word in cleaning._REFUSALS


def test_a_photo_keeps_its_pixels_upright_and_loses_where_it_was_taken():
    given = hostile.photo_with_a_place()
    assert SECRET.encode() in given, "the photo must carry what the test looks for"
    cleaned = clean(given)
    with Image.open(io.BytesIO(cleaned.content)) as kept:
        assert kept.size == (30, 40), "turned as the camera said, because the mark that said so is gone"
        assert not kept.getexif()
    assert cleaned.kind == Kind.JPEG
    assert SECRET.encode() not in cleaned.content


@pytest.mark.parametrize("given", [hostile.png(), hostile.jpeg()], ids=["png", "jpeg"])
def test_what_hangs_on_the_end_of_a_picture_is_cut_off(given):
    assert SECRET.encode() not in clean(given + b"\x00" * 9 + SECRET.encode()).content


@pytest.mark.parametrize(
    ("mode", "kept_mode"),
    [("1", "L"), ("L", "L"), ("P", "RGB"), ("RGB", "RGB"), ("RGBA", "RGBA"), ("LA", "RGBA")],
)
def test_pictures_of_any_kind_of_colour_stay_readable(mode, kept_mode):
    with Image.open(io.BytesIO(clean(hostile.png(mode=mode)).content)) as kept:
        assert (kept.mode, kept.size) == (kept_mode, (40, 30))


def test_a_scan_of_sixteen_bits_does_not_turn_white():
    grey = Image.new("I;16", (10, 10), 0x4000)
    out = io.BytesIO()
    grey.save(out, "PNG")
    with Image.open(io.BytesIO(clean(out.getvalue()).content)) as kept:
        assert kept.getpixel((5, 5)) == 0x40


def test_an_armed_document_comes_out_disarmed_and_still_shows_its_page():
    armed = hostile.armed_pdf()
    before = hostile.everything_in(armed)
    kept = clean(armed).content
    after = hostile.everything_in(kept)
    for weapon in [
        b"/JavaScript",
        b"/JS",
        b"/OpenAction",
        b"/AA",
        b"/Launch",
        b"/URI",
        b"/EmbeddedFile",
        b"/XFA",
        b"cmd.exe",
    ]:
        assert weapon in before, f"the test must send {weapon!r}"
        assert weapon not in after
    assert SECRET.encode() in before
    assert SECRET.encode() not in after
    with pikepdf.open(io.BytesIO(kept)) as opened:
        page = opened.pages[0].obj
        assert page.Contents.read_bytes() == b"q /Im Do Q"
        assert page.Resources.XObject.Im.read_bytes() == b"0 0 9 9 re f"
        assert [str(each.Subtype) for each in page.Annots] == ["/Stamp", "/Stamp"]
        assert page.Annots[1].AP.N.read_bytes().startswith(b"1 0 0 rg")


def test_a_document_that_only_forbids_printing_is_taken_and_unlocked():
    """Many providers lock their certificates like that; whoever opens them sees no password."""
    with pikepdf.open(io.BytesIO(clean(hostile.locked_pdf(user="")).content)) as kept:
        assert not kept.is_encrypted
        assert len(kept.pages) == 1


def test_a_document_that_unfolds_to_gigabytes_does_no_harm():
    """Whatever becomes of the file, the answer comes soon and the site stands."""
    bomb = hostile.pdf_bomb(megabytes=1500)
    began = time.monotonic()
    try:
        kept = clean(bomb).content
        assert len(kept) < 100_000
    except Refused as no:
        assert no.code in {"file_broken", "file_too_big_inside"}
    assert time.monotonic() - began < cleaning.WALL_SECONDS + 5


def instead(monkeypatch, code):
    """Another program in place of the washing; it still gets the paths."""
    monkeypatch.setattr(cleaning, "RUN", code.replace("{", "{{").replace("}", "}}"))


def test_a_reader_that_crashes_or_hangs_is_a_damaged_file_and_no_crash(monkeypatch):
    instead(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert code_of(hostile.png()) == "file_broken"
    monkeypatch.setattr(cleaning, "WALL_SECONDS", 0.5)
    instead(monkeypatch, "import time; time.sleep(30)")
    assert code_of(hostile.png()) == "file_too_big_inside"


def test_the_reader_has_nothing_worth_stealing_within_reach(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of the site")
    instead(
        monkeypatch,
        "import os, sys; open(sys.argv[2], 'w').write(repr(dict(os.environ))); sys.stdout.write('png')",
    )
    kept = clean(b"whatever").content
    assert kept.startswith(b"{")
    assert b"SECRET_KEY" not in kept
