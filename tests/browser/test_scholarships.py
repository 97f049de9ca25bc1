"""The founding round of 2009, by the screens: from a gift of $1,000 to five credits on five invoices, nothing left."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from lsscert.accounts.models import Membership, Organisation, Person
from lsscert.desk.invariants.money import CHECKS
from lsscert.letters.models import Letter
from lsscert.money import funds
from lsscert.money.models import Fund
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round
from tests import people
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_paying_together import as_person, fits
from tests.scholarships import making

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
Check = Callable[[Page], None]
Role = Membership.Role
BEGIN = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
AFTER = datetime(2026, 3, 30, 15, 0, tzinfo=UTC)
WHY_NOT = {
    9: ("member", {"Your member number": ""}),
    10: ("education", {"What have you completed?": "none"}),
    11: ("employed", {"State or region of the library": "Idaho"}),
}
"""Three of the twelve are not eligible, for three different reasons; each by one field."""


def press(page: Page, name: str) -> None:
    """By its whole name; what only a screen reader hears follows a colon."""
    pattern = re.compile("^" + re.escape(name).replace(":", r"\s*:") + "$")
    page.get_by_role("button", name=pattern).click()


def keep_the_funds(page: Page, site: str, treasurer: Person, check: Check) -> None:
    as_person(page, site, treasurer)
    page.goto("/committee/funds/")
    expect(page.locator("main")).to_contain_text("No fund yet")
    check(page)
    page.get_by_role("link", name="Open a fund").click()
    page.get_by_label("Name").fill("Founding gift")
    press(page, "Open it")
    page.get_by_role("link", name="Enter a gift").first.click()
    page.get_by_label("Amount").fill("1000")
    page.get_by_label("From whom").fill("A friend of libraries")
    check(page)
    press(page, "Enter it")
    expect(page.locator("main")).to_contain_text("Gift of A friend of libraries")
    expect(page.locator("main")).to_contain_text("$1,000.00")
    check(page)
    page.goto(f"/committee/organisation/{Organisation.objects.get(name='SSD').ref}/")


def compose(page: Page, site: str, organiser: Person, check: Check) -> None:
    as_person(page, site, organiser)
    page.goto(f"/committee/organisation/{Organisation.objects.get(name='SSD').ref}/")
    page.get_by_role("link", name="The list of member numbers").click()
    page.get_by_label("One number a line").fill("\n".join(f"SSD-{number}" for number in range(12)))
    press(page, "Read it")
    press(page, "Make it the whole list: 12 numbers")
    expect(page.locator("main")).to_contain_text("12 numbers are on the list")
    check(page)
    page.goto("/committee/")
    check(page)
    page.get_by_role("link", name="A new round").click()
    page.get_by_label("Title").fill("Help with the enrolment fee")
    press(page, "Begin")
    fill = {
        "What it is and for whom": "For Oregon library staff who begin the certification.",
        "Number of awards": "5",
        "Amount of one award": "200",
        "Opens on": "2026-03-01",
        "Last day to apply": "2026-03-22",
        "Applicants hear by": "2026-04-15",
        "Members who must be present": "2",
        "Follow-up report due on": "2026-12-01",
        "Employed (paid) in a library in": "Oregon",
        "… within so many years before the last day": "3",
        "Hours of library work, at least": "1820",
        "This round may draw at most": "1000",
    }
    for label, value in fill.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("Members of the organisation").check()
    page.get_by_label("Holders of a high-school diploma or its equivalent").check()
    page.get_by_label("Criterion", exact=True).first.fill("What it would change")
    page.get_by_label("Question", exact=True).first.fill("What would the certificate change for you?")
    check(page)
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("Publish it")
    check(page)
    page.get_by_role("link", name="Publish it").click()
    expect(page.locator("main")).to_contain_text("You were employed (paid) in a library in Oregon")
    check(page)
    press(page, "Publish it")
    expect(page.locator("main")).to_contain_text("It is published.")


def apply(page: Page, number: int, check: Check | None) -> None:
    page.goto("/scholarships/")
    if check:
        check(page)
        fits(page)
    page.get_by_role("link", name="Help with the enrolment fee").click()
    if check:
        check(page)
    page.get_by_role("link", name="Apply", exact=True).click()
    rule, changes = WHY_NOT.get(number, ("", {}))
    said = {
        "Your member number": f"SSD-{number}",
        "State or region you live in": "Oregon",
        "Library": "Cedar Valley Library",
        "Your post there": "Circulation assistant",
        "State or region of the library": "Oregon",
        "First day": "2023-01-05",
        "Hours per week": "35",
        "What would the certificate change for you?": "It would show what I can do.",
    }
    page.get_by_label("What have you completed?").select_option(
        changes.get("What have you completed?", "diploma")
    )
    for label, value in said.items():
        page.get_by_label(label, exact=True).fill(changes.get(label, value))
    page.get_by_label("What I wrote is true").check()
    press(page, "Hand it in")
    if rule:
        expect(page.locator("main")).to_contain_text("you are not eligible")
        if check:
            check(page)
        page.get_by_label("Hand it in all the same").check()
        page.get_by_label("What I wrote is true").check()
        press(page, "Hand it in")
    expect(page.locator("main")).to_contain_text("Handed in")
    if check:
        check(page)
        fits(page)


def check_the_facts(page: Page, site: str, organiser: Person, check: Check) -> None:
    as_person(page, site, organiser)
    page.goto(f"/committee/rounds/{Round.objects.get().ref}/")
    page.get_by_role("link", name="Check the facts of applications").click()
    check(page)
    for _each in range(3):
        page.get_by_role("link", name="Check the next one").click()
        check(page)
        press(page, "Not eligible; tell them why")
        expect(page.locator("main")).to_contain_text("is not eligible; a letter says why")
    expect(page.locator("main")).not_to_contain_text("Check the next one")


def score_all(page: Page, site: str, judge: Person, points: str, check: Check | None) -> None:
    as_person(page, site, judge)
    page.goto("/committee/")
    page.get_by_role("link", name="Go through the names").first.click()
    if check:
        check(page)
    press(page, "That is everybody I know")
    for number in range(9):
        page.get_by_role("group", name="What it would change").get_by_text(points, exact=True).click()
        page.get_by_label("Comment").fill("Clear and honest.")
        if check and not number:
            check(page)
        press(page, "Hand them in")
        expect(page.locator("main")).to_contain_text("What others gave")
        if number < 8:
            page.get_by_role("link", name="The next one").click()
    if check:
        check(page)


def meet(page: Page, site: str, chair: Person, others: list[Person], check: Check) -> None:
    as_person(page, site, chair)
    ref = Round.objects.get().ref
    page.goto(f"/committee/rounds/{ref}/meeting/")
    for someone in [chair, *others]:
        page.get_by_label(someone.name).check()
    check(page)
    press(page, "Open the meeting")
    expect(page.locator("main")).to_contain_text("5 awards left")
    for number in range(1, 6):
        press(page, f"Award it: Application {number}")
        expect(page.locator("main")).to_contain_text(f"{5 - number} award")
    expect(page.locator("main")).to_contain_text("$0.00")
    press(page, "Award it: Application 6")  # nothing is left
    expect(page.locator("main")).to_contain_text("have less than $200.00 left")
    for number in (6, 7):
        press(page, f"In reserve: Application {number}")
    press(page, "Up: Application 7")
    check(page)
    fits(page)
    press(page, "Down: Application 7")
    press(page, "Ask a second member to confirm")
    expect(page.locator("main")).to_contain_text("You asked for it, so somebody else confirms.")


def confirm_and_announce(page: Page, site: str, second: Person, organiser: Person, check: Check) -> None:
    ref = Round.objects.get().ref
    as_person(page, site, second)
    page.goto(f"/committee/rounds/{ref}/meeting/")
    expect(page.locator("main")).to_contain_text("asks you to confirm all of these")
    check(page)
    press(page, "Confirm the awards")
    expect(page.locator("main")).to_contain_text("The awards stand.")
    assert not Letter.objects.filter(kind="scholarship_awarded").exists()
    as_person(page, site, organiser)
    page.goto(f"/committee/rounds/{ref}/announce/")
    expect(page.locator("main")).to_contain_text("5 are awarded")
    check(page)
    press(page, "Announce it, and send the letters")
    expect(page.locator("main")).to_contain_text("It is announced")
    page.get_by_role("link", name="Minutes").click()
    expect(page.locator("body")).to_contain_text("A second member confirmed the awards; the meeting ended.")
    check(page)


def answer(page: Page, site: str, someone: Person, *, accept: bool, check: Check | None) -> None:
    as_person(page, site, someone)
    page.goto("/my/scholarships/")
    page.get_by_role("link", name="Accept or decline").click()
    if check:
        check(page)
        fits(page)
    if accept:
        press(page, "Accept it")
        expect(page.locator("main")).to_contain_text("on your invoice already")
    else:
        page.get_by_role("link", name="Decline it").click()
        press(page, "Decline it")
        expect(page.locator("main")).to_contain_text("You declined it")
    if check:
        check(page)


def test_the_founding_round(
    open_page: OpenPage, site: str, settings: Settings, expect_accessible: Check
) -> None:
    settings.FAKE_NOW = BEGIN
    ssd = Organisation.objects.create(name="SSD", kind=Organisation.Kind.ASSOCIATION)
    chair = making.member(Role.COMMITTEE, Role.ORGANISER, of=ssd, name="Olga Organiser")
    second = making.member(Role.COMMITTEE, Role.TREASURER, of=ssd, name="Tom Treasurer")
    third = making.member(Role.COMMITTEE, of=ssd, name="Mia Member")
    applicants = [people.person(f"Applicant {number}") for number in range(12)]
    laptop, phone = open_page(), open_page(**PHONE)

    keep_the_funds(laptop, site, second, expect_accessible)
    compose(laptop, site, chair, expect_accessible)
    for number, someone in enumerate(applicants):
        as_person(phone, site, someone)
        apply(phone, number, expect_accessible if number in {0, 11} else None)
        if number < 7:  # who is awarded has an open fee of $350
            people.applicant(someone, now=BEGIN)
    check_the_facts(laptop, site, chair, expect_accessible)
    settings.FAKE_NOW = AFTER
    score_all(laptop, site, chair, "4", expect_accessible)
    score_all(laptop, site, third, "3", None)
    meet(laptop, site, chair, [third], expect_accessible)
    confirm_and_announce(laptop, site, third, chair, expect_accessible)

    answer(phone, site, applicants[2], accept=False, check=expect_accessible)
    for number in (0, 1, 3, 4, 5):  # 5 was the first in reserve
        answer(phone, site, applicants[number], accept=True, check=expect_accessible if number == 5 else None)

    fund = Fund.objects.get()
    assert (funds.free(fund), funds.promised(fund)) == (Decimal(0), Decimal(0))
    paid = [applicants[number].invoices.get() for number in (0, 1, 3, 4, 5)]
    assert [(invoice.paid, invoice.left) for invoice in paid] == [(Decimal(200), Decimal(150))] * 5
    assert Award.objects.get(person=applicants[6]).state == Award.Status.RESERVE
    told = Letter.objects.filter(person=applicants[6], kind="scholarship_reserve").latest("pk")
    assert told.subject == "You are first in reserve"
    refused = Letter.objects.filter(kind="scholarship_not_eligible").order_by("pk")
    assert len({letter.body.split("mend it:")[1].split("\n")[0] for letter in refused}) == 3
    assert [check.code for check in CHECKS if check.breaches()] == []

    as_person(laptop, site, chair)
    laptop.goto("/committee/report/?year=2026")
    row = laptop.get_by_role("row", name=re.compile("Help with the enrolment fee"))
    expect(row).to_contain_text("$1,000.00")
    figures = [cell.inner_text() for cell in row.get_by_role("cell").all()]
    assert figures[:6] == ["12", "9", "6", "5", "1", "0"]
    expect_accessible(laptop)
    laptop.goto("/committee/funds/owed/")
    expect(laptop.locator("main")).to_contain_text("$1,000.00")
    expect_accessible(laptop)
