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
from lsscert.accounts.models import Organisation, Person
from lsscert.money import paying, services, sharing
from lsscert.money.models import Invoice, Payment
from tests import people
from tests.browser.conftest import PHONE, OpenPage
from tests.candidates.fees.shares import invoice_of
from tests.pdfs import assert_tagged
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
    Organisation.objects.create(name="Support Staff Division", kind=Organisation.Kind.ASSOCIATION)
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

    desk = open_page()
    as_person(desk, site, office)
    accept_the_order(desk, expect_accessible)
    theirs.reload()
    expect(theirs.locator("main")).to_contain_text("It is accepted")
    record_the_award(desk, invoice_of(candidacy).number, expect_accessible)
    mine.reload()
    expect(mine.locator("main")).to_contain_text("your own part is done")
    expect(mine.locator("main")).to_contain_text("accepted; your employer has the invoice")
    expect_accessible(mine)
    fits(mine)
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACTIVE
    deliver_letters()
    invoices = [m for m in smtp_sink.messages(ACCOUNTS) if "PO 4471" in str(m["Subject"])]
    assert ["application/pdf"] in [
        [part.get_content_type() for part in each.iter_attachments()] for each in invoices
    ]
    papers_are_tagged(desk, mine, invoice_of(candidacy), office)


def accept_the_order(page: Page, expect_accessible: Check) -> None:
    page.goto("/desk/fees/orders/")
    expect_accessible(page)
    page.get_by_role("link", name="PO 4471").first.click()
    expect_accessible(page)
    page.get_by_role("button", name="Accept it").click()
    expect(page.locator("main")).not_to_contain_text("Accept it")


def record_the_award(page: Page, number: str, expect_accessible: Check) -> None:
    page.goto(f"/desk/fees/awards/new/?invoice={number}")
    page.get_by_label("Organisation that gives it").select_option(label="Support Staff Division")
    page.get_by_label("Amount").fill("200")
    page.get_by_label("Its number or letter").fill("SSD-1")
    expect_accessible(page)
    page.get_by_role("button", name="Record the award").click()
    expect(page.locator("body")).to_contain_text("$200.00")


def papers_are_tagged(desk: Page, mine: Page, invoice: Invoice, office: Person) -> None:
    """The invoice, a receipt once the employer's money has come, and a credit note, each as it is handed over."""
    paying.record_cheque(
        invoice=invoice, amount=Decimal(150), number="9", received_on=clock.today(), by=office, now=clock.now(),
        payer=sharing.payer_named("Cedar Valley Library"),
    )  # fmt: skip
    services.credit_invoice(invoice=invoice, amount=Decimal(10), why="goodwill", by=office, now=clock.now())
    payment = Payment.objects.get(method="cheque")
    note = invoice.credit_notes.get()
    for page, path, title in (
        (mine, f"/my/fees/{invoice.ref}/invoice.pdf", invoice.number),
        (desk, f"/desk/fees/{invoice.ref}/receipt/{payment.ref}.pdf", payment.ref.upper()),
        (mine, f"/my/fees/{invoice.ref}/credit-note/{note.ref}.pdf", note.number),
    ):
        answer = page.request.get(path)
        assert answer.headers["content-type"] == "application/pdf", path
        assert_tagged(answer.body(), title=title)


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
