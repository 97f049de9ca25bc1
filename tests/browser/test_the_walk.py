"""From sign-up to /verify/ in one run: once by cheque at a desk, once by card on a phone."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from candidates.journey.models import Candidacy
from lsscert import clock
from lsscert.accounts import services as accounts
from lsscert.accounts.models import User
from tests.browser.walking import PASSWORD, Walker
from tests.post import Sink

pytestmark = pytest.mark.django_db(transaction=True)
SET_NAMES = (
    "Foundations of Library Services",
    "Communication and Teamwork",
    "Technology",
    "Access Services",
    "Cataloging and Classification",
    "Reference and Information Services",
)
Look = Callable[[Page], None]


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "completion certificate.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    return path


@pytest.fixture
def look(expect_accessible: Look) -> Look:
    """No axe violation and nothing that scrolls sideways."""

    def judge(page: Page) -> None:
        expect_accessible(page)
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert too_wide <= 0, f"{page.url} is {too_wide} px too wide"

    return judge


@pytest.fixture
def demo_courses(real_standard: None) -> None:
    call_command("load_courses", demo=True, verbosity=0)


@pytest.fixture
def office(open_page: Callable[..., Page], smtp_sink: Sink, look: Look) -> Walker:
    user = User.objects.create_user("office@staff.test", PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    accounts.make_staff(person=accounts.make_person(user=user, name="Grace Office"))
    walker = Walker(open_page(), smtp_sink, look, user.email, "Grace Office")
    walker.sign_in()
    return walker


def finish(walker: Walker, office: Walker, proof: Path, certificate_name: str) -> str:
    """From active candidate to certificate; returns its number."""
    walker.choose_electives(*SET_NAMES[3:])
    completed = clock.today() - timedelta(days=30)
    for name in SET_NAMES:
        walker.report_course(name, completed, proof)
    office.verify_all(len(SET_NAMES))
    walker.ask_for_certificate(certificate_name)
    number = office.issue(walker.name)
    walker.follow("my/certificate")
    expect(walker.page.locator("main")).to_contain_text(number)
    return number


def download(walker: Walker, tmp_path: Path) -> pikepdf.Pdf:
    with walker.page.expect_download() as waiting:
        walker.page.get_by_role("link", name="PDF").first.click()
    waiting.value.save_as(tmp_path / "certificate.pdf")
    return pikepdf.open(tmp_path / "certificate.pdf")


def check_in_public(page: Page, number: str, look: Look, surname: str) -> None:
    """An employer with the number on the paper: valid without the name, and with it after typing the surname."""
    page.goto("/")
    look(page)
    page.goto("/verify/")
    look(page)
    page.get_by_label("Number of the certificate").fill(number.lower().replace("-", " "))
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".verdict")).to_contain_text("Valid")
    assert page.url.endswith(f"/verify/{number}/")
    assert surname not in page.content()
    look(page)
    page.get_by_label("Surname of the holder").fill(surname.lower())
    page.get_by_role("button", name="Compare the name").click()
    expect(page.locator("main")).to_contain_text(surname)
    look(page)


def broken_invariants() -> list[str]:
    """What `manage.py invariants --json` counts; it exits with 1 itself when there is anything."""
    out = StringIO()
    call_command("invariants", "--json", stdout=out)
    checks = json.loads(out.getvalue())["checks"]
    assert checks
    return [check["code"] for check in checks if check["breaches"]]


def test_a_non_member_by_cheque_at_a_desk(
    browser_page: Page,
    open_page: Callable[..., Page],
    smtp_sink: Sink,
    demo_courses: None,
    office: Walker,
    look: Look,
    proof: Path,
    tmp_path: Path,
):
    walker = Walker(browser_page, smtp_sink, look, "maria@walk.test", "Maria Delgado-Ruiz")
    walker.sign_up()
    walker.apply(since=date(2023, 1, 9))
    office.accept(walker.name)
    walker.follow("my/fees")
    expect(walker.page.locator("main")).to_contain_text("$350.00")
    office.record_cheque(walker.name, "4471")
    walker.follow("my/plan")
    number = finish(walker, office, proof, "María Delgado-Ruiz")
    with download(walker, tmp_path) as paper:
        assert paper.Root.MarkInfo.Marked
        assert len(paper.pages) == 2
    check_in_public(open_page(), number, look, "Delgado-Ruiz")
    assert Candidacy.objects.get(person__name=walker.name).state == Candidacy.Status.CERTIFIED
    assert broken_invariants() == []


def test_a_member_by_card_on_a_phone(
    phone_page: Page,
    open_page: Callable[..., Page],
    smtp_sink: Sink,
    demo_courses: None,
    office: Walker,
    look: Look,
    proof: Path,
):
    walker = Walker(phone_page, smtp_sink, look, "sam@walk.test", "Sam Okonkwo")
    walker.sign_up()
    walker.apply(since=date(2023, 1, 9), ala_number="0123456")
    walker.pay_by_card("$325.00")
    office.accept(walker.name)
    walker.follow("my/plan")
    number = finish(walker, office, proof, "Sam Okonkwo")
    check_in_public(open_page(), number, look, "Okonkwo")
    assert broken_invariants() == []
