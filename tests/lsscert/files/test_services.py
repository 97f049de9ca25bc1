"""Bytes and rows come and go together, and what is handed out can do nothing."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, transaction
from django.http import Http404

from lsscert.files import incoming, keeping, services, tasks
from lsscert.files.models import StoredFile
from lsscert.refused import Refused
from tests import people
from tests.lsscert.files import hostile

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
LATER = datetime.now(UTC) + timedelta(days=30)


def received(name="proof.png", content=None, megabytes=10):
    upload = SimpleUploadedFile(name, hostile.png() if content is None else content)
    return services.receive(upload=upload, max_megabytes=megabytes)


@pytest.fixture
def keep(monkeypatch):
    """Stores a file whose washing is skipped, because it is the keeping that is looked at."""
    giver = people.person()

    def store(name="proof.png"):
        path = incoming.empty_file()
        path.write_bytes(hostile.png())
        clean = services.Clean(StoredFile.Kind.PNG, path)
        return services.store(received=services.Received(name, clean), by=giver, now=NOW)

    return store


def bytes_kept():
    if not default_storage.exists(services.FOLDER):
        return []
    return [path for folder in keeping._folders() for path in keeping._paths_in(folder)]


def test_a_stored_file_is_what_its_row_says():
    with services.together():
        stored = services.store(received=received("Zertifikat.png"), by=people.person(), now=NOW)
    content = default_storage.open(stored.path).read()
    assert (stored.name, stored.kind, stored.size) == ("Zertifikat.png", "image/png", len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.name not in stored.path
    assert stored.path.startswith("files/2026/03/")


NAMES = {
    "../../etc/passwd": "passwd.png",
    "..\\..\\windows\\system.ini": "system.png",
    "/": "proof.png",
    "...": "proof.png",
    "": "proof.png",
    "con\x00cealed.exe": "concealed.png",
    "two\nlines\r\nSet-Cookie: a=b.png": "two lines Set-Cookie: a=b.png",
    "a" * 10_000 + ".pdf": "a" * 100 + ".png",
    "report.pdf.exe": "report.pdf.png",
    "\u202egnp.exe": "gnp.png",
    "שלום.png": "שלום.png",
    "diploma 🎓.jpeg": "diploma 🎓.png",
    "half \ud800 a pair.png": "half a pair.png",
    '"quoted"; filename=x.png': '"quoted"; filename=x.png',
}


@pytest.mark.parametrize("given", NAMES)
def test_a_name_is_kept_as_far_as_it_is_one(given):
    assert services._display_name(given, StoredFile.Kind.PNG) == NAMES[given]


@pytest.mark.parametrize("given", NAMES)
def test_any_name_can_be_stored_and_handed_out(given, keep):
    stored = keep(services._display_name(given, StoredFile.Kind.PNG))
    stored.refresh_from_db()
    header = services.response(stored)["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert header.isascii()
    assert "\n" not in header


def test_a_file_larger_than_the_policy_is_refused_before_it_is_read():
    with pytest.raises(Refused) as caught:
        received(content=b"\x00" * (1024 * 1024 + 1), megabytes=1)
    assert caught.value.code == "file_too_large"
    assert "1 MB" in str(caught.value)


def test_exactly_the_most_is_not_too_large():
    padded = hostile.jpeg() + b"\x00" * (1024 * 1024 - len(hostile.jpeg()))
    assert received(content=padded, megabytes=1).clean.kind == StoredFile.Kind.JPEG


def test_what_is_handed_out_is_a_download_nobody_sniffs_or_runs(keep):
    answer = services.response(keep())
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Content-Disposition"] == 'attachment; filename="proof.png"'


def test_only_a_pdf_to_be_shown_goes_without_the_sandbox_in_which_browsers_show_none(keep):
    stored = keep()
    assert "sandbox" in services.response(stored, inline=True)["Content-Security-Policy"]
    stored.kind = StoredFile.Kind.PDF
    assert "sandbox" in services.response(stored)["Content-Security-Policy"]
    shown = services.response(stored, inline=True)
    assert shown["Content-Disposition"].startswith("inline")
    assert "sandbox" not in shown["Content-Security-Policy"]
    assert "default-src 'none'" in shown["Content-Security-Policy"]


def test_a_row_whose_bytes_are_gone_is_a_404_and_no_crash(keep):
    stored = keep()
    default_storage.delete(stored.path)
    with pytest.raises(Http404):
        services.response(stored)


def test_bytes_go_when_the_transaction_fails(keep):
    with pytest.raises(ZeroDivisionError), services.together():
        keep()
        assert len(bytes_kept()) == 1
        raise ZeroDivisionError
    assert bytes_kept() == []
    assert not StoredFile.objects.exists()


def test_bytes_go_when_a_transaction_further_out_fails(keep):
    with pytest.raises(ZeroDivisionError), services.together():
        with services.together():
            keep()
        raise ZeroDivisionError
    assert bytes_kept() == []


def test_only_the_bytes_of_the_failed_part_go(keep):
    with services.together():
        kept = keep()
        with pytest.raises(ZeroDivisionError), services.together():
            keep()
            raise ZeroDivisionError
    assert bytes_kept() == [kept.path]


def test_when_nobody_knows_whether_it_committed_the_bytes_stay_for_the_janitor(keep):
    with pytest.raises(OperationalError), services.together():
        keep()
        raise OperationalError("the connection was lost")
    assert len(bytes_kept()) == 1
    assert list(keeping.files_without_rows(now=LATER)) == bytes_kept()


def test_the_janitor_takes_what_a_plain_transaction_left_and_nothing_else(keep):
    kept = keep()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        left = keep()
        raise ZeroDivisionError
    assert list(keeping.files_without_rows(now=LATER)) == [left.path]
    assert keeping.clear_away(now=LATER) == 1
    assert bytes_kept() == [kept.path]
    assert keeping.clear_away(now=LATER) == 0


def test_the_janitor_leaves_what_may_still_be_on_its_way(keep):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        keep()
        raise ZeroDivisionError
    tasks.clear_away(0)
    assert len(bytes_kept()) == 1


def test_rows_without_bytes_and_bytes_that_changed_are_found(keep):
    whole, changed, lost = keep(), keep(), keep()
    assert (list(keeping.rows_without_files()), list(keeping.files_that_changed())) == ([], [])
    default_storage.delete(lost.path)
    default_storage.delete(changed.path)
    default_storage.save(changed.path, ContentFile(b"something else"))
    assert list(keeping.rows_without_files()) == [lost]
    assert list(keeping.files_that_changed()) == [changed]
    assert keeping.is_intact(whole)


def test_with_no_folder_at_all_nothing_is_missing(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "never made"
    assert list(keeping.files_without_rows(now=LATER)) == []
    assert keeping.clear_away(now=LATER) == 0
