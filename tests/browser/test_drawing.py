"""A draw from fixing to checking, at an organiser's laptop and an applicant's phone; and a committee that scores."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scholarships.awarding.draw_models import Draw
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_paying_together import as_person, fits
from tests.scholarships.awarding.drawn import closed, organiser
from tests.scholarships.making import NOW
from tests.scholarships.scoring.making import being_scored, member, score

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[Page], None]


@pytest.fixture(autouse=True)
def on_that_day(settings) -> None:
    settings.FAKE_NOW = NOW


def test_a_draw_is_fixed_drawn_found_and_checked(
    open_page: OpenPage, site: str, expect_accessible: Check
) -> None:
    round_ = closed(12, places=3, helped_first=True)
    laptop, phone = open_page(), open_page(**PHONE)
    as_person(laptop, site, organiser(round_))
    desk, public = f"/committee/rounds/{round_.ref}/draw/", f"/scholarships/{round_.ref}/draw/"
    laptop.goto(desk)
    expect_accessible(laptop)
    laptop.get_by_role("button", name="Fix the entries").click()
    expect(laptop.get_by_text("The entries are fixed and published.")).to_be_visible()
    phone.goto(public)
    expect_accessible(phone)
    fits(phone)
    laptop.get_by_label("The number").fill("04 – 08 – 15")
    laptop.get_by_label("The same once more").fill("4 8 15")
    expect_accessible(laptop)
    laptop.get_by_role("button", name="Draw", exact=True).click()
    expect(laptop.get_by_role("heading", name="It is drawn")).to_be_visible()
    expect_accessible(laptop)
    phone.goto(public)
    phone.get_by_label("Your code, as in your letter").fill("a-7")
    phone.get_by_role("button", name="Find it").click()
    place = Draw.objects.get().order.index("A-007") + 1
    expect(phone.get_by_text(f"A-007 was drawn at place {place} of 12")).to_be_visible()
    phone.get_by_text("Check this draw").click()
    expect(phone.get_by_text("everything agrees")).to_be_visible()
    expect_accessible(phone)
    fits(phone)


def test_a_member_says_whom_they_know_and_scores_on_a_phone(
    open_page: OpenPage, site: str, expect_accessible: Check
) -> None:
    round_ = being_scored(2)
    first, second = member(round_, "Ada First"), member(round_, "Ben Second", declared=False)
    for row in round_.applications.all():
        score(first, row, 5, "A fine idea.")
    phone = open_page(**PHONE)
    as_person(phone, site, second.person)
    phone.goto("/committee/")
    expect_accessible(phone)
    fits(phone)
    phone.get_by_role("link", name="Go through the names").first.click()
    expect_accessible(phone)
    phone.get_by_role("button", name="That is everybody I know").click()
    expect_accessible(phone)
    fits(phone)
    phone.get_by_role("radio", name="3").focus()
    phone.keyboard.press("Space")
    phone.get_by_label("Comment").fill("Clear, and of use to others.")
    phone.get_by_role("button", name="Hand them in").click()
    expect(phone.get_by_text("A fine idea.")).to_be_visible()
    expect_accessible(phone)
    fits(phone)
