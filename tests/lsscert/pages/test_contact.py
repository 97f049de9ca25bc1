"""Writing to the office: by mail where it has an address, kept at the desk where it has none."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lsscert import clock
from lsscert.letters.models import Letter
from lsscert.pages import services
from lsscert.pages.desk_tasks import messages_to_answer
from lsscert.pages.models import ContactMessage
from lsscert.pages.views import contact
from lsscert.policy.models import PolicyRow
from tests import people
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture(autouse=True)
def nobody_wrote_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def office_address() -> str:
    PolicyRow.objects.create(
        key="office.email", value="office@programme.test", effective_from=clock.today() - timedelta(days=1)
    )
    return "office@programme.test"


def typed(**changes: str) -> dict[str, str]:
    return {
        "name": "Ann O’Neil",
        "email": "ann@people.test",
        "text": "Does Latin count?\nMy library pays.",
        "page": "/cost/",
        "website": "",
    } | changes


def message(**changes: object) -> ContactMessage:
    facts = {
        "name": "Ann",
        "email": "ann@people.test",
        "text": "Hello",
        "page": "",
        "person": None,
        "now": NOW,
    }
    kept = services.write_to_office(**facts | changes)  # type: ignore[arg-type]
    assert kept is not None
    return kept


def test_without_an_address_the_message_is_kept_for_the_desk(client: Client):
    assert client.post("/contact/", typed())["Location"] == "/contact/sent/"
    kept = ContactMessage.objects.get()
    assert (kept.name, kept.email, kept.page, kept.person) == (
        "Ann O’Neil",
        "ann@people.test",
        "/cost/",
        None,
    )
    assert kept.text == "Does Latin count?\nMy library pays."
    assert not Letter.objects.exists()
    assert messages_to_answer.look().count == 1


def test_with_an_address_it_goes_there_by_mail(client: Client, office_address: str):
    client.post("/contact/", typed())
    letter = Letter.objects.get()
    assert (letter.address, letter.subject) == (office_address, "Question from Ann O’Neil")
    for words in ("ann@people.test", "Does Latin count?\nMy library pays.", "/cost/"):
        assert words in letter.body
    assert not ContactMessage.objects.exists()


def test_two_messages_are_two_letters(client: Client, office_address: str):
    for _ in range(2):
        client.post("/contact/", typed())
    assert Letter.objects.count() == 2


def test_who_is_signed_in_need_not_type_who_they_are():
    someone = people.person("Mara Member", "mara@people.test")
    client = people.signed_in(someone)
    page = client.get("/contact/?page=/my/plan/").content.decode()
    for words in ('value="Mara Member"', 'value="mara@people.test"', 'value="/my/plan/"'):
        assert words in page
    client.post("/contact/", typed())
    assert ContactMessage.objects.get().person == someone


@pytest.mark.parametrize(
    "page",
    [
        "https://evil.invalid/",
        "//evil.invalid",
        "/\\evil.invalid",
        "javascript:alert(1)",
        "/" + "x" * 300,
        "evil",
        "\x00",
    ],
)
def test_a_page_that_is_not_ours_is_left_out(client: Client, page: str):
    assert "evil.invalid" not in client.get("/contact/", {"page": page}).content.decode()
    client.post("/contact/", typed(page=page[:200].replace("\x00", "")))
    kept = ContactMessage.objects.get()
    assert kept.page == "" or kept.page.startswith("/xxx")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 10_000}, "at most 200 characters"),
        ({"email": ""}, "This field is required"),
        ({"email": "no address"}, "Enter a valid email address"),
        ({"email": "a@b.test\nBcc: c@d.test"}, "Enter a valid email address"),
        ({"email": f"{'a' * 60}@{'b.' * 110}test"}, "at most 254 characters"),
        ({"text": ""}, "This field is required"),
        ({"text": " \u202e\u202c \n"}, "Write what you would like to know"),
        ({"text": "x" * 10_000}, "at most 5000 characters"),
        ({"text": "nul\x00"}, "Null characters are not allowed"),
    ],
)
def test_a_faulty_form_says_what_to_do_and_loses_nothing(client: Client, changes: dict[str, str], words: str):
    answer = client.post("/contact/", typed(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert not ContactMessage.objects.exists()
    if "text" not in changes:
        assert "Does Latin count?" in page
    if "name" not in changes:
        assert "Ann O’Neil" in page


@pytest.mark.parametrize(
    "text", ["שלום עולם", "🐢🐢🐢", "<script>alert(1)</script>", "'; DROP TABLE pages; --"]
)
def test_text_of_all_kinds_arrives_and_harms_nobody(client: Client, text: str):
    client.post("/contact/", typed(text=text))
    assert ContactMessage.objects.get().text == text
    page = people.signed_in(people.staff()).get("/desk/messages/").content.decode()
    assert "<script>alert" not in page


def test_a_robot_in_the_trap_is_thanked_and_nothing_is_kept(client: Client):
    answer = client.post("/contact/", typed(website="https://spam.invalid", email="broken"))
    assert answer["Location"] == "/contact/sent/"
    assert not ContactMessage.objects.exists()


def test_after_many_in_an_hour_the_next_waits_with_its_words_kept(client: Client, settings):
    settings.FAKE_NOW = NOW
    for _ in range(contact.MOST_AN_HOUR):
        assert client.post("/contact/", typed()).status_code == 302
    answer = client.post("/contact/", typed(text="One more thing"))
    assert answer.status_code == 429
    assert "One more thing" in answer.content.decode()
    assert ContactMessage.objects.count() == contact.MOST_AN_HOUR
    assert Client(REMOTE_ADDR="192.0.2.7").post("/contact/", typed()).status_code == 302
    settings.FAKE_NOW = NOW + timedelta(hours=1)
    assert client.post("/contact/", typed()).status_code == 302


def test_the_offices_addresses_are_shown_where_they_are_known(client: Client, office_address: str):
    assert f'href="mailto:{office_address}"' in client.get("/contact/").content.decode()


def test_the_desk_answers_and_marks_it(client: Client):
    first, _second = message(name="Ann"), message(name="Bob")
    office = people.staff("Grace Office")
    desk = people.signed_in(office)
    page = desk.get("/desk/messages/").content.decode()
    assert page.index("Bob") < page.index("Ann")
    desk.post(f"/desk/messages/{first.ref}/answered/")
    first.refresh_from_db()
    assert first.answered_by == office
    desk.get("/desk/messages/")  # where the banner names her
    assert "Ann" not in desk.get("/desk/messages/").content.decode()
    assert "Ann" in desk.get("/desk/messages/?show=all").content.decode()
    assert messages_to_answer.look().count == 1


def test_the_first_who_answered_stays_on_record():
    kept, one, other = message(), people.staff("One"), people.staff("Other")
    services.mark_answered(message=kept, by=one, now=NOW)
    services.mark_answered(message=kept, by=other, now=NOW + timedelta(days=1))
    kept.refresh_from_db()
    assert (kept.answered_by, kept.answered_at) == (one, NOW)


def test_messages_are_for_staff_only():
    kept, stranger = message(), people.signed_in(people.person())
    assert stranger.get("/desk/messages/").status_code == 404
    assert stranger.post(f"/desk/messages/{kept.ref}/answered/").status_code == 404
    assert people.signed_in(people.staff()).get(f"/desk/messages/{kept.ref}/answered/").status_code == 405
    kept.refresh_from_db()
    assert kept.answered_at is None


def test_a_longer_list_asks_the_database_no_more():
    office = people.staff()
    desk, asked = people.signed_in(office), []
    for count in (1, 2):
        for _ in range(count):
            services.mark_answered(message=message(), by=people.staff(), now=NOW)
        with CaptureQueriesContext(connection) as queries:
            desk.get("/desk/messages/?show=all")
        asked.append(len(queries))
    assert asked[0] == asked[1]
