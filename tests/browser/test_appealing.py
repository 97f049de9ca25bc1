"""A decision on a portfolio is appealed: once it stands through both bodies, once it is sent back and judged again."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from candidates.appeals.models import Appeal
from candidates.portfolios.deciding import services as deciding
from candidates.portfolios.models import Decision, Portfolio
from lsscert import clock
from lsscert.accounts.models import Person
from tests import people
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_paying_together import as_person, fits
from tests.candidates.portfolios import making, walking

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
Check = Callable[[Page], None]


@pytest.fixture
def told() -> tuple[Portfolio, Person]:
    """More information was asked for, and somebody of the office told it."""
    now = clock.now()
    filled = making.filled(making.draft(people.active(now=now), now=now), now=now)
    making.freeze(filled, now=now)
    Portfolio.objects.filter(pk=filled.pk).update(state="submitted", submitted_at=now)
    filled.refresh_from_db()
    _portfolio, one, two = walking.begun(filled, now=now)
    walking.hand_in(one, walking.ALL_MET | {9: "not"}, now=now)
    walking.hand_in(two, walking.ALL_MET | {9: "not"}, now=now)
    office = people.staff("Tessa Who Told")
    deciding.release(decision=Decision.objects.get(), by=office, now=now)
    filled.refresh_from_db()
    return filled, office


def give_notice_and_reasons(page: Page, site: str, portfolio: Portfolio, check: Check) -> None:
    as_person(page, site, portfolio.candidacy.person)
    page.goto(f"/my/portfolios/{portfolio.set_edition.set.slug}/outcome/")
    page.get_by_role("link", name="Appeal it").click()
    check(page)
    page.get_by_label("In a line or two").fill("I appeal the rating of competency 9.")
    page.get_by_role("button", name="Give notice").click()
    expect(page.locator("main")).to_contain_text("Your notice is in")
    page.get_by_label("What was not done as published").fill("Nobody read the guide that I linked.")
    page.get_by_role("button", name="Send the reasons").click()
    expect(page.locator("main")).to_contain_text("With the committee")
    check(page)
    fits(page)


def judge(page: Page, site: str, who: Person, appeal: Appeal, answers: dict[str, str], words: str) -> None:
    as_person(page, site, who)
    page.goto(f"/desk/appeals/{appeal.ref}/")
    for question, answer in answers.items():
        page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()
    page.get_by_label("What the candidate is told").fill(words)
    page.get_by_role("button", name="Decide and tell the candidate").click()
    expect(page.locator("main")).to_contain_text("Decided; the candidate reads it by letter")


BOTH = ("Was the published procedure followed?", "Was it fair?")


def test_it_stands_through_both_bodies(
    open_page: OpenPage, site: str, told: tuple[Portfolio, Person], expect_accessible: Check
) -> None:
    portfolio, office = told
    mine = open_page(**PHONE)
    give_notice_and_reasons(mine, site, portfolio, expect_accessible)
    appeal = Appeal.objects.get()
    desk = open_page()
    as_person(desk, site, office)
    desk.goto(f"/desk/appeals/{appeal.ref}/")
    expect(desk.locator("main")).to_contain_text("Somebody else must judge this")
    expect_accessible(desk)
    first, second = people.staff("First Body"), people.staff("Second Body")
    judge(desk, site, first, appeal, dict.fromkeys(BOTH, "Yes"), "Both reviewers opened the link.")
    mine.reload()
    expect(mine.locator("main")).to_contain_text("Both reviewers opened the link.")
    mine.get_by_role("button", name="Ask the second body").click()
    expect(mine.locator("main")).to_contain_text("With the second body")
    judge(desk, site, second, appeal, {"Does the decision stand?": "Yes"}, "We see it the same way.")
    mine.reload()
    expect(mine.locator("main")).to_contain_text("The decision stands")
    expect(mine.locator("main")).to_contain_text("We see it the same way.")
    expect_accessible(mine)
    assert Portfolio.objects.get(pk=portfolio.pk).state == "more_info"


def test_it_is_sent_back_and_judged_again_by_others(
    open_page: OpenPage, site: str, told: tuple[Portfolio, Person], expect_accessible: Check
) -> None:
    portfolio, _office = told
    before = set(portfolio.reviews.values_list("reviewer__name", flat=True))
    fresh = [making.reviewer(name=name) for name in ("Fresh Eyes", "Other Eyes")]
    mine = open_page(**PHONE)
    give_notice_and_reasons(mine, site, portfolio, expect_accessible)
    desk = open_page()
    answers = {BOTH[0]: "No", BOTH[1]: "Yes"}
    judge(desk, site, people.staff("First Body"), Appeal.objects.get(), answers, "One link was never opened.")
    mine.reload()
    expect(mine.locator("main")).to_contain_text("Sent back")
    desk.goto(f"/desk/portfolios/{portfolio.ref}/")
    for name in before:
        assert name in desk.locator("main").inner_text()
    desk.get_by_role("button", name="Assign these two").click()
    again = Portfolio.objects.get(pk=portfolio.pk)
    assert again.cycle == 2
    now_asked: Any = again.reviews.filter(cycle=2).values_list("reviewer__name", flat=True)
    assert set(now_asked) == {row.person.name for row in fresh}
