"""Signing in, passwords, the account's own page and the second step."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from lsscert.accounts.models import Person
from lsscert.letters.models import Letter
from tests import people
from tests.lsscert.accounts import newcomers
from tests.lsscert.accounts.newcomers import letters_to, link_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


@pytest.fixture
def mara() -> Person:
    return newcomers.member("mara@people.test")


@pytest.fixture
def at_home(mara: Person) -> Client:
    client = Client()
    sign_in(client, "mara@people.test")
    return client


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(mara: Person, client: Client):
    texts = [
        re.sub(r'value="[^"]*"', "", sign_in(client, email, "wrong wrong").content.decode())
        for email in ("mara@people.test", "nobody@people.test")
    ]
    assert "do not go together" in texts[0]
    assert texts[0] == texts[1]


def test_guessing_is_stopped_even_with_the_right_password(mara: Person, client: Client):
    for _ in range(5):
        sign_in(client, "mara@people.test", "wrong wrong")
    assert "Too many wrong tries" in sign_in(client, "mara@people.test").content.decode()


def test_a_known_address_without_confirmation_is_sent_a_link_instead_of_being_let_in(client: Client):
    someone = people.person("Una", "una@people.test")
    EmailAddress.objects.create(user=someone.user, email="una@people.test", primary=True)
    assert sign_in(client, "una@people.test")["Location"] == "/accounts/confirm-email/"
    assert newcomers.confirm(client, "una@people.test")["Location"] == "/accounts/home/"


def test_signing_in_leads_back_to_the_page_asked_for_but_never_off_the_site(mara: Person):
    inside, outside = Client(), Client()
    form = {"login": "mara@people.test", "password": people.PASSWORD}
    assert (
        inside.post("/accounts/login/", form | {"next": "/accounts/name/"})["Location"] == "/accounts/name/"
    )
    assert (
        outside.post("/accounts/login/", form | {"next": "https://evil.invalid/"})["Location"]
        == "/accounts/home/"
    )


def test_staff_come_to_the_desk():
    assert people.signed_in(people.staff()).get("/accounts/home/")["Location"] == "/desk/"


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(mara: Person, client: Client):
    client.post("/accounts/password/reset/", {"email": "Mara@People.test"})
    link = link_in(letters_to("mara@people.test")[0], "/reset/key/")
    form = client.get(link)["Location"]
    client.post(form, {"password1": "another quiet one", "password2": "another quiet one"})
    assert sign_in(Client(), "mara@people.test", "another quiet one")["Location"] == "/accounts/home/"
    assert "This link is no longer good" in Client().get(link).content.decode()
    assert letters_to("mara@people.test")[-1].subject == "Your password is new"


def test_asking_for_an_unknown_address_looks_the_same(mara: Person):
    pages = []
    for email in ("mara@people.test", "nobody@people.test"):
        client = Client()
        pages.append(client.post("/accounts/password/reset/", {"email": email}, follow=True).content)
    assert pages[0] == pages[1]
    assert letters_to("nobody@people.test")[0].subject == "No account with this address"


def test_a_new_password_signs_out_everywhere_else(at_home: Client):
    elsewhere = Client()
    sign_in(elsewhere, "mara@people.test")
    form = {
        "oldpassword": people.PASSWORD,
        "password1": "another quiet one",
        "password2": "another quiet one",
    }
    assert at_home.post("/accounts/password/change/", form)["Location"] == "/accounts/"
    assert at_home.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"oldpassword": "wrong"}, "That is not your password now"),
        ({"password2": "something else"}, "same password each time"),
        ({"password1": "short", "password2": "short"}, "too short"),
    ],
)
def test_a_password_is_not_changed_by_a_faulty_form(at_home: Client, mara: Person, form: dict, words: str):
    whole = {
        "oldpassword": people.PASSWORD,
        "password1": "another quiet one",
        "password2": "another quiet one",
    }
    assert words in at_home.post("/accounts/password/change/", whole | form).content.decode()
    mara.user.refresh_from_db()
    assert mara.user.check_password(people.PASSWORD)


def test_the_accounts_page_names_everything_that_can_be_changed(at_home: Client):
    page = at_home.get("/accounts/").content.decode()
    for address in ("name/", "email/", "password/change/", "2fa/", "sessions/"):
        assert f'href="/accounts/{address}"' in page


@pytest.mark.parametrize("name", ["", " \t ", "x" * 201, "\x00"])
def test_a_name_that_is_none_is_refused(at_home: Client, mara: Person, name: str):
    assert at_home.post("/accounts/name/", {"name": name}).status_code == 422
    mara.refresh_from_db()
    assert mara.name == "Mara Member"


def test_a_name_is_tidied_and_changed(at_home: Client, mara: Person):
    assert at_home.post("/accounts/name/", {"name": "  Mara \u202e  Delgado "})["Location"] == "/accounts/"
    mara.refresh_from_db()
    assert mara.name == "Mara Delgado"


def test_with_the_app_a_password_alone_does_not_sign_in(mara: Person, client: Client):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(mara.user, secret)
    RecoveryCodes.activate(mara.user)
    assert sign_in(client, "mara@people.test")["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "Incorrect code" in wrong
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    assert client.post("/accounts/2fa/authenticate/", {"code": code})["Location"] == "/accounts/home/"


def test_a_recovery_code_signs_in_once(mara: Person):
    totp.TOTP.activate(mara.user, totp.generate_totp_secret())
    code = RecoveryCodes.activate(mara.user).get_unused_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, "mara@people.test")
    assert first.post("/accounts/2fa/authenticate/", {"code": code})["Location"] == "/accounts/home/"
    assert second.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_second_step_is_set_up_and_the_account_told(at_home: Client, mara: Person):
    at_home.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    page = at_home.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<code class="mono">(\w+)</code>', page)[1]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    assert (
        at_home.post("/accounts/2fa/totp/activate/", {"code": code})["Location"]
        == "/accounts/2fa/recovery-codes/"
    )
    codes = RecoveryCodes(Authenticator.objects.get(user=mara.user, type="recovery_codes")).get_unused_codes()
    shown = at_home.get("/accounts/2fa/recovery-codes/").content.decode()
    assert all(code in shown for code in codes)
    assert "The authenticator app is set up" in [letter.subject for letter in letters_to("mara@people.test")]
    assert get_adapter().is_mfa_enabled(mara.user)


def test_changing_what_protects_the_account_asks_for_the_password_again(mara: Person):
    client = Client()
    sign_in(client, "mara@people.test")
    for address in ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"):
        assert client.get(address)["Location"].startswith("/accounts/reauthenticate/")


def test_every_mail_of_the_account_is_secret_and_its_persons(at_home: Client, mara: Person):
    at_home.post(
        "/accounts/password/change/",
        {"oldpassword": people.PASSWORD, "password1": "another quiet one", "password2": "another quiet one"},
    )
    letter = Letter.objects.get()
    assert letter.secret
    assert letter.person == mara
