"""A mail server that really listens, and a worker that really delivers, for tests that follow a letter to its end."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from asgiref.sync import sync_to_async
from django.db import connections
from procrastinate.contrib.django import app

from tests.ports import free_port


class Sink:
    """Keeps every message it is given. Safe to ask from another thread than the one that serves."""

    def __init__(self) -> None:
        self._messages: list[tuple[list[str], EmailMessage]] = []
        self._arrived = threading.Condition()
        self._refusals = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        with self._arrived:
            if self._refusals:
                self._refusals -= 1
                return "451 Try again later"
            self._messages.append(([str(to).lower() for to in envelope.rcpt_tos], message))
            self._arrived.notify_all()
        return "250 Kept"

    def refuse_next(self, count: int = 1) -> None:
        """Answers the next messages with a passing failure."""
        with self._arrived:
            self._refusals = count

    def messages(self, to: str = "", subject_contains: str = "") -> list[EmailMessage]:
        """Those that arrived for an address (any, if not given), oldest first."""
        with self._arrived:
            return [
                message
                for recipients, message in self._messages
                if (not to or to.lower() in recipients) and subject_contains in str(message["Subject"])
            ]

    def wait_for(self, to: str, subject_contains: str = "", timeout: float = 10.0) -> EmailMessage:
        """The newest such message; fails with what did arrive if none comes in time (seconds)."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if found := self.messages(to, subject_contains):
                return found[-1]
            with self._arrived:
                self._arrived.wait(0.1)
        arrived = [(recipients, str(message["Subject"])) for recipients, message in self._messages]
        raise AssertionError(
            f"No letter to {to} about {subject_contains!r} in {timeout} s. There are: {arrived}"
        )

    def clear(self) -> None:
        with self._arrived:
            self._messages.clear()


class Server:
    """The sink on a free port of this machine; `start` and `stop` may be called again and again."""

    def __init__(self) -> None:
        self.sink = Sink()
        self.port = free_port()
        self._controller: Controller | None = None

    def start(self) -> None:
        self._controller = Controller(self.sink, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None


def text_of(message: EmailMessage) -> str:
    """What the reader of a plain-text mail program sees."""
    part = message.get_body(preferencelist=("plain",))
    assert part is not None
    return str(part.get_content())


def deliver_letters() -> None:
    """Runs the worker until nothing is due. Needs committed rows, so a transactional test.

    In a thread of its own: a browser test's thread has a running event loop already, and a worker wants to begin one.
    """
    in_a_thread(lambda: asyncio.run(_work_until_done()))


def in_a_thread(work: Callable[[], None]) -> None:
    with ThreadPoolExecutor(max_workers=1) as executor:
        executor.submit(work).result()


async def _work_until_done() -> None:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=1))
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker.open_async():
        await worker.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
    # The threads in which tasks ran have connections of their own, and those keep a test database from being dropped.
    await loop.run_in_executor(None, connections.close_all)
    await sync_to_async(connections.close_all)()
