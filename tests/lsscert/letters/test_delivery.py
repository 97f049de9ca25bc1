"""From the outbox to a mail server that really listens, and what happens while it does not."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from lsscert import clock
from lsscert.letters import services, tasks
from lsscert.letters.desk_tasks import not_delivered
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people, post
from tests.lsscert.letters.letters import letter
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
Deliver = Callable[[], None]


def due_now() -> None:
    """As if the waiting time of every job were over."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def jobs() -> QuerySet[ProcrastinateJob]:
    """Those of letters; a worker adds its periodic ones."""
    return ProcrastinateJob.objects.filter(task_name=tasks.deliver.name)


def read(written: Letter) -> Letter:
    written.refresh_from_db()
    return written


def test_a_letter_arrives_as_text_and_as_a_page(smtp_sink: post.Sink, deliver_letters: Deliver):
    written = letter(
        subject="Grüße, شكرا 🐢", body="Dear Žofie,\n\nsee http://localhost:8000/my/ <b>now</b>.\n"
    )
    deliver_letters()
    arrived = smtp_sink.wait_for("reader@people.test")
    assert arrived["Subject"] == "Grüße, شكرا 🐢"
    assert arrived["Message-ID"] == written.message_id
    assert post.text_of(arrived).startswith("Dear Žofie,")
    page = arrived.get_body(("html",)).get_content()
    assert '<a href="http://localhost:8000/my/"' in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page
    assert read(written).state == Letter.Status.SENT
    assert written.sent_at is not None


def test_while_the_server_is_away_the_letter_waits_and_then_goes_with_the_same_id(
    smtp_server: post.Server, deliver_letters: Deliver
):
    smtp_server.stop()
    written = letter()
    deliver_letters()
    assert (read(written).state, written.attempts) == (Letter.Status.QUEUED, 1)
    assert "refused" in written.last_problem.lower()
    due_now()
    deliver_letters()
    assert (read(written).state, written.attempts) == (Letter.Status.QUEUED, 2)
    smtp_server.start()
    due_now()
    deliver_letters()
    assert (read(written).state, written.attempts, written.last_problem) == (Letter.Status.SENT, 3, "")
    assert smtp_server.sink.wait_for("reader@people.test")["Message-ID"] == written.message_id


def test_a_passing_no_of_the_server_is_tried_again_with_the_same_id(
    smtp_sink: post.Sink, deliver_letters: Deliver
):
    smtp_sink.refuse_next()
    written = letter()
    deliver_letters()
    assert smtp_sink.messages() == []
    due_now()
    deliver_letters()
    assert [arrived["Message-ID"] for arrived in smtp_sink.messages()] == [written.message_id]


def test_it_waits_longer_after_each_try(smtp_server: post.Server, deliver_letters: Deliver):
    smtp_server.stop()
    letter()
    waits = []
    for _ in range(3):
        due_now()
        deliver_letters()
        due = jobs().get().scheduled_at
        assert due is not None
        waits.append(due - clock.now())
    assert timedelta(seconds=1) < waits[0] < waits[1] < waits[2] < timedelta(seconds=130)


def test_after_the_last_try_it_has_failed_and_the_desk_is_told(
    smtp_server: post.Server, deliver_letters: Deliver
):
    smtp_server.stop()
    written = letter()
    assert not_delivered.look().count == 0
    for _ in range(tasks.MAX_ATTEMPTS):
        due_now()
        deliver_letters()
    assert (read(written).state, written.attempts) == (Letter.Status.FAILED, tasks.MAX_ATTEMPTS)
    assert (not_delivered.look().count, not_delivered.look().oldest) == (1, written.written_at)
    assert not jobs().filter(status__in=["todo", "doing"]).exists()
    smtp_server.start()
    services.resend(letter=written, by=people.staff())
    deliver_letters()
    assert read(written).state == Letter.Status.SENT
    assert not_delivered.look().count == 0


def test_what_was_undone_is_not_sent(smtp_sink: post.Sink, deliver_letters: Deliver):
    def write_and_fail() -> None:
        with transaction.atomic():
            letter()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    deliver_letters()
    assert not Letter.objects.exists()
    assert not jobs().exists()
    assert smtp_sink.messages() == []


def test_written_twice_it_goes_once(smtp_sink: post.Sink, deliver_letters: Deliver):
    first = letter(occasion="same")
    assert letter(occasion="same", subject="Other words", address="Reader@People.test").pk == first.pk
    deliver_letters()
    assert [arrived["Subject"] for arrived in smtp_sink.messages()] == ["Good news"]


def test_written_by_ten_at_once_it_goes_once(smtp_sink: post.Sink, deliver_letters: Deliver):
    written = together(*[lambda: letter(occasion="same") for _ in range(10)])
    assert len({each.pk for each in written}) == 1
    deliver_letters()
    assert len(smtp_sink.messages()) == 1


def test_two_workers_with_one_letter_send_it_once(smtp_sink: post.Sink):
    written = letter()
    together(*[lambda: tasks.deliver(written.pk) for _ in range(5)])
    assert len(smtp_sink.messages()) == 1


def test_a_withdrawn_letter_is_not_sent(smtp_sink: post.Sink, deliver_letters: Deliver):
    letter(kind="set_achieved", occasion="gone")
    letter(kind="set_achieved", occasion="stays")
    assert services.withdraw(kind="set_achieved", occasion="gone") == 1
    deliver_letters()
    assert len(smtp_sink.messages()) == 1


def test_true_again_it_is_written_anew_and_goes(smtp_sink: post.Sink, deliver_letters: Deliver):
    letter(kind="set_achieved", occasion="again", subject="First words")
    services.withdraw(kind="set_achieved", occasion="again")
    letter(kind="set_achieved", occasion="again", subject="New words")
    deliver_letters()
    assert [arrived["Subject"] for arrived in smtp_sink.messages()] == ["New words"]


def test_what_the_worker_holds_cannot_be_called_back_and_nobody_waits_for_it(
    smtp_sink: post.Sink, monkeypatch
):
    written, held, tried = letter(kind="k", occasion="o"), Event(), Event()
    hand_over = tasks._hand_over

    def slowly(each: Letter) -> str:
        held.set()
        tried.wait(10)
        return hand_over(each)

    monkeypatch.setattr(tasks, "_hand_over", slowly)

    def undo() -> tuple[int, str]:
        held.wait(10)
        withdrawn = services.withdraw(kind="k", occasion="o")
        with pytest.raises(Refused) as no:
            services.call_back(letter=written, by=people.staff())
        tried.set()
        return withdrawn, no.value.code

    assert together(lambda: tasks.deliver(written.pk), undo)[1] == (0, "letter_in_hand")
    assert read(written).state == Letter.Status.SENT


@pytest.mark.parametrize("demo", [False, True])
def test_a_secret_body_is_gone_once_delivered_except_in_the_demo(
    smtp_sink: post.Sink, deliver_letters: Deliver, settings, demo: bool
):
    settings.DEMO = demo
    written = letter(secret=True, body="http://localhost:8000/accounts/confirm-email/abc/\n")
    plain = letter()
    deliver_letters()
    assert "confirm-email" in post.text_of(smtp_sink.messages()[0])
    assert ("confirm-email" in read(written).body) is demo
    assert read(plain).body


def test_a_secret_body_goes_too_when_it_could_never_be_delivered(smtp_server: post.Server):
    smtp_server.stop()
    written = letter(secret=True)
    Letter.objects.update(attempts=tasks.MAX_ATTEMPTS - 1)
    tasks.deliver(written.pk)
    assert (read(written).state, written.body) == (Letter.Status.FAILED, "")


@pytest.mark.parametrize(
    "address",
    [
        "maría@bücher.test",
        "reader@bücher.test",
        '"two words"@people.test',
        "\u202eevil@people.test",
        "no address at all",
        "a@b\r\nBcc: other@people.test",
        "x" * 200 + "@people.test",
    ],
)
def test_a_strange_address_harms_nobody(smtp_sink: post.Sink, deliver_letters: Deliver, address: str):
    """It arrives or it waits with the reason; the letters behind it go all the same, and nobody else gets it."""
    strange = letter(address)
    letter("after@people.test")
    deliver_letters()
    assert read(strange).attempts == 1
    assert strange.state == Letter.Status.SENT or strange.last_problem
    assert smtp_sink.messages("after@people.test")
    assert not smtp_sink.messages("other@people.test")


def test_a_problem_that_cannot_be_stored_is_noted_all_the_same(monkeypatch):
    def broken(_letter: Letter) -> None:
        raise OSError("bad\x00 \ud800 answer " * 50)

    monkeypatch.setattr(tasks, "as_message", broken)
    written = letter()
    with pytest.raises(tasks.NotDelivered):
        tasks.deliver(written.pk)
    assert read(written).last_problem.startswith("OSError: bad")


def test_a_page_works_while_the_server_is_away(smtp_server: post.Server, client, real_policy):
    smtp_server.stop()
    answer = client.post(
        "/accounts/signup/", {"name": "M", "email": "m@people.test", "password1": "three quiet readers"}
    )
    assert answer.status_code == 302
    assert Letter.objects.get().state == Letter.Status.QUEUED


def test_a_letter_without_a_job_is_found_and_gets_one(smtp_sink: post.Sink, deliver_letters: Deliver):
    lost, fine = letter(), letter("fine@people.test")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE args->>'letter_id' = %s", [str(lost.pk)])
    assert list(services.without_job()) == [lost]
    tasks.queue_those_without_job(0)
    assert not services.without_job().exists()
    deliver_letters()
    assert len(smtp_sink.messages()) == 2
    assert read(fine).attempts == 1


def test_a_job_that_ended_without_sending_does_not_count(smtp_sink: post.Sink):
    written = letter()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    assert list(services.without_job()) == [written]


def test_no_letter_lacks_a_job_while_it_is_sent_waits_or_is_done(
    smtp_server: post.Server, deliver_letters: Deliver
):
    letter()
    assert not services.without_job().exists()
    smtp_server.stop()
    deliver_letters()
    assert not services.without_job().exists()
    smtp_server.start()
    due_now()
    deliver_letters()
    assert not services.without_job().exists()
