"""An employer's purchase order, an award and nothing left: three parties settle one fee, each at its own page."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.accounts.models import Organisation
from lsscert.money import awards, orders
from lsscert.money.models import PurchaseOrder
from tests import people
from tests.browser.conftest import PHONE, OpenPage
from tests.candidates.fees.shares import invoice_of
from tests.post import Sink, deliver_letters, text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
Check = Callable[[Page], None]
ACCOUNTS = "accounts@cedar.test"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "purchase order.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


def as_person(page: Page, site: str, someone: Any) -> None:
    cookie = people.signed_in(someone).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is too wide"


def link_in_the_letter(sink: Sink) -> str:
    deliver_letters()
    for message in reversed(sink.messages(ACCOUNTS)):
        if found := re.search(r"https?://\S*/t/\S*", text_of(message)):
            return found[0]
    raise AssertionError("no letter with a link")


def test_three_settle_one_fee(
    open_page: OpenPage, site: str, smtp_sink: Sink, expect_accessible: Check, scan: Path
):
    candidacy, office = people.accepted(now=clock.now()), people.staff()
    ssd = Organisation.objects.create(name="Support Staff Division", kind=Organisation.Kind.ASSOCIATION)
    mine = open_page(**PHONE)
    as_person(mine, site, candidacy.person)
    ask_the_employer(mine, candidacy, expect_accessible)

    theirs = open_page(color_scheme="dark")
    theirs.goto(link_in_the_letter(smtp_sink))
    expect_accessible(theirs)
    theirs.get_by_label("Purchase order number").fill("PO 4471")
    theirs.get_by_label("The document").set_input_files(scan)
    theirs.get_by_role("button", name="Hand it in").click()
    expect(theirs.locator("main")).to_contain_text("Purchase order PO 4471 has arrived")
    expect_accessible(theirs)
    fits(theirs)

    # The office's own page for this is another's; here the act behind its button.
    orders.accept_order(order=PurchaseOrder.objects.get(), by=office, now=clock.now())
    theirs.reload()
    expect(theirs.locator("main")).to_contain_text("It is accepted")
    awards.record_award(
        organisation=ssd, fund="General", amount=Decimal(200), invoice=invoice_of(candidacy),
        reference="SSD-1", by=office, now=clock.now(),
    )  # fmt: skip
    mine.reload()
    expect(mine.locator("main")).to_contain_text("your own part is done")
    expect(mine.locator("main")).to_contain_text("accepted; your employer has the invoice")
    expect_accessible(mine)
    fits(mine)
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACTIVE
    deliver_letters()
    invoices = [m for m in smtp_sink.messages(ACCOUNTS) if "PO 4471" in str(m["Subject"])]
    assert [part.get_content_type() for part in invoices[0].iter_attachments()] == ["application/pdf"]


def ask_the_employer(page: Page, candidacy: Candidacy, expect_accessible: Check) -> None:
    page.goto(f"/my/fees/{invoice_of(candidacy).ref}/")
    expect_accessible(page)
    fits(page)
    page.get_by_role("link", name="My employer pays a part").click()
    expect_accessible(page)
    page.get_by_label("Name of the organisation").fill("Cedar Valley Library")
    page.get_by_label("Amount they pay").fill("150")
    page.get_by_label("E-mail of the accounts office").fill(ACCOUNTS)
    page.get_by_role("button", name="Ask them").click()
    expect(page.locator("main")).to_contain_text(f"on its way to {ACCOUNTS}")
    expect_accessible(page)
    fits(page)
    page.get_by_role("link", name="Back to the invoice").click()
    expect(page.locator("main")).to_contain_text("Pay $200.00 by card")
