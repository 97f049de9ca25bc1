"""Whether one can apply, asked on a phone without an account; a round composed, tried and looked through."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from scholarships.rounds.models import Question, Round
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_paying_together import as_person, fits
from tests.scholarships import making
from tests.scholarships.making import NOW, TODAY, Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
Check = Callable[[Page], None]
NARROW = PHONE | {"viewport": {"width": 320, "height": 700}}


@pytest.fixture
def round_(settings: Settings) -> Round:
    settings.FAKE_NOW = NOW
    made = making.round_(
        summary="Five awards of $200 toward the fee of $350. You pay the rest.",
        rules=[
            {"rule": "member"},
            {"rule": "hours", "hours": 1820},
            {"rule": "employed", "region": "Oregon", "years": 3},
        ],
    )
    Question.objects.create(round=made, text="What do you hope to learn?", most_words=200)
    making.round_(
        title="A long name of a round that goes on and on, for conferences in the far north and elsewhere",
        draws_on=making.fund(name="Trips"),
        state="announced",
        closes_on=TODAY - timedelta(days=1),
    )
    return made


def test_somebody_without_an_account_learns_whether_they_can_apply(
    open_page: OpenPage, round_: Round, expect_accessible: Check
) -> None:
    page = open_page(**NARROW)
    page.goto("/scholarships/")
    fits(page)
    expect_accessible(page)
    page.get_by_role("link", name=round_.title).click()
    fits(page)
    expect_accessible(page)
    page.get_by_role("link", name="Check whether you can apply").click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("main")).to_contain_text("Please choose one.")
    fits(page)
    expect_accessible(page)
    page.get_by_label("Are you a member").select_option("yes")
    first = page.get_by_role("group", name="Post 1")
    first.get_by_label("State or region").fill("OR")
    first.get_by_label("First day").fill("September 2023")
    first.get_by_label("Hours per week").fill("35")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("main")).to_contain_text("It looks good")
    expect(page.get_by_role("link", name="Apply", exact=True)).to_be_visible()
    fits(page)
    expect_accessible(page)


def test_an_organiser_finds_what_is_missing_and_tries_the_conditions(
    open_page: OpenPage, site: str, round_: Round, expect_accessible: Check
) -> None:
    Round.objects.filter(pk=round_.pk).update(state="draft", summary="")
    page = open_page(**NARROW)
    as_person(page, site, making.member(Role.ORGANISER, name="Olive Organiser"))
    page.goto(f"/committee/rounds/{round_.ref}/")
    fits(page)
    expect_accessible(page)
    page.get_by_role("link", name="Say in a few words what it is and for whom.").click()
    expect(page.get_by_label("What it is and for whom")).to_be_in_viewport()
    fits(page)
    expect_accessible(page)
    page.get_by_role("link", name="Try who can apply").click()
    expect(page.locator("main")).to_contain_text("You were employed (paid) in a library in Oregon")
    fits(page)
    expect_accessible(page)
    page.goto(f"/committee/rounds/{round_.ref}/publish/")
    fits(page)
    expect_accessible(page)
