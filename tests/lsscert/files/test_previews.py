"""Pictures of pages, and the text in files, made in a process of their own."""

import io

import pytest
import typst
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lsscert.files import keeping, previews, reading, services
from lsscert.files.models import Preview, StoredFile
from tests import people
from tests.lsscert.files import hostile
from tests.lsscert.files.office import mp4, office
from tests.people import NOW

pytestmark = pytest.mark.django_db


def kept(content: bytes) -> StoredFile:
    upload = SimpleUploadedFile("x", content)
    received = services.receive(upload=upload, max_megabytes=10, kinds=services.EVIDENCE_KINDS)
    with services.together():
        return services.store(received=received, by=people.person(), now=NOW, preview=True)


def two_pages() -> bytes:
    return typst.compile(b"First page by Zora #pagebreak() Second page")


def test_each_page_becomes_a_picture_once():
    stored = kept(two_pages())
    assert stored.previews_state == "asked"
    assert previews.make(stored_id=stored.pk, now=NOW) == 2
    assert previews.make(stored_id=stored.pk, now=NOW) == 0
    stored.refresh_from_db()
    assert stored.previews_state == "made"
    assert [row.page for row in stored.previews.all()] == [1, 2]
    answer = previews.response(stored.previews.first())
    with Image.open(io.BytesIO(b"".join(answer))) as picture:
        assert picture.width == stored.previews.first().width
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert list(keeping.files_without_rows(now=NOW.replace(year=2099))) == []


def test_sound_film_and_text_have_none_and_broken_ones_say_so():
    assert kept(mp4()).previews_state == "none"
    stored = kept(hostile.png())
    default_storage.delete(stored.path)
    assert previews.make(stored_id=stored.pk, now=NOW) == 0
    stored.refresh_from_db()
    assert stored.previews_state == "failed"


def test_what_is_discarded_takes_its_pictures_along(django_capture_on_commit_callbacks):
    stored = kept(two_pages())
    previews.make(stored_id=stored.pk, now=NOW)
    paths = [stored.path, *stored.previews.values_list("path", flat=True)]
    with django_capture_on_commit_callbacks(execute=True):
        services.discard(stored)
    assert not any(default_storage.exists(path) for path in paths)
    assert not Preview.objects.exists()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (two_pages(), [("page 1", "First page by Zora"), ("page 2", "Second page")]),
        (office(text="Zora &amp; friends"), [("", "Zora & friends")]),
        (office("pptx", {"ppt/slides/slide2.xml": "<a:t>Zora</a:t>"}), [("slide 2", "Zora")]),
        (office("xlsx", {"xl/sharedStrings.xml": "<sst><si><t>Zora</t></si></sst>"}), [("", "Zora")]),
        (b"by Zora", [("", "by Zora")]),
        (hostile.png(), []),
    ],
)
def test_text_is_read_with_where_it_stands(content: bytes, expected: list[tuple[str, str]]):
    assert [(passage.where, passage.text.strip()) for passage in reading.text_of(kept(content))] == expected
