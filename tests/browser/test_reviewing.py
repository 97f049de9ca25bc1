"""Two reviewers, a second round and a third, each at their own page and mostly by keyboard; then the candidate."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from candidates.portfolios.models import Evidence, EvidenceUse, Portfolio, Review
from lsscert import clock
from lsscert.files import services as files
from tests import people
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_paying_together import as_person, fits
from tests.candidates.portfolios import making, walking

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
Check = Callable[[Page], None]
WHY = "Say how you chose the guide, and for whom."


def picture() -> SimpleUploadedFile:
    image = Image.new("RGB", (640, 360), "#dfe8df")
    ImageDraw.Draw(image).text((40, 160), "A poster for the reading room", fill="#163b29")
    content = io.BytesIO()
    image.save(content, "png")
    return SimpleUploadedFile("Maria Delgado poster.png", content.getvalue())


def with_a_picture(portfolio: Portfolio) -> Portfolio:
    """A piece of evidence that is a picture, for the first competency."""
    now, person = clock.now(), portfolio.candidacy.person
    with files.together():
        received = files.receive(upload=picture(), max_megabytes=5)
        stored = files.store(received=received, by=person, now=now)
    piece = Evidence.objects.create(
        portfolio=portfolio, number=2, file=stored, caption="A poster I made", added_at=now
    )
    response = portfolio.responses.get(competency__number=1)
    EvidenceUse.objects.create(evidence=piece, response=response, weight="primary", place=1)
    return portfolio


@pytest.fixture
def portfolio(settings: Any) -> Portfolio:
    now = clock.now()
    filled = making.filled(making.draft(people.active(now=now), now=now), now=now)
    with_a_picture(filled)
    making.freeze(filled, now=now)
    Portfolio.objects.filter(pk=filled.pk).update(state="submitted", submitted_at=now)
    filled.refresh_from_db()
    return filled


def seat(portfolio: Portfolio, seat: str, round: int = 1) -> Review:
    return making.review(portfolio, making.reviewer().person, seat, round=round, now=clock.now())


def press(page: Page, key: str) -> None:
    page.locator("h1").click()
    page.keyboard.press(key)


def rate_by_keys(page: Page, ratings: dict[int, str]) -> None:
    """1, 2, 3 rate, c comments, Escape leaves the comment, j goes on."""
    for number, key in ratings.items():
        expect(page.locator(".competency-place")).to_contain_text(f"Competency {number} ")
        press(page, key)
        if key != "1":
            page.keyboard.press("c")
            page.keyboard.type(WHY)
            page.keyboard.press("Escape")
        page.keyboard.press("j")


def hand_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Your review at a glance")).to_be_visible()
    page.get_by_label("I have judged this portfolio by itself").check()
    page.get_by_role("button", name="Hand in for good").click()
    expect(page.locator("main")).to_contain_text("Handed in. Thank you")


def test_two_rounds_and_a_third(
    open_page: OpenPage, site: str, portfolio: Portfolio, expect_accessible: Check
) -> None:
    one, two = seat(portfolio, "first"), seat(portfolio, "second")
    first = open_page()
    as_person(first, site, one.reviewer)
    first.goto("/review/")
    expect_accessible(first)
    first.get_by_role("link", name=portfolio.alias).first.click()
    expect_accessible(first)
    first.get_by_role("button", name="Open it and begin").click()
    expect(first.get_by_role("img", name="Evidence 2. A poster I made")).to_be_visible()
    expect_accessible(first)
    look_at_the_keys_and_the_saving(first)
    rate_by_keys(first, dict.fromkeys(range(1, 9), "1") | {9: "3"})
    expect(first.get_by_role("heading", name="Your review at a glance")).to_be_visible()
    expect_accessible(first)
    hand_in(first)
    expect(first.locator("main")).to_contain_text("you see only your own")
    expect_accessible(first)

    second = open_page(**PHONE, color_scheme="dark")
    as_person(second, site, two.reviewer)
    second.goto(f"/review/{two.ref}/")
    second.get_by_role("button", name="Open it and begin").click()
    rate_by_hand(second, expect_accessible)
    hand_in(second)
    expect(second.locator("main")).to_contain_text("The reviews side by side")
    fits(second)

    desk = open_page()
    as_person(desk, site, people.staff())
    tell(desk, portfolio, expect_accessible)

    mine = open_page(**PHONE)
    as_person(mine, site, portfolio.candidacy.person)
    mine.goto("/my/portfolios/technology/outcome/")
    expect(mine.locator("main")).to_contain_text("The reviewers ask for more information, by the end of")
    expect(mine.locator("main")).to_contain_text("100 × 8 = 800 ≥ 70 × 9 = 630")
    expect_accessible(mine)
    fits(mine)

    answer(portfolio)
    again = {each.seat: each for each in portfolio.reviews.filter(round=2)}
    first.goto(f"/review/{again['first'].ref}/")
    first.get_by_role("button", name="Open it and begin").click()
    expect(first.locator("main")).to_contain_text("What was asked in the first round")
    expect_accessible(first)
    rate_by_keys(first, {9: "1"})
    hand_in(first)
    second.goto(f"/review/{again['second'].ref}/")
    second.get_by_role("button", name="Open it and begin").click()
    rate_by_keys(second, {9: "3"})
    hand_in(second)

    portfolio.refresh_from_db()
    third_review = seat(portfolio, "third", round=2)
    third = open_page(java_script_enabled=False)
    as_person(third, site, third_review.reviewer)
    third.goto(f"/review/{third_review.ref}/")
    expect(third.locator("main")).to_contain_text("You see neither rating")
    third.get_by_role("button", name="Open it and begin").click()
    expect(third.locator("main")).not_to_contain_text(WHY)
    third.locator("label[for=rate-met]").click()
    third.get_by_role("button", name="Save and look it over").click()
    hand_in(third)

    tell(desk, portfolio, expect_accessible)
    mine.reload()
    expect(mine.locator("main")).to_contain_text("Congratulations: your portfolio achieves this set.")
    expect_accessible(mine)


def look_at_the_keys_and_the_saving(page: Page) -> None:
    press(page, "2")
    expect(page.get_by_label("Partially met")).to_be_checked()
    expect(page.locator("[data-rail-here]")).to_contain_text("Partially met")
    expect(page.locator("[data-rail-here].tone-act .icon-act")).to_be_visible()
    expect(page.locator("[data-comment-due]")).to_be_visible()
    page.get_by_label("Comment for the candidate").fill("1 2 3 j k c ?")
    expect(page.get_by_label("Partially met")).to_be_checked()
    expect(page.locator("[data-autosave-status]")).to_contain_text("Saved at")
    page.reload()
    expect(page.get_by_label("Comment for the candidate")).to_have_value("1 2 3 j k c ?")
    press(page, "?")
    expect(page.locator("main")).to_contain_text("save and go to the next")


def rate_by_hand(page: Page, expect_accessible: Check) -> None:
    for number in range(1, 10):
        expect(page.locator(".competency-place")).to_contain_text(f"Competency {number} ")
        page.locator(f"label[for=rate-{'not' if number == 9 else 'met'}]").click()
        if number == 9:
            page.get_by_label("Comment for the candidate").fill(WHY)
        if number == 1:
            expect_accessible(page)
            page.set_viewport_size({"width": 320, "height": 700})
            fits(page)
        page.get_by_role("button", name=re.compile("^Save and")).click()


def tell(page: Page, portfolio: Portfolio, expect_accessible: Check) -> None:
    page.goto("/desk/portfolios/decisions/")
    expect_accessible(page)
    page.goto(f"/desk/portfolios/{portfolio.ref}/decision/")
    expect_accessible(page)
    page.get_by_label("What the office adds").fill("We wish you well.")
    page.get_by_role("button", name="Tell it now").click()
    expect(page.locator("main")).to_contain_text("The candidate is told.")


def answer(portfolio: Portfolio) -> None:
    """What the candidate does on pages that have tests of their own."""
    portfolio.refresh_from_db()
    response = portfolio.responses.get(competency__number=9)
    response.text = "## How I do it\n\nI asked **six readers** first, and then chose the guide."
    response.save()
    walking.second_round(portfolio, now=clock.now())
