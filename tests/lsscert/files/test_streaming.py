"""Large uploads over a real socket: cut off early for strangers, kept nowhere when the process dies."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as site
from django.db import connection

from lsscert.files import incoming
from tests import people
from tests.guards.source import ROOT
from tests.ports import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_policy")]
MEGABYTE = 1024 * 1024
WHERE = "/my/portfolios/technology/1/evidence/"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """The site under gunicorn, on the database of this test."""
    port = free_port()
    name = connection.settings_dict["NAME"]
    url = re.sub(r"/lsscert(?=$|\?)", f"/{name}", os.environ["DATABASE_URL"])
    environment = os.environ | {"DATABASE_URL": url, "LSSC_MEDIA_ROOT": str(tmp_path / "live" / "media")}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "lsscert.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
    ]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL
    )
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.1)
    yield SimpleNamespace(port=port, process=process, incoming=tmp_path / "live" / "incoming")
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def send(
    server: SimpleNamespace,
    megabytes: int,
    *,
    announced: int | None = None,
    cookie: str = "",
    stop_at: int = 0,
) -> tuple[int, bytes, socket.socket]:
    """Bytes that could be sent, and what was answered. The connection stays open when it stops on the way."""
    head = (
        f"POST {WHERE} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: {announced if announced is not None else megabytes * MEGABYTE}\r\n{cookie}\r\n"
    )
    part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n'
    line = socket.create_connection(("127.0.0.1", server.port), 20)
    sent = 0
    try:
        line.sendall(head.encode() + part)
        while sent < megabytes * MEGABYTE and not (stop_at and sent >= stop_at * MEGABYTE):
            line.sendall(bytes(MEGABYTE))
            sent += MEGABYTE
    except OSError:
        pass
    answer = b""
    if not stop_at:
        try:
            line.settimeout(20)
            answer = line.recv(4096)
        except OSError:
            pass
    return sent, answer, line


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []


def test_400_megabytes_of_a_stranger_are_cut_off_early_and_leave_nothing(server: SimpleNamespace):
    sent, answer, line = send(server, 400)
    line.close()
    assert sent < 40 * MEGABYTE
    assert not answer or b"413" in answer.split(b"\r\n")[0]
    assert files_in(server.incoming) == []


def test_a_stranger_who_says_it_is_little_is_not_read_further_than_he_said(server: SimpleNamespace):
    _sent, answer, line = send(server, 60, announced=1000)
    line.close()
    assert b" 403 " in answer.split(b"\r\n")[0] + b" " or not answer
    assert files_in(server.incoming) == []


def test_what_a_killed_process_left_is_cleared_away(server: SimpleNamespace, settings):
    client = people.signed_in(people.person())
    session = client.cookies[site.SESSION_COOKIE_NAME].value
    # The body is read to look for the other half of the token.
    token = f"{site.CSRF_COOKIE_NAME}={'a' * 32}"
    cookie = f"Cookie: {site.SESSION_COOKIE_NAME}={session}; {token}\r\n"
    _sent, _answer, line = send(server, 60, cookie=cookie, stop_at=30)
    for _ in range(100):
        if files_in(server.incoming):
            break
        time.sleep(0.1)
    assert files_in(server.incoming), "the upload must be on its way, or the test shows nothing"
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
    line.close()
    assert files_in(server.incoming)
    settings.FILE_UPLOAD_TEMP_DIR = server.incoming
    now = datetime.now(UTC)
    assert incoming.clear_away(now=now) == 0, "it could still be arriving"
    assert incoming.clear_away(now=now + timedelta(hours=2)) == 1
    assert files_in(server.incoming) == []
