"""Evidence of any kind comes in clean, or is refused for a reason of its own with nothing left behind."""

import io
import warnings
import zipfile

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lsscert.files import incoming, services
from lsscert.files.models import StoredFile
from lsscert.refused import Refused
from tests.lsscert.files import hostile
from tests.lsscert.files.hostile import SECRET
from tests.lsscert.files.office import FRAME, archive, box, mp3, mp4, office, parts_of
from tests.lsscert.files.washing import clean

Kind = StoredFile.Kind
ALL = services.EVIDENCE_KINDS


def encrypted_entry() -> bytes:
    content = bytearray(office())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    return bytes(content)


def damaged_part() -> bytes:
    """A bit that fell over inside what is compressed: the frame of the archive is whole."""
    content = bytearray(office(text="word " * 400))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as made:
        part = made.getinfo("word/document.xml")
    content[part.header_offset + 30 + len(part.filename)] ^= 0x06
    return bytes(content)


def twice_the_same_name() -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w") as made:
        for _ in range(2):
            made.writestr("word/document.xml", "x")
    return out.getvalue()


def bomb() -> bytes:
    return office(parts={"word/media/big.xml": b" " * 40_000_000})


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
HOSTILE = {
    "nothing at all": (lambda: b"", "file_empty"),
    "a program named like a document": (lambda: b"MZ\x90\x00" + bytes(500), "file_program"),
    "a page with a script": (lambda: b"\n <html><script>alert(1)</script></html>", "file_script"),
    "a drawing that can run": (lambda: b"<svg onload='x()'/>", "file_script"),
    "a photo nobody can open": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(80), "file_heic"),
    "a document of the last century": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "file_old_office",
    ),
    "a PDF with a password": (lambda: hostile.locked_pdf(user="please"), "file_locked"),
    "a Word document with a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
        "file_locked_office",
    ),
    "encrypted parts": (encrypted_entry, "file_locked_zip"),
    "a damaged part": (damaged_part, "file_broken"),
    "a zip bomb": (bomb, "file_bomb"),
    "a pixel flood": (hostile.picture_bomb, "file_pixels"),
    "a flood of pages": (lambda: hostile.pdf(pages=201), "file_pages"),
    "a PDF that is an archive as well": (lambda: hostile.pdf() + archive({"a.txt": "x"}), "file_polyglot"),
    "a photo that is an archive as well": (lambda: hostile.jpeg() + archive({"a.txt": "x"}), "file_polyglot"),
    "a document behind something else": (lambda: office() + b"<html>" + bytes(200), "file_polyglot"),
    "a document with macros": (lambda: office(parts={"word/vbaProject.bin": b"x"}), "file_macros"),
    "a document with a program inside": (
        lambda: office(parts={"word/embeddings/ole1.bin": b"x"}),
        "file_embedded",
    ),
    "an archive of files": (lambda: archive({"a.txt": "x"}), "file_archive"),
    "a path that leads out": (lambda: office(parts={"../../etc/cron": "x"}), "file_paths"),
    "two parts of one name": (twice_the_same_name, "file_paths"),
    "a billion laughs": (lambda: office(parts={"word/styles.xml": LAUGHS}), "file_entities"),
    "a document cut off": (lambda: office()[:-40], "file_broken"),
    "a film that is protected": (lambda: mp4(sample=b"encv"), "file_locked_media"),
    "a film without film": (lambda: mp4(handler=b"meta"), "file_no_media"),
    "a film with a page behind it": (lambda: mp4(behind=b"<html><script>1</script></html>"), "file_polyglot"),
    "sound that is none": (lambda: b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(5000), "file_no_media"),
    "sound with an archive behind it": (lambda: mp3(behind=archive({"a": "b"})), "file_polyglot"),
    "text with control characters": (lambda: b"hello \x07\x1b[31m you", "file_control"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_for_its_own_reason_and_leaves_nothing(what: str):
    make, code = HOSTILE[what]
    upload = SimpleUploadedFile("harmless.docx", make())
    with pytest.raises(Refused) as no:
        services.receive(upload=upload, max_megabytes=50, kinds=ALL)
    assert no.value.code == code
    assert str(no.value.how_to_mend)
    assert list(incoming.folder().iterdir()) == []
    assert not default_storage.exists(services.FOLDER)


def test_seventeen_and_more_have_reasons_of_their_own():
    assert len({code for _make, code in HOSTILE.values()}) >= 17


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (office("docx"), Kind.DOCX),
        (office("pptx"), Kind.PPTX),
        (office("xlsx"), Kind.XLSX),
        (mp3(), Kind.MP3),
        (mp3(tag=b"TIT2" + bytes(30)), Kind.MP3),
        (mp4(), Kind.MP4),
        (mp4(handler=b"soun", sample=b"mp4a"), Kind.MP4),
        ("Grüße\r\nfrom Café".encode(), Kind.TXT),
        ("Café".encode("cp1252"), Kind.TXT),
        (hostile.pdf(), Kind.PDF),
        (hostile.png(), Kind.PNG),
        (hostile.jpeg(), Kind.JPEG),
    ],
)
def test_honest_files_are_taken_by_what_they_are(content: bytes, kind: Kind):
    assert clean(content, ALL).kind == kind


@pytest.mark.parametrize("content", [office(), mp3(), mp4(), b"plain text"])
def test_as_proof_only_papers_and_pictures_are_taken(content: bytes):
    with pytest.raises(Refused) as no:
        clean(content)
    assert no.value.code in {"file_word", "file_type"}


def test_nothing_in_a_document_says_who_wrote_it():
    photo = hostile.photo_with_a_place()
    given = office(
        parts={
            "docProps/core.xml": f"<dc:creator>{SECRET}</dc:creator>",
            "docProps/thumbnail.jpeg": photo,
            "customXml/item1.xml": f"<x>{SECRET}</x>",
            "word/comments.xml": f'<w:comment w:author="{SECRET}" w:initials="{SECRET}"><w:t>Good</w:t></w:comment>',
            "word/people.xml": f'<w15:person w15:author="{SECRET}" w15:userId="{SECRET}"/>',
            "ppt/commentAuthors.xml": f'<p:cmAuthor id="0" name="{SECRET}" initials="{SECRET}"/>',
            "xl/comments1.xml": f"<authors><author>{SECRET}</author></authors>",
            "xl/workbook.xml": f'<x15ac:absPath url="C:\\Users\\{SECRET}\\" xmlns="x"/><sheets/>',
            "word/media/photo.jpg": photo,
            "word/embeddings/sheet.xlsx": office("xlsx", {"docProps/core.xml": SECRET}),
            "word/_rels/settings.xml.rels": (
                f'<Relationships><Relationship Id="r1" Target="file:///C:/{SECRET}.dotx" TargetMode="External"/>'
                '<Relationship Id="r2" Target="https://library.test/" TargetMode="External"/></Relationships>'
            ),
        }
    )
    assert SECRET.encode() in b"".join(parts_of(given).values())
    kept = parts_of(clean(given, ALL).content)
    inner = parts_of(kept.pop("word/embeddings/sheet.xlsx"))
    for name, content in [*kept.items(), *inner.items()]:
        assert SECRET.encode() not in content, name
        assert "docProps" not in name
        assert b"docProps" not in content, name
    assert b"<w:t>Hello</w:t>" in kept["word/document.xml"]
    assert b"<w:t>Good</w:t>" in kept["word/comments.xml"]
    assert b"https://library.test/" in kept["word/_rels/settings.xml.rels"]
    with Image.open(io.BytesIO(kept["word/media/photo.jpg"])) as picture:
        assert not picture.getexif()


def test_nothing_in_sound_or_film_says_who_made_it():
    sound = clean(
        mp3(tag=b"TPE1" + SECRET.encode() + bytes(60), behind=b"TAG" + SECRET.encode()), ALL
    ).content
    assert sound == FRAME * 20
    given = mp4(note=SECRET.encode())
    film = clean(given, ALL).content
    assert SECRET.encode() in given
    assert SECRET.encode() not in film
    assert len(film) == len(given)
    assert box(b"mdat", bytes(500)) in film


def test_nothing_in_a_pdf_says_who_wrote_it():
    with pikepdf.open(io.BytesIO(clean(hostile.armed_pdf(), ALL).content)) as kept:
        assert "/Info" not in kept.trailer
        assert "/Metadata" not in kept.Root
