"""The account in a real browser: signing up by mail, passkeys, and every page free of faults and barriers."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from playwright.sync_api import Page, expect

from tests import people, post
from tests.browser.conftest import PHONE, OpenPage
from tests.lsscert.accounts import newcomers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
Check = Callable[[Page], None]


@pytest.fixture(autouse=True)
def nobody_came_before() -> None:
    newcomers.three_minutes_later()


def sign_in(page: Page, email: str = "mara@people.test", password: str = people.PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/my/**")


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


def show_that_it_is_still_me(page: Page) -> None:
    page.get_by_label("Password").fill(people.PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_from_sign_up_by_the_link_in_the_mail_to_ones_own_page(
    phone_page: Page, smtp_sink: post.Sink, deliver_letters: Callable[[], None]
):
    page = phone_page
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Create an account").click()
    page.get_by_label("Your name").fill("Maria Delgado")
    page.get_by_label("E-mail address").fill("MARIA@People.test")
    page.get_by_label("Password").fill(newcomers.PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Now look into your mail")
    deliver_letters()
    letter = post.text_of(smtp_sink.wait_for("maria@people.test", "Confirm your address"))
    page.goto(newcomers.LINK.search(letter)[0])  # type: ignore[index]
    page.get_by_role("button", name="Yes, it is mine").click()
    page.wait_for_url("**/my/")


@pytest.fixture
def key(browser_page: Page) -> Any:
    """A device that says yes by fingerprint, as Chromium plays it."""
    session = browser_page.context.new_cdp_session(browser_page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def fingerprint(right: bool) -> None:
        session.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": made["authenticatorId"], "isUserVerified": right},
        )

    return fingerprint


def add_passkey(page: Page) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    show_that_it_is_still_me(page)
    page.get_by_label("A name for it").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")


def test_a_passkey_is_added_and_signs_in_without_a_password(browser_page: Page, key: Any):
    page = browser_page
    newcomers.member("mara@people.test")
    sign_in(page)
    add_passkey(page)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("rowheader", name="My phone")).to_be_visible()
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/my/")


def test_a_passkey_is_the_second_step_after_a_password(browser_page: Page, key: Any):
    page = browser_page
    newcomers.member("mara@people.test")
    sign_in(page)
    add_passkey(page)
    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill("mara@people.test")
    page.get_by_label("Password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/my/")


def test_a_wrong_finger_is_told_in_words_and_may_try_again(browser_page: Page, key: Any):
    page = browser_page
    newcomers.member("mara@people.test")
    sign_in(page)
    page.goto("/accounts/2fa/webauthn/add/")
    show_that_it_is_still_me(page)
    key(False)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("was cancelled, or took too long")
    key(True)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")


def test_without_scripts_passkeys_are_not_offered_and_the_password_works(open_page: OpenPage):
    page = open_page(java_script_enabled=False)
    newcomers.member("mara@people.test")
    page.goto("/accounts/login/")
    expect(page.get_by_text("Sign in with a passkey")).to_be_hidden()
    sign_in(page)


AT_THE_DOOR = [
    "login",
    "signup",
    "confirm-email",
    "confirm-email/forged",
    "password/reset",
    "password/reset/done",
]
AT_HOME = [
    "",
    "name",
    "email",
    "password/change",
    "logout",
    "reauthenticate",
    "2fa",
    "2fa/webauthn",
    "sessions",
]
ASKING = ["2fa/totp/activate", "2fa/webauthn/add", "2fa/recovery-codes", "2fa/recovery-codes/generate"]


@pytest.mark.parametrize(("screen", "scheme"), [({}, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def test_every_page_is_free_of_faults_and_barriers(
    open_page: OpenPage, expect_accessible: Check, screen: dict[str, Any], scheme: str
):
    page = open_page(color_scheme=scheme, **screen)
    for name in AT_THE_DOOR:
        page.goto(f"/accounts/{name}/")
        expect_accessible(page)
    mara = newcomers.member("mara@people.test")
    sign_in(page)
    page.goto("/accounts/reauthenticate/")
    show_that_it_is_still_me(page)
    make_recovery_codes(mara)
    for name in AT_HOME + ASKING:
        page.goto(f"/accounts/{name}/".replace("//", "/"))
        expect_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"


def make_recovery_codes(mara: Any) -> None:
    RecoveryCodes.activate(mara.user)
