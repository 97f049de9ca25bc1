import re
from pathlib import Path
from types import SimpleNamespace as Thing

import lxml.html
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

pytestmark = pytest.mark.urls("tests.lsscert.ui.urls")

ERRORS = ["400", "403", "403_csrf", "404", "413", "429", "500"]


def draw(template="base.html", **context):
    return lxml.html.fromstring(render_to_string(template, context))


def words(tree):
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_stands_without_any_context(name):
    tree = draw(f"{name}.html")
    assert words(tree.xpath("//h1")[0])
    assert words(tree.xpath("//*[@class='page-state']")[0])
    assert tree.xpath("//main//a[@href='/']")


@pytest.mark.urls("tests.lsscert.ui.no_urls")
def test_the_frame_stands_while_rooms_are_missing():
    tree = draw(viewer_name="Maria")
    assert {link for link in tree.xpath("//a/@href") if not link.startswith("#")} == {"/"}
    assert tree.xpath("//form") == []


def test_the_page_of_a_broken_server_leans_on_nothing():
    """A missing static file or a broken frame may be the very thing that broke."""
    source = (Path(settings.BASE_DIR) / "templates/500.html").read_text()
    assert set(re.findall(r"{%\s*(\w+)", source)) == {"load", "translate"}


def test_a_page_has_one_main_heading_and_a_way_past_the_menu():
    tree = draw()
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//body/a[1]/@href") == ["#main"]
    assert tree.xpath("//*[@id='main']")


def test_the_menu_marks_where_one_is_and_what_waits():
    entries = [
        Thing(label="Desk", url="/desk/", current=False, count=None),
        Thing(label="Fees", url="/desk/fees/", current=True, count=3),
    ]
    menu = draw(navigation=entries).xpath("//nav[contains(@class, 'main-nav')]")[0]
    assert words(menu) == "Desk Fees 3 waiting"
    assert menu.xpath(".//a[@aria-current='page']/@href") == ["/desk/fees/"]


def test_somebody_signed_in_sees_the_name_and_can_sign_out():
    tree = draw(viewer_name="Maria <Delgado>")
    assert words(tree.xpath("//*[contains(@class, 'who')]/summary")[0]) == "Maria <Delgado>"
    assert len(tree.xpath("//form[@method='post'][@action='/accounts/logout/']")) == 2  # wide and folded menu
    assert tree.xpath("//a[contains(@href, 'signup')]") == []


def test_a_visitor_is_shown_the_door():
    tree = draw()
    assert tree.xpath("//a[contains(@href, 'login')]")
    assert tree.xpath("//form") == []


def test_only_a_demonstration_says_that_nothing_is_real():
    ribbon = draw(demo_mode=True, demo_mail_url="/sent/").xpath("//*[@class='ribbon']")[0]
    assert words(ribbon) == "Demonstration: nothing here is real. Mail sent"
    assert draw().xpath("//*[@class='ribbon']") == []


def test_the_line_to_the_office_says_which_page_it_is_about():
    request = RequestFactory().get("/my/fees/")
    links = draw(request=request).xpath("//footer//a/@href")
    assert any(link.endswith("?page=/my/fees/") for link in links)


def test_messages_carry_a_word_besides_their_colour():
    class Message:
        level_tag = "error"

        def __str__(self):
            return "The cheque was already used."

    note = draw(messages=[Message()]).xpath("//*[@role='status']")[0]
    assert words(note) == "Not done. The cheque was already used."
