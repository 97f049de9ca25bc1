"""Fixtures for tests that drive a real Chromium against the live site.

`browser_page` is a desktop, `phone_page` a phone; `open_page(**options)` gives further ones, each signed out. A test
fails at its end for any script error, breach of the Content-Security-Policy, missing static file, answer of 500 or
request to another host that happened meanwhile.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium
from tests.browser.watching import Watch

# Playwright keeps an event loop running in the test's thread, where Django would refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 375, "height": 812},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
PATIENCE = 15_000  # milliseconds; the machine may be busy with the other half of the tests

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    return chromium.require(os.environ)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium_path: str) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": chromium_path, "args": chromium.launch_arguments()}


@pytest.fixture
def site(chromium_path: str, live_server: LiveServer, settings: Settings) -> str:
    """The address of the live site, which its letters name as well."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def open_page(site: str, new_context: Callable[..., BrowserContext]) -> Iterator[OpenPage]:
    watch = Watch(site)

    def open_page(**options: Any) -> Page:
        context = new_context(**{"base_url": site, "locale": "en-US"} | DESKTOP | options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch.over(page)
        return page

    yield open_page
    assert watch.faults == []


@pytest.fixture
def browser_page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def phone_page(open_page: OpenPage) -> Page:
    return open_page(**PHONE)


@pytest.fixture(scope="session")
def axe_rules() -> Axe:
    return Axe()


@pytest.fixture
def expect_accessible(axe_rules: Axe) -> Callable[[Page], None]:
    """Fails for any axe violation on the page as it stands: `expect_accessible(page)`."""

    def expect(page: Page) -> None:
        results = axe_rules.run(page)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return expect
