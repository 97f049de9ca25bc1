"""Every page, as each of its people sees it in the demo: no axe violation, one h1, nothing sideways, light and dark.

Data-driven from the URLconf, so a new page is judged from its first day.
"""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, Response

from lsscert.access import ANYONE, SIGNED_IN, SPONSOR, STAFF
from lsscert.accounts.models import Person
from lsscert.desk.routes import Route, routes
from lsscert.desk.samples import sample_path
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
VIEWERS = {
    "nobody": (ANYONE, ""),
    "new": (SIGNED_IN, "new@demo.test"),
    "candidate": (SIGNED_IN, "candidate@demo.test"),
    "nearly": (SIGNED_IN, "nearly@demo.test"),
    "graduate": (SIGNED_IN, "graduate@demo.test"),
    "sponsor": (SPONSOR, "sponsor@demo.test"),
    "staff": (STAFF, "staff@demo.test"),
}
SIGHTS = {"desktop-light": (DESKTOP, "light"), "phone-dark": (PHONE, "dark")}
# Each page both ways; the homes that only differ in their state once.
VISITS = [
    *((viewer, sight) for viewer in ("nobody", "candidate", "sponsor", "staff") for sight in SIGHTS),
    ("new", "phone-dark"),
    ("nearly", "desktop-light"),
    ("graduate", "phone-dark"),
]
DEMO_PASSWORD = "demo-lsscert"
# Django's own pages, and what is not a page.
NOT_OURS = ("admin/", "livez", "readyz", "robots.txt", "favicon.ico")


@pytest.fixture
def demo_people(real_courses: None) -> None:
    call_command("seed_demo", verbosity=0)


def pages(role: str, person: Person | None) -> Iterator[tuple[Route, str]]:
    """What a role may read, with the paths of this person's own things."""
    for route in routes():
        if role not in (route.roles or ()) or "GET" not in route.methods or route.file:
            continue
        if route.pattern.startswith(NOT_OURS):
            continue
        if path := sample_path(route, person):
            yield route, path


def faults_of(page: Page, response: Response | None, expect_accessible: Callable[[Page], None]) -> list[str]:
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
        expect_accessible(page)
    except AssertionError as fault:
        found.append(str(fault))
    return found


@pytest.mark.parametrize(("viewer", "sight"), VISITS)
def test_every_page_of(
    viewer: str,
    sight: str,
    demo_people: None,
    open_page: Callable[..., Page],
    expect_accessible: Callable[[Page], None],
):
    role, email = VIEWERS[viewer]
    options, scheme = SIGHTS[sight]
    page = open_page(**options, color_scheme=scheme)
    person = Person.objects.filter(user__email=email).first() if email else None
    if email:
        page.goto("/accounts/login/")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_load_state()
    faults, seen = [], set()
    for route, path in pages(role, person):
        response = page.goto(path)
        if page.url in seen:  # it led to a page that was judged already
            continue
        seen.add(page.url)
        faults += [
            f"{path} ({route.name}): {fault}" for fault in faults_of(page, response, expect_accessible)
        ]
    assert len(seen) > 5
    assert not faults, "\n".join(faults)
