"""The mail server and the worker that other tests rely on."""

from collections.abc import Callable

import pytest

from lsscert.letters import services
from lsscert.letters.models import Letter
from tests import post

DeliverLetters = Callable[[], None]


def write(occasion: str) -> Letter:
    return services.write_ready(
        kind="test",
        occasion=occasion,
        address="Reader@library.demo.test",
        subject=f"About {occasion}",
        body="Words.\n",
    )


def test_a_letter_arrives_where_it_is_awaited(smtp_sink: post.Sink, deliver_letters: DeliverLetters) -> None:
    write("books")
    write("shelves")
    deliver_letters()
    message = smtp_sink.wait_for("reader@library.demo.test", "books")
    assert message["Subject"] == "About books"
    assert "Words." in post.text_of(message)
    assert len(smtp_sink.messages(to="reader@library.demo.test")) == 2


def test_waiting_for_what_does_not_come_says_what_came(
    smtp_sink: post.Sink, deliver_letters: DeliverLetters
) -> None:
    write("books")
    deliver_letters()
    with pytest.raises(AssertionError, match="About books"):
        smtp_sink.wait_for("reader@library.demo.test", "shelves", timeout=0.2)


def test_a_server_that_is_away_keeps_the_letter_waiting(
    smtp_server: post.Server, deliver_letters: DeliverLetters
) -> None:
    smtp_server.stop()
    letter = write("books")
    deliver_letters()
    letter.refresh_from_db()
    assert letter.state == Letter.Status.QUEUED
    assert letter.attempts >= 1
    assert smtp_server.sink.messages() == []
