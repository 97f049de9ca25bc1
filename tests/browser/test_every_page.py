"""Every page, as each of its people sees it in the demo: no axe violation, one h1, nothing sideways, light and dark.

Data-driven from the URLconf, so a new page is judged from its first day.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, Response
from pytest_django import Settings

from lsscert.access import ANYONE, COMMITTEE, ORGANISER, REVIEWER, SIGNED_IN, SPONSOR, STAFF, TREASURER
from lsscert.accounts.models import Person
from lsscert.desk.routes import Route, routes
from lsscert.desk.sample_paths import sample_path
from tests.browser.conftest import DESKTOP, PHONE
from tests.house import Copies

pytestmark = pytest.mark.django_db(transaction=True)
VIEWERS = {
    "nobody": (ANYONE, ""),
    "candidate": (SIGNED_IN, "candidate@demo.test"),
    "sponsor": (SPONSOR, "sponsor@demo.test"),
    "organiser": (ORGANISER, "committee1@demo.test"),
    "treasurer": (TREASURER, "committee2@demo.test"),
    "member": (COMMITTEE, "committee3@demo.test"),
    "reviewer": (REVIEWER, "reviewer2@demo.test"),
    "staff": (STAFF, "staff@demo.test"),
    "new": (SIGNED_IN, "new@demo.test"),
    "nearly": (SIGNED_IN, "nearly@demo.test"),
    "graduate": (SIGNED_IN, "graduate@demo.test"),
}
SIGHTS = {"desktop-light": (DESKTOP, "light"), "phone-dark": (PHONE, "dark")}
JUDGED_IN_LIGHT_TOO = ("nobody", "candidate", "nearly")
"""The rules of axe are run for everybody in the dark on a phone; in the light what all pages share is enough."""
ONCE = {
    "new": "phone-dark",
    "nearly": "desktop-light",
    "graduate": "phone-dark",
    "sponsor": "phone-dark",
    "treasurer": "phone-dark",
    "reviewer": "phone-dark",
}
"""Whose pages are few, or mostly those of somebody else, is visited in one way; everybody else in both."""
DEMO_PASSWORD = "demo-lsscert"
# Django's own pages, and what is not a page.
NOT_OURS = ("admin/", "livez", "readyz", "robots.txt", "favicon.ico")


@pytest.fixture
def demo_people(houses: Copies, db: None, settings: Settings) -> None:
    houses.another(Path(settings.MEDIA_ROOT))


def pages(role: str, person: Person | None) -> Iterator[tuple[Route, str]]:
    """What a role may read, with the paths of this person's own things."""
    for route in routes():
        if role not in (route.roles or ()) or "GET" not in route.methods or route.file:
            continue
        if route.pattern.startswith(NOT_OURS):
            continue
        if path := sample_path(route, person):
            yield route, path


def faults_of(
    page: Page, response: Response | None, expect_accessible: Callable[[Page], None] | None
) -> list[str]:
    assert response is not None
    if not response.headers.get("content-type", "").startswith("text/html"):
        return []
    found = []
    if response.status not in (200, 404):
        found.append(f"answers {response.status}")
    headings = page.locator("h1:visible").count()
    if headings != 1:
        found.append(f"{headings} headings of the first level")
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        found.append(f"{wider} px too wide")
    try:
        if expect_accessible:
            expect_accessible(page)
    except AssertionError as fault:
        found.append(str(fault))
    return found


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_page(
    sight: str,
    demo_people: None,
    open_page: Callable[..., Page],
    expect_accessible: Callable[[Page], None],
) -> None:
    """All viewers in one test, since to furnish the house takes longer than to walk through it."""
    options, scheme = SIGHTS[sight]
    faults: list[str] = []
    for viewer in VIEWERS:
        if ONCE.get(viewer, sight) == sight:
            page = open_page(**options, color_scheme=scheme)
            judge = expect_accessible if sight == "phone-dark" or viewer in JUDGED_IN_LIGHT_TOO else None
            faults += [f"{viewer}: {fault}" for fault in walk(page, viewer, judge)]
            page.context.close()
    assert not faults, "\n".join(faults)


def walk(page: Page, viewer: str, expect_accessible: Callable[[Page], None] | None) -> list[str]:
    role, email = VIEWERS[viewer]
    person = Person.objects.filter(user__email=email).first() if email else None
    if email:
        sign_in(page, email)
    faults, seen = [], set()
    for route, path in pages(role, person):
        try:
            response = page.goto(path)
        except Error as problem:  # a file that does not say it is one
            faults.append(f"{path} ({route.name}): {problem.message}")
            continue
        if page.url in seen:  # it led to a page that was judged already
            continue
        seen.add(page.url)
        faults += [
            f"{path} ({route.name}): {fault}" for fault in faults_of(page, response, expect_accessible)
        ]
    if len(seen) <= 5:
        faults.append(f"saw {len(seen)} pages")
    return faults


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()
