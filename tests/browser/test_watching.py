"""The watch over every browser test must see what it claims to see."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import OpenPage
from tests.browser.watching import Watch


@pytest.fixture
def watched(site: str, new_context: Callable[..., BrowserContext]) -> tuple[Watch, Page]:
    watch, page = Watch(site), new_context(base_url=site).new_page()
    watch.over(page)
    page.goto("/livez")
    return watch, page


@pytest.mark.parametrize(
    ("deed", "fault"),
    [
        ("setTimeout(() => { throw new Error('ouch') })", "ouch"),
        ("console.error('oh dear')", "oh dear"),
        ("fetch('/static/no-such-file.css')", "404 for"),
        ("new Image().src = 'http://elsewhere.invalid/pixel.png'", "another host"),
        (
            "document.body.appendChild(document.createElement('script')).text = 'let x = 1'",
            "Content Security Policy",
        ),
    ],
)
def test_a_fault_is_noted(watched: tuple[Watch, Page], deed: str, fault: str) -> None:
    watch, page = watched
    page.evaluate(f"() => {{ {deed} }}")
    page.wait_for_timeout(500)
    assert any(fault in noted for noted in watch.faults), watch.faults


def test_a_page_without_faults_is_not_complained_about(watched: tuple[Watch, Page]) -> None:
    watch, page = watched
    page.goto("/no-such-page/")
    assert watch.faults == []


def test_a_phone_is_narrow_and_has_no_mouse(phone_page: Page, browser_page: Page) -> None:
    assert phone_page.evaluate("[screen.width, matchMedia('(pointer: coarse)').matches]") == [375, True]
    assert browser_page.evaluate("[innerWidth, matchMedia('(pointer: coarse)').matches]") == [1280, False]


def test_two_pages_are_two_people(open_page: OpenPage, site: str) -> None:
    one, other = open_page(), open_page()
    one.context.add_cookies([{"name": "mine", "value": "1", "url": site}])
    assert other.context.cookies() == []
