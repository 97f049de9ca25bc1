"""Every page of the account stands in our frame, with our words, without scripts or placeholders in it."""

import re

import pytest
from allauth.account.forms import RequestLoginCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from lsscert.accounts.models import Person
from lsscert.accounts.viewer import NOBODY
from tests import people
from tests.candidates.fees.seats import sponsors
from tests.guards.markup import inline
from tests.guards.source import ROOT
from tests.lsscert.accounts import newcomers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]

AT_THE_DOOR = {
    "/accounts/login/": "Sign in",
    "/accounts/signup/": "Create an account",
    "/accounts/confirm-email/": "Now look into your mail",
    "/accounts/confirm-email/forged/": "This link is no longer good",
    "/accounts/password/reset/": "Forgotten your password?",
    "/accounts/password/reset/done/": "Now look into your mail",
    "/accounts/password/reset/key/1-forged/": "This link is no longer good",
    "/accounts/password/reset/key/done/": "Your new password is set",
    "/accounts/inactive/": "This account is closed",
}
AT_HOME = {
    "/accounts/": "Your account",
    "/accounts/name/": "Your name",
    "/accounts/email/": "E-mail address",
    "/accounts/password/change/": "Change your password",
    "/accounts/logout/": "Sign out?",
    "/accounts/reauthenticate/": "Is it still you?",
    "/accounts/2fa/": "Two-step sign-in",
    "/accounts/2fa/totp/deactivate/": "Stop using the app?",
    "/accounts/2fa/recovery-codes/": "Your recovery codes",
    "/accounts/2fa/recovery-codes/generate/": "Make new recovery codes?",
    "/accounts/2fa/reauthenticate/": "Is it still you?",
    "/accounts/2fa/webauthn/": "Your passkeys",
    "/accounts/2fa/webauthn/add/": "Add a passkey",
    "/accounts/sessions/": "Where you are signed in",
}


def headings(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>|\s+", " ", found).strip() for found in re.findall(r"<h1>(.*?)</h1>", page, re.S)]


def check(client: Client, address: str, heading: str) -> None:
    page = client.get(address).content.decode()
    assert headings(page) == [heading]
    assert list(inline(page)) == []
    assert "placeholder=" not in page
    assert "brand-chip" in page


@pytest.mark.parametrize(("address", "heading"), AT_THE_DOOR.items())
def test_pages_at_the_door(client: Client, address: str, heading: str):
    check(client, address, heading)


@pytest.fixture
def at_home() -> Client:
    """Signed in and asked again a moment ago, with the app and recovery codes set up."""
    mara = newcomers.member("mara@people.test")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(mara.user, secret)
    RecoveryCodes.activate(mara.user)
    client = Client()
    newcomers.sign_in(client, "mara@people.test")
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    return client


@pytest.mark.parametrize(("address", "heading"), AT_HOME.items())
def test_pages_at_home(at_home: Client, address: str, heading: str):
    check(at_home, address, heading)


def test_setting_up_the_app(client: Client):
    newcomers.member("mara@people.test")
    newcomers.sign_in(client, "mara@people.test")
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    check(client, "/accounts/2fa/totp/activate/", "Set up your authenticator app")
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert '<svg role="img"' in page
    assert "data:image" not in page


def test_a_passkeys_own_pages(at_home: Client):
    mara = Person.objects.get()
    key = Authenticator.objects.create(
        user=mara.user, type=Authenticator.Type.WEBAUTHN, data={"name": "My <phone>", "credential": {}}
    )
    check(at_home, f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", "Rename this passkey")
    check(at_home, f"/accounts/2fa/webauthn/keys/{key.pk}/remove/", "Remove this passkey?")
    assert "My &lt;phone&gt;" in at_home.get("/accounts/2fa/webauthn/").content.decode()


def test_somebody_elses_passkey_is_not_there(at_home: Client):
    other = people.person()
    key = Authenticator.objects.create(user=other.user, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    assert at_home.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_page_of_the_library_that_we_did_not_write_looks_like_ours(rf: RequestFactory):
    """Sign-in by code is off; were it switched on, its page would stand in our frame all the same."""
    request = rf.get("/accounts/login/code/")
    request.user, request.viewer = AnonymousUser(), NOBODY
    page = render_to_string("account/request_login_code.html", {"form": RequestLoginCodeForm()}, request)
    assert "brand-chip" in page
    assert re.search(r'<button\s+class="btn btn-primary"', page)
    assert re.search(r'<label class="form-label" for="id_email"', page)
    assert len(headings(page)) == 1
    assert list(inline(page)) == []


OURS = sorted(
    str(path.relative_to(ROOT / "templates"))
    for folder in ("account", "mfa", "usersessions", "allauth")
    for path in (ROOT / "templates" / folder).rglob("*.*")
)


@pytest.mark.parametrize("name", OURS)
def test_our_template_is_the_one_that_is_used(name: str):
    assert str(get_template(name).origin.name) == str(ROOT / "templates" / name)


def test_signing_in_leads_to_the_work_of_ones_role():
    def lands_on(someone: Person) -> str:
        return people.signed_in(someone).get(reverse("home_for_me"))["Location"]

    assert lands_on(people.person()) == reverse("my_home")
    assert lands_on(people.staff()) == reverse("desk_home")
    _organisation, buyer = sponsors.sponsor()
    assert lands_on(buyer) == reverse("sponsor_home")
