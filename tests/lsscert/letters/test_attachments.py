"""What goes with a letter: made when it goes, tried again when it cannot be made, named wherever the letter is read."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.utils.translation import get_language, override

from lsscert.letters import services, tasks
from lsscert.letters.attachments import ATTACHMENTS, Attachable
from lsscert.letters.models import Letter
from lsscert.paper.sheet import as_pdf
from tests import people, post
from tests.lsscert.letters.letters import in_state, letter
from tests.lsscert.paper import papers
from tests.pdfs import assert_tagged

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("kinds")]
Deliver = Callable[[], None]
asked: list[tuple[str, str]] = []


def bill(ref: str) -> tuple[str, bytes, str]:
    asked.append((ref, get_language()))
    paper = papers.invoice(number=ref)
    return paper.file_name, as_pdf(paper), "application/pdf"


def no_such_bill(ref: str) -> tuple[str, bytes, str]:
    """As a query does that the database refuses, which spoils the transaction around it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    return ref, b"", ""


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ATTACHMENTS, "_entries", [])
    ATTACHMENTS.add(
        Attachable("bill", "Your <invoice>", bill, my_url="/my/{}/".format, desk_url="/desk/{}/".format)
    )
    ATTACHMENTS.add(Attachable("note", "A note", lambda ref: (f"{ref}.txt", "ß\n".encode(), "text/plain")))
    ATTACHMENTS.add(Attachable("broken", "Broken", no_such_bill))
    asked.clear()


def test_the_paper_arrives_with_the_letter(smtp_sink: post.Sink, deliver_letters: Deliver):
    with override("de"):
        letter(attach=[("bill", "2026-0147"), ("note", "grüße")])
    assert asked == [], "nothing is made before the letter goes"
    deliver_letters()
    arrived = smtp_sink.wait_for("reader@people.test")
    invoice, note = arrived.iter_attachments()
    assert (invoice.get_filename(), invoice.get_content_type()) == (
        "invoice-2026-0147.pdf",
        "application/pdf",
    )
    assert_tagged(invoice.get_content(), title="2026-0147", language="de")
    assert (note.get_filename(), note.get_content().strip()) == ("grüße.txt", "ß")
    assert post.text_of(arrived).startswith("Dear reader,")
    assert arrived.get_body(("html",))
    assert asked == [("2026-0147", "de")], "in the language of the letter"


def test_a_letter_without_anything_is_as_it_was(smtp_sink: post.Sink, deliver_letters: Deliver):
    letter()
    deliver_letters()
    assert list(smtp_sink.wait_for("reader@people.test").iter_attachments()) == []


def test_what_cannot_be_made_is_tried_again_and_the_letter_is_not_lost(
    smtp_sink: post.Sink, monkeypatch: pytest.MonkeyPatch
):
    written = letter(attach=[("note", "n"), ("broken", "2026-0147")])
    with pytest.raises(tasks.NotDelivered):
        tasks.deliver(written.pk)
    written.refresh_from_db()
    assert (written.state, written.attempts) == (Letter.Status.QUEUED, 1)
    assert written.last_problem.startswith("NotAttached: broken 2026-0147: DataError: division by zero")
    assert smtp_sink.messages() == [], "nothing goes without what was promised with it"
    monkeypatch.setattr(ATTACHMENTS, "_entries", [])
    with pytest.raises(tasks.NotDelivered):
        tasks.deliver(written.pk)
    ATTACHMENTS.add(Attachable("broken", "Mended", bill))
    ATTACHMENTS.add(Attachable("note", "A note", bill))
    tasks.deliver(written.pk)
    written.refresh_from_db()
    assert (written.state, written.attempts, written.last_problem) == (Letter.Status.SENT, 3, "")
    assert len(list(smtp_sink.messages()[0].iter_attachments())) == 2


def test_after_the_last_try_the_desk_is_told(smtp_sink: post.Sink):
    written = letter(attach=[("broken", "x")])
    Letter.objects.update(attempts=tasks.MAX_ATTEMPTS - 1)
    tasks.deliver(written.pk)
    written.refresh_from_db()
    assert written.state == Letter.Status.FAILED
    assert "division by zero" in text(people.signed_in(people.staff()), f"/desk/letters/{written.ref}/")


def test_a_kind_that_no_room_knows_is_told_to_who_writes_it():
    with pytest.raises(KeyError, match="nothing"):
        letter(attach=[("nothing", "x")])
    assert not Letter.objects.exists()


def test_every_way_to_write_takes_it():
    someone = people.person(email="a@people.test")
    facts = {"kind": "application_withdrawn", "occasion": "x", "attach": [("note", "n")]}
    services.write(to=someone, **facts)
    services.write_to_address(address="b@people.test", person=someone, **facts)
    assert list(Letter.objects.values_list("attachments", flat=True)) == [[["note", "n"]]] * 2


def test_written_anew_it_carries_what_it_carries_now(smtp_sink: post.Sink, deliver_letters: Deliver):
    letter(kind="k", occasion="o", attach=[("broken", "x")])
    services.withdraw(kind="k", occasion="o")
    letter(kind="k", occasion="o", attach=[("note", "n")])
    deliver_letters()
    assert [each.get_filename() for each in smtp_sink.messages()[0].iter_attachments()] == ["n.txt"]


def test_a_version_before_this_one_can_still_write():
    """While both run, it names no attachments at all."""
    before = letter()
    names = [field.column for field in Letter._meta.fields if field.name not in {"id", "attachments"}]
    copied = ", ".join(
        {"ref": "'abcdefghij'", "message_id": "'m'", "occasion": "'p'"}.get(n, n) for n in names
    )
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO letters_letter ({', '.join(names)}) SELECT {copied} FROM letters_letter")
    assert Letter.objects.exclude(pk=before.pk).get().attachments == []


def text(client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.usefixtures("real_policy")
def test_readers_and_staff_see_the_names_and_where_to_find_it(client, settings):
    mara = people.person("Mara", "mara@people.test")
    sent = in_state(Letter.Status.SENT, person=mara, attach=[("bill", "7"), ("note", "n")])
    mine = text(people.signed_in(mara), f"/my/letters/{sent.ref}/")
    assert '<a href="/my/7/">Your &lt;invoice&gt;</a>, A note' in mine
    desk = text(people.signed_in(people.staff()), f"/desk/letters/{sent.ref}/")
    assert '<a href="/desk/7/">Your &lt;invoice&gt;</a>, A note' in desk
    settings.DEMO = True
    assert "Your &lt;invoice&gt;" in text(client, "/sent-mail/")


@pytest.mark.usefixtures("real_policy")
def test_a_letter_of_a_newer_version_can_be_read(monkeypatch: pytest.MonkeyPatch):
    written = letter(attach=[("note", "n")])
    monkeypatch.setattr(ATTACHMENTS, "_entries", [])
    assert "note" in text(people.signed_in(people.staff()), f"/desk/letters/{written.ref}/")


@pytest.mark.usefixtures("real_policy")
def test_a_personal_link_is_for_its_reader_alone(smtp_sink: post.Sink, deliver_letters: Deliver, settings):
    settings.DEMO = False
    written = services.write_to_address(
        kind="application_withdrawn",
        occasion="x",
        address="a@people.test",
        person=people.person(),
        secret=True,
        attach=[("note", "n")],
    )
    words = written.body.split("\n")[0]
    assert words
    page = text(people.signed_in(people.staff()), f"/desk/letters/{written.ref}/")
    assert words not in page
    assert "A note" in page
    deliver_letters()
    assert words in post.text_of(smtp_sink.wait_for("a@people.test"))
    written.refresh_from_db()
    assert written.body == ""
