"""Confirming and changing an address: three places hold it, and they never disagree."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from lsscert.accounts import services
from lsscert.accounts.models import Person, User
from lsscert.letters.models import Letter
from tests import people
from tests.lsscert.accounts import newcomers
from tests.lsscert.accounts.newcomers import letters_to, link_in, stored
from tests.together import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


def ask_for(client: Client, email: str) -> None:
    """The change asks for the password first, then sends the link."""
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    client.post("/accounts/email/", {"email": email, "action_add": "1"})


@pytest.fixture
def mara() -> Person:
    return newcomers.member("old@people.test")


@pytest.fixture
def at_home(mara: Person) -> Client:
    client = Client()
    newcomers.sign_in(client, "old@people.test")
    return client


def test_until_the_link_is_followed_everything_stays(at_home: Client):
    ask_for(at_home, "New@People.test")
    assert stored("old@people.test")["person"] == "old@people.test"
    assert "new@people.test" in at_home.get("/accounts/").content.decode()


def test_following_it_changes_all_three_and_tells_the_old_address(at_home: Client):
    ask_for(at_home, "New@People.test")
    newcomers.confirm(at_home, "new@people.test")
    assert stored("new@people.test") == {
        "person": "new@people.test",
        "addresses": [("new@people.test", True, True)],
    }
    assert not EmailAddress.objects.filter(email="old@people.test").exists()
    assert letters_to("old@people.test")[-1].subject == "Your address was changed"


def test_the_change_can_be_called_off(at_home: Client):
    ask_for(at_home, "new@people.test")
    at_home.post("/accounts/email/", {"email": "new@people.test", "action_remove": "1"})
    assert stored("old@people.test")["addresses"] == [("old@people.test", True, True)]
    page = at_home.get(link_in(letters_to("new@people.test")[0], "/confirm-email/")).content.decode()
    assert "This link is no longer good" in page


def test_an_address_of_somebody_else_is_promised_but_not_given(at_home: Client):
    newcomers.member("taken@people.test")
    ask_for(at_home, "taken@people.test")
    newcomers.confirm(at_home, "taken@people.test")
    assert stored("old@people.test")["person"] == "old@people.test"
    assert User.objects.get(email="taken@people.test").person.name == "Mara Member"


def test_an_account_nobody_confirmed_gives_way_to_who_proves_the_address(at_home: Client, mara: Person):
    newcomers.sign_up(Client(), "new@people.test", name="Squatter")
    newcomers.three_minutes_later()
    ask_for(at_home, "new@people.test")
    newcomers.confirm(at_home, "new@people.test")
    assert stored("new@people.test")["addresses"] == [("new@people.test", True, True)]
    assert User.objects.get().person == mara
    assert list(Person.objects.values_list("name", flat=True)) == ["Mara Member"]


@pytest.mark.parametrize("made_by_hand", [services.make_staff, lambda person: people.applicant(person)])
@pytest.mark.usefixtures("real_standard")
def test_an_unconfirmed_account_that_the_office_uses_stays(at_home: Client, made_by_hand):
    other = people.person("On paper", "new@people.test")
    made_by_hand(person=other) if made_by_hand is services.make_staff else made_by_hand(other)
    ask_for(at_home, "new@people.test")
    answer = newcomers.confirm(at_home, "new@people.test")
    assert answer.status_code == 302 or "no longer good" in answer.content.decode()
    assert stored("old@people.test")["person"] == "old@people.test"
    assert User.objects.get(email="new@people.test").person == other


def test_a_link_followed_twice_says_what_happened(client: Client):
    newcomers.sign_up(client)
    newcomers.confirm(client, "maria@people.test")
    again = newcomers.confirm(Client(), "maria@people.test")
    assert again.status_code == 200
    assert "confirmed already" in again.content.decode()


@pytest.mark.parametrize("key", ["nonsense", "MQ:1abcde:forged", "x" * 500])
def test_a_forged_link_confirms_nothing(client: Client, key: str):
    newcomers.sign_up(client)
    for answer in (
        client.get(f"/accounts/confirm-email/{key}/"),
        client.post(f"/accounts/confirm-email/{key}/"),
    ):
        assert "This link is no longer good" in answer.content.decode()
    assert not EmailAddress.objects.filter(verified=True).exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_confirm_once(client: Client):
    newcomers.sign_up(client)
    link = link_in(letters_to("maria@people.test")[0], "/confirm-email/")
    answers = together(*[lambda: Client().post(link) for _ in range(4)])
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert stored("maria@people.test")["addresses"] == [("maria@people.test", True, True)]


def test_links_name_our_own_address_whatever_host_was_asked_for(client: Client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/accounts/signup/", newcomers.typed(), headers={"host": "evil.invalid"})
    assert "evil.invalid" not in Letter.objects.get().body
    assert f"{settings.SITE_URL}/accounts/confirm-email/" in Letter.objects.get().body
