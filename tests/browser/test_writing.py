"""Writing a portfolio as it happens: a line that breaks, two tabs, a page that reloads, a text from Word."""

from collections.abc import Callable
from html import escape

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from candidates.portfolios.models import Portfolio, Response
from lsscert import clock
from tests import people
from tests.candidates.portfolios import making

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin: 0}</style></head><body>
<!--StartFragment--><h1>My guide<o:p></o:p></h1>
<p class=MsoNormal><span style='font-family:"Calibri"'>I wrote it for <b>new</b>
<i>staff</i>, see <a href="https://library.demo.test/guide">the page</a>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>first<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'>
<span style='mso-list:Ignore'>o<span>&nbsp;</span></span>second<o:p></o:p></p>
<table><tr><td>Day</td><td>Visits</td></tr><tr><td>Monday</td><td>12 | 13</td></tr></table>
<p class=MsoNormal>Bad <a href="javascript:alert(1)">link</a><script>alert(1)</script><img src="file:///x.png"></p>
<!--EndFragment--></body></html>
"""
CLEAN = """## My guide

I wrote it for **new** *staff*, see [the page](https://library.demo.test/guide).

- first
   - second

| Day | Visits |
| --- | --- |
| Monday | 12 \\| 13 |

Bad link"""


@pytest.fixture
def portfolio() -> Portfolio:
    now = clock.now()
    return making.draft(people.active(now=now), now=now)


@pytest.fixture
def page(portfolio: Portfolio, open_page: Callable[..., Page], site: str) -> Page:
    page = open_page()
    cookies = people.signed_in(portfolio.candidacy.person).cookies
    page.context.add_cookies(
        [{"name": key, "value": each.value, "url": site} for key, each in cookies.items()]
    )
    page.goto("/my/portfolios/technology/1/")
    return page


def text(page: Page):
    return page.get_by_label("Your response")


def status(page: Page):
    return expect(page.locator("[data-autosave-status]"))


def on_record(portfolio: Portfolio) -> str:
    row = Response.objects.filter(portfolio=portfolio, competency__number=1).first()
    return row.text if row else ""


def two_versions(page: Page):
    return page.locator("[data-two-versions]")


def test_what_is_typed_is_saved_counted_and_shown(
    page: Page, portfolio: Portfolio, expect_accessible: Callable[[Page], None]
) -> None:
    page.locator("label", has_text="An idea of my own").click()
    text(page).fill("## A heading\n\nFour words of mine")
    status(page).to_contain_text("Saved at")
    assert on_record(portfolio) == "## A heading\n\nFour words of mine"
    expect(page.locator("[data-count]")).to_have_text("6")
    expect(page.locator("[data-preview] h3")).to_have_text("A heading")
    expect(page.locator("[data-still]")).to_contain_text("Introduce your own idea")
    expect_accessible(page)


def test_a_broken_line_loses_nothing(page: Page, portfolio: Portfolio) -> None:
    text(page).fill("Before the line broke")
    status(page).to_contain_text("Saved at")
    page.context.set_offline(True)
    text(page).fill("Before the line broke, and after")
    status(page).to_contain_text("Kept on this device")
    assert on_record(portfolio) == "Before the line broke"
    page.context.set_offline(False)
    status(page).to_contain_text("Saved at")
    assert on_record(portfolio) == "Before the line broke, and after"
    assert kept(page) == []


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('lsscert-kept:'))")


def test_an_answer_that_got_lost_is_no_other_tab(page: Page, portfolio: Portfolio) -> None:
    """The text arrived, the answer did not: going on typing must not be told as somebody else's version."""
    lost: list[str] = []

    def lose(route) -> None:
        if lost:
            route.continue_()
            return
        lost.append("once")
        route.fetch()
        route.abort("connectionfailed")

    page.route("**/1/save/", lose)
    text(page).fill("It arrived")
    status(page).to_contain_text("Kept on this device")
    text(page).fill("It arrived, and more")
    status(page).to_contain_text("Saved at")
    assert on_record(portfolio) == "It arrived, and more"
    expect(two_versions(page)).to_be_hidden()


def test_a_reload_offers_what_was_not_saved(page: Page, portfolio: Portfolio) -> None:
    page.route("**/1/save/", lambda route: route.abort("connectionfailed"))
    text(page).fill("Typed just before the crash")
    status(page).to_contain_text("Kept on this device")
    page.unroute("**/1/save/")
    page.goto("/my/portfolios/technology/1/")
    expect(two_versions(page)).to_contain_text("kept on this device")
    expect(two_versions(page)).to_contain_text("Typed just before the crash")
    two_versions(page).get_by_role("button", name="Take this one").click()
    expect(text(page)).to_have_value("Typed just before the crash")
    status(page).to_contain_text("Saved at")
    assert on_record(portfolio) == "Typed just before the crash"
    assert kept(page) == []


@pytest.mark.parametrize("taken", ["mine", "theirs"])
def test_the_older_tab_is_told_and_either_text_can_be_taken(
    taken: str, page: Page, portfolio: Portfolio, expect_accessible: Callable[[Page], None]
) -> None:
    older = page.context.new_page()
    older.goto("/my/portfolios/technology/1/")
    text(page).fill("From the newer tab")
    status(page).to_contain_text("Saved at")
    text(older).fill("From the older tab")
    expect(two_versions(older)).to_be_visible()
    expect(two_versions(older)).to_contain_text("From the newer tab")
    expect(two_versions(older)).to_contain_text("From the older tab")
    expect(text(older)).to_be_focused()
    older.get_by_role("link", name="Compare the two").click()
    assert on_record(portfolio) == "From the newer tab"
    expect_accessible(older)
    two_versions(older).locator(f"[data-take={taken}]").click()
    wanted = {"mine": "From the older tab", "theirs": "From the newer tab"}[taken]
    expect(text(older)).to_have_value(wanted)
    status(older).to_contain_text("Saved at")
    assert on_record(portfolio) == wanted


def paste(page: Page, html: str, plain: str = "") -> None:
    text(page).evaluate(
        """(field, [html, plain]) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", plain);
          field.focus();
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, plain],
    )


def test_a_text_from_word_comes_in_clean(page: Page, portfolio: Portfolio) -> None:
    paste(page, WORD)
    expect(text(page)).to_have_value(CLEAN)
    status(page).to_contain_text("Saved at")
    assert on_record(portfolio) == CLEAN
    expect(page.locator("[data-preview] li li")).to_have_text("second")


def test_hostile_html_becomes_plain_words(page: Page) -> None:
    nested = "<div>" * 300 + "deep" + "</div>" * 300
    paste(page, f"<p onclick='x()'>{escape('<b>')} safe</p><iframe src='https://x.test'></iframe>{nested}")
    expect(text(page)).to_have_value("\\<b> safe\n\ndeep")


def test_the_toolbar_and_its_keys(page: Page) -> None:
    text(page).fill("guide")
    text(page).select_text()
    text(page).press("Control+b")
    expect(text(page)).to_have_value("**guide**")
    text(page).press("End")
    page.get_by_role("button", name="List", exact=True).click()
    expect(text(page)).to_have_value("- **guide**")
    page.keyboard.press("Control+z")
    expect(text(page)).to_have_value("**guide**")


def test_without_scripts_the_button_saves(
    portfolio: Portfolio, new_context: Callable[..., BrowserContext], site: str
) -> None:
    context = new_context(base_url=site, java_script_enabled=False)
    cookies = people.signed_in(portfolio.candidacy.person).cookies
    context.add_cookies([{"name": key, "value": each.value, "url": site} for key, each in cookies.items()])
    page = context.new_page()
    page.goto("/my/portfolios/technology/1/")
    text(page).fill("Plain and **good**")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-preview] strong")).to_have_text("good")
    expect(page.locator("[data-count]")).to_have_text("3")
    assert on_record(portfolio) == "Plain and **good**"
