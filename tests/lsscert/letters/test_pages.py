"""The letters of a person, of the desk, and of the demonstration."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lsscert.accounts.models import Person
from lsscert.letters.models import Letter
from tests import people
from tests.lsscert.letters.letters import in_state, letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
Status = Letter.Status


@pytest.fixture
def mara() -> Person:
    return people.person("Mara", "mara@people.test")


@pytest.fixture
def desk() -> Client:
    return people.signed_in(people.staff())


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_person_reads_their_own_letters_again_but_no_secret_or_undone_one(mara: Person):
    own = in_state(
        Status.SENT, person=mara, subject="Mine", body="Read <i>this</i>: http://localhost:8000/my/"
    )
    hidden = [
        in_state(Status.SENT, person=mara, subject="Hidden", secret=True),
        in_state(Status.WITHDRAWN, person=mara, subject="Hidden"),
        in_state(Status.SENT, person=people.person(), subject="Hidden"),
        in_state(Status.SENT, subject="Hidden"),
    ]
    client = people.signed_in(mara)
    assert "Mine" in text(client, "/my/letters/")
    assert "Hidden" not in text(client, "/my/letters/")
    page = text(client, f"/my/letters/{own.ref}/")
    assert "&lt;i&gt;this&lt;/i&gt;" in page
    assert '<a href="http://localhost:8000/my/"' in page
    assert [client.get(f"/my/letters/{each.ref}/").status_code for each in hidden] == [404] * 4


def test_staff_without_a_role_in_it_reach_nothing_else(mara: Person):
    client = people.signed_in(mara)
    written = letter()
    for address in ("/desk/letters/", f"/desk/letters/{written.ref}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/desk/letters/{written.ref}/withdraw/").status_code == 404
    assert Letter.objects.get().state == Status.QUEUED


def test_the_desk_searches_addresses_and_subjects_and_filters_by_state(desk: Client):
    in_state(Status.SENT, address="ada@people.test", subject="About Ada")
    in_state(Status.FAILED, address="bob@people.test", subject="About Bob")
    assert "About Ada" in text(desk, "/desk/letters/?q=ADA@")
    assert "About Bob" not in text(desk, "/desk/letters/?q=ada@")
    assert "About Bob" in text(desk, "/desk/letters/?q=about+bo&state=failed")
    assert "About Ada" not in text(desk, "/desk/letters/?state=failed")
    assert "No letter matches" in text(desk, "/desk/letters/?q=nobody")


@pytest.mark.parametrize("query", ["q=%00", "state=nonsense", "q=" + "x" * 5000, "from=forged", "q=%25_%5C"])
def test_odd_questions_are_answered(desk: Client, query: str):
    letter()
    page = desk.get(f"/desk/letters/?{query}").content.decode()
    assert 'name="q"' in page
    assert ("No letter matches" in page) is (query not in {"q=%00", "from=forged", "state=nonsense"})


def test_the_desk_is_told_of_failed_ones_first(desk: Client):
    assert "could not be delivered" not in text(desk, "/desk/letters/")
    for _ in range(2):
        in_state(Status.FAILED)
    assert "2 letters could not be delivered" in text(desk, "/desk/letters/")
    assert "could not be delivered" not in text(desk, "/desk/letters/?state=failed")


def test_the_desk_never_sees_a_secret_body_nor_sends_it_again(desk: Client):
    secret = in_state(Status.SENT, secret=True, body="http://localhost:8000/accounts/confirm-email/abc/")
    page = text(desk, f"/desk/letters/{secret.ref}/")
    assert "confirm-email" not in page
    assert "/resend/" not in page
    answer = desk.post(f"/desk/letters/{secret.ref}/resend/", follow=True).content.decode()
    assert "is never sent again" in answer


def test_the_desk_sends_again_and_says_where_to(desk: Client, mara: Person):
    failed = in_state(Status.FAILED, person=mara, address="old@people.test")
    page = text(desk, f"/desk/letters/{failed.ref}/")
    assert "SMTPRecipientsRefused: no such user" in page
    assert "mara@people.test" in page
    answer = desk.post(f"/desk/letters/{failed.ref}/resend/", follow=True).content.decode()
    assert "on its way to mara@people.test again" in answer
    assert Letter.objects.get().state == Status.QUEUED


def test_the_desk_withdraws_what_has_not_gone(desk: Client):
    waiting = letter()
    assert "/withdraw/" in text(desk, f"/desk/letters/{waiting.ref}/")
    desk.post(f"/desk/letters/{waiting.ref}/withdraw/")
    assert Letter.objects.get().state == Status.WITHDRAWN
    page = text(desk, f"/desk/letters/{waiting.ref}/")
    assert "/withdraw/" not in page
    assert "/resend/" not in page


@pytest.mark.parametrize("way", ["resend", "withdraw"])
def test_a_link_alone_changes_nothing(desk: Client, way: str):
    written = in_state(Status.FAILED)
    assert desk.get(f"/desk/letters/{written.ref}/{way}/").status_code == 405
    assert Letter.objects.get().state == Status.FAILED


@pytest.mark.parametrize("address", ["/desk/letters/", "/my/letters/"])
def test_a_longer_list_asks_the_database_no_more(address: str):
    staff = people.staff()
    client = people.signed_in(staff)
    client.get(address)
    asked = []
    for _ in range(2):
        letter(person=staff)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        asked.append(len(queries))
        letter(person=people.person())
    assert asked[0] == asked[1]


def test_sent_mail_is_shown_to_anybody_in_the_demo_with_links_to_follow(client: Client, settings):
    settings.DEMO = True
    older = letter(
        subject="Older", secret=True, body="go to http://localhost:8000/accounts/confirm-email/abc:d:e/ now"
    )
    letter(subject="Newer")
    page = text(client, "/sent-mail/")
    assert '<a href="http://localhost:8000/accounts/confirm-email/abc:d:e/"' in page
    assert page.index("Newer") < page.index("Older")
    assert older.address in page


def test_outside_the_demo_there_is_no_such_page(client: Client):
    letter(subject="Secret things")
    assert client.get("/sent-mail/").status_code == 404
    assert people.signed_in(people.staff()).get("/sent-mail/").status_code == 404
