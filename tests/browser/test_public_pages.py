"""Public pages, the outbox and the policy in a real browser, free of faults and barriers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lsscert import clock
from lsscert.letters.models import Letter
from lsscert.policy.models import PolicyRow
from tests import people
from tests.browser.conftest import PHONE, OpenPage
from tests.lsscert.letters.letters import in_state
from tests.lsscert.money.bills import checkout, invoice

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
Check = Callable[[Page], None]
SIGHTS = pytest.mark.parametrize(
    ("screen", "scheme"), [({}, "light"), (PHONE, "dark")], ids=["desktop", "phone"]
)


def as_person(page: Page, site: str, someone: Any) -> None:
    client = people.signed_in(someone)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])


def look_at(page: Page, expect_accessible: Check, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        expect_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"


@SIGHTS
def test_public_pages(open_page: OpenPage, expect_accessible: Check, screen: dict[str, Any], scheme: str):
    day = clock.today() + timedelta(days=9)
    PolicyRow.objects.create(key="price.enrolment", value="375.00", effective_from=day)
    page = open_page(color_scheme=scheme, **screen)
    addresses = ["/", "/cost/", "/questions/", "/contact/?page=/cost/", "/contact/sent/", "/privacy/"]
    addresses += ["/ways-to-pay/", "/ways-to-pay/accounts-office/", "/ways-to-pay/quote/"]
    addresses += [
        "/ways-to-pay/planner/",
        "/ways-to-pay/planner/?seat=on&award=999&percent=101&way1=portfolio",
    ]
    addresses += ["/ways-to-pay/quote/sheet/?organisation=Cedar+Valley+Library&enrolments=200&portfolios=6"]
    look_at(page, expect_accessible, addresses)


def test_letters_policy_and_card_page(phone_page: Page, site: str, expect_accessible: Check, settings: Any):
    """Those that the demo's people do not all have: a letter in every state, a card page."""
    office, page = people.staff(), phone_page
    as_person(page, site, office)
    letters = [in_state(state, person=office) for state in Letter.Status]
    secret = in_state(Letter.Status.SENT, secret=True)
    addresses = [
        "/desk/letters/",
        "/my/letters/",
        f"/my/letters/{letters[0].ref}/",
        f"/desk/letters/{secret.ref}/",
    ]
    addresses += [f"/desk/letters/{letter.ref}/" for letter in letters]
    addresses += [
        "/desk/policy/",
        "/desk/policy/price.enrolment/",
        "/desk/policy/office.email/",
        "/desk/messages/",
    ]
    look_at(page, expect_accessible, [*addresses, checkout(invoice(office)).url])
    settings.DEMO = True
    look_at(page, expect_accessible, ["/sent-mail/"])


def test_a_faulty_message_keeps_its_words_and_shows_where(phone_page: Page, expect_accessible: Check):
    page = phone_page
    page.goto("/contact/")
    page.get_by_label("Your message").fill("Does Latin count?")
    page.get_by_label("Your e-mail address").fill("no address")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("2 things need your attention")
    expect(page.get_by_label("Your message")).to_have_value("Does Latin count?")
    expect_accessible(page)


def test_the_trap_is_out_of_everybodys_way(browser_page: Page):
    for address in ("/contact/", "/accounts/signup/"):
        browser_page.goto(address)
        expect(browser_page.locator("#id_website")).to_be_hidden()


def test_questions_are_found_by_the_browsers_own_search(browser_page: Page):
    browser_page.goto("/questions/")
    for answer in browser_page.locator("article p").all():
        expect(answer).to_be_visible()
    browser_page.get_by_role("link", name="Can my employer pay?").click()
    expect(browser_page.locator("#employer")).to_be_in_viewport()
