"""Links for people without an account: what the address opens, and what is kept of it."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client

from lsscert import clock
from lsscert.accounts import links
from lsscert.accounts.models import Link
from lsscert.logs import ScrubTokens, UtcJsonFormatter
from tests.lsscert.accounts.asking import nothing_left_over
from tests.together import Meeting, together

KIND = "test.page"
ADDRESS = "reader@people.test"
A_DAY = timedelta(days=1)


def page(request: HttpRequest, link: Link) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse("used" if links.consume(link, now=clock.now()) else "too late")
    return HttpResponse(f"for {link.subject}")


@pytest.fixture(autouse=True)
def a_page() -> Iterator[None]:
    links.LINK_PAGES[KIND] = page
    yield
    del links.LINK_PAGES[KIND]


def made(days: int = 7, now: datetime | None = None) -> tuple[Link, str]:
    """The link and the path of its page."""
    link, url = links.make(
        kind=KIND, subject="abc", address="Reader@People.test", days=days, now=now or clock.now()
    )
    return link, url.removeprefix("http://localhost:8000")


@pytest.mark.django_db
def test_looking_uses_nothing_up_and_a_press_of_the_button_does():
    link, path = made()
    client = Client()
    for _ in range(3):
        assert client.get(path).content == b"for abc"
        assert client.head(path).status_code == 200
    assert client.post(path).content == b"used"
    link.refresh_from_db()
    assert link.consumed_at
    assert client.get(path).status_code == client.post(path).status_code == 404


@pytest.mark.django_db
def test_a_link_that_opens_nothing_gives_nothing_away():
    used, ended, revoked, of_no_page = made()[1], made(now=clock.now() - 8 * A_DAY)[1], made()[1], made()[1]
    client = Client()
    client.post(used)
    Link.objects.filter(token_hash=links._hash(of_no_page.split("/")[2])).update(kind="gone")
    links.revoke(kind=KIND, subject="abc")
    paths = [used, ended, revoked, of_no_page, "/t/never/", f"/t/{'x' * 22}/", "/t/%ED%A0%80/", "/t/%00/"]
    answers = [client.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "This link opens nothing any more" in answers[0].content.decode()


@pytest.mark.django_db
def test_a_link_is_live_until_its_last_moment():
    now = clock.now()
    token = made(days=7, now=now)[1].split("/")[2]
    assert links.live(token=token, now=now + 7 * A_DAY - timedelta(seconds=1))
    assert links.live(token=token, now=now + 7 * A_DAY) is None


@pytest.mark.django_db
def test_revoking_closes_what_was_not_used_and_keeps_what_was():
    used, path = made()
    Client().post(path)
    made()
    assert links.revoke(kind=KIND, subject="abc") == 1
    assert list(Link.objects.all()) == [used]


@pytest.mark.django_db
def test_no_cache_keeps_it_no_machine_lists_it_and_no_page_learns_its_address():
    answer = Client().get(made()[1])
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "strict-origin"
    gone = Client().get("/t/a-token-that-is-none/")
    assert "a-token-that-is-none" not in gone.content.decode()


@pytest.mark.django_db
def test_forged_forms_are_refused_here_too():
    link, path = made()
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403
    link.refresh_from_db()
    assert link.consumed_at is None


def every_text_in_the_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [row[0] for row in cursor.fetchall()]
        texts = []
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")
            texts.append(cursor.fetchone()[0])
    return "\n".join(texts)


@pytest.mark.django_db
def test_the_token_is_nowhere_in_the_database():
    link, path = made()
    Client().post(path)
    everything = every_text_in_the_database()
    assert link.token_hash in everything
    assert path.split("/")[2] not in everything


@pytest.fixture
def log() -> Iterator[Callable[[], str]]:
    """What the real handler would write, of everything."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(UtcJsonFormatter())
    handler.addFilter(ScrubTokens())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream.getvalue
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.django_db
def test_the_token_is_in_no_log(log: Callable[[], str]):
    path = made()[1]
    token = path.split("/")[2]
    client = Client(enforce_csrf_checks=True)
    client.post(path)  # a warning that names the address
    Client().post(path)
    Client().get(path)  # not found, another
    try:
        raise ValueError(f"cannot open {path}")
    except ValueError:
        logging.getLogger("lsscert").exception("broken")
    logging.getLogger("control").warning("a line that names %s", token)
    lines = log().splitlines()
    assert all(json.loads(line) for line in lines)
    assert sum("/t/" in line for line in lines) >= 3
    # The control shows that a token would be seen.
    assert [json.loads(line)["name"] for line in lines if token in line] == ["control"]


def consumed_by_two(consume: Callable[..., bool]) -> list[bool]:
    link, _path = made()
    try:
        return together(*[lambda: consume(link, now=clock.now())] * 2)
    finally:
        nothing_left_over()


@pytest.mark.django_db(transaction=True)
def test_two_buttons_at_once_use_it_once():
    assert sorted(consumed_by_two(links.consume)) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_control_looking_first_uses_it_twice():
    meeting = Meeting()

    def look_and_use(link: Link, *, now: datetime) -> bool:
        unused = Link.objects.get(pk=link.pk).consumed_at is None
        meeting.first_waits()
        Link.objects.filter(pk=link.pk).update(consumed_at=now)
        return unused

    assert consumed_by_two(look_and_use) == [True, True]
