"""The small scripts: one click one request, saving as one types, the chosen file, folded menus."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.template import Context, Template
from playwright.sync_api import Page, Route, expect

PAGE = """{% extends "base.html" %}{% block title %}Try{% endblock %}{% block heading %}Try{% endblock %}
{% block content %}<form method="post" action="/try/sent/" data-autosave="/try/save/" novalidate>
<input type="hidden" name="version" value="1">
<label for="id_note">Note</label><textarea id="id_note" name="note"></textarea>
<label for="id_proof">Proof</label><input type="file" id="id_proof" name="proof" data-max-bytes="2048">
<p class="file-note" data-file-note="id_proof" role="status"></p>
<button type="submit" name="send" value="now">Send</button><p data-autosave-status></p></form>
<details data-fold><summary>More</summary><a href="#x">Inside</a></details>
<button type="button" data-print hidden>Print</button>{% endblock %}"""


@dataclass
class Server:
    """Answers what the page asks; `answers` are taken in turn, the last one stays. None is a broken line."""

    answers: list[tuple[int, dict[str, Any]] | None]
    saves: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)

    def save(self, route: Route) -> None:
        self.saves.append(route.request.post_data or "")
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            route.abort("connectionfailed")
        else:
            route.fulfill(status=answer[0], content_type="application/json", body=json.dumps(answer[1]))

    def sent(self, route: Route) -> None:
        self.posts.append(route.request.post_data or "")
        route.fulfill(status=204)


OpenTry = Callable[..., tuple[Page, Server]]


@pytest.fixture
def open_try(site: str, new_context: Callable[..., Any]) -> OpenTry:
    def open_try(*answers: tuple[int, dict[str, Any]] | None) -> tuple[Page, Server]:
        page = new_context(base_url=site, locale="en-US").new_page()
        server = Server(list(answers) or [(200, {"version": 2, "saved_at": "2026-11-01T18:05:00Z"})])
        html = Template(PAGE).render(Context())
        page.route(re.compile("/try/$"), lambda route: route.fulfill(content_type="text/html", body=html))
        page.route("**/try/save/", server.save)
        page.route("**/try/sent/", server.sent)
        page.goto("/try/")
        return page, server

    return open_try


def status(page: Page) -> Any:
    return expect(page.locator("[data-autosave-status]"))


def test_a_double_click_sends_once_and_names_the_button(open_try: OpenTry) -> None:
    page, server = open_try()
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_timeout(300)
    assert len(server.posts) == 1
    assert 'name="send"' in server.posts[0] or "send=now" in server.posts[0]


def test_what_is_typed_is_saved_and_the_version_moves_on(open_try: OpenTry) -> None:
    page, server = open_try()
    page.get_by_label("Note").press_sequentially("Four years at Cedar Valley", delay=5)
    status(page).to_contain_text("Saved at")
    assert page.locator("[name=version]").input_value() == "2"
    assert len(server.saves) == 1
    assert "Four years at Cedar Valley" in server.saves[0]


def test_a_lost_line_is_tried_again_and_loses_nothing(open_try: OpenTry) -> None:
    page, server = open_try(None, (200, {"version": 2}))
    page.get_by_label("Note").fill("first")
    status(page).to_contain_text("no connection")
    page.get_by_label("Note").fill("first and second")
    status(page).to_contain_text("Saved at")
    assert "first and second" in server.saves[-1]


def test_somebody_elses_newer_version_stops_the_saving(open_try: OpenTry) -> None:
    page, server = open_try((409, {"detail": "Changed in another window."}))
    page.get_by_label("Note").fill("mine")
    status(page).to_have_text("Changed in another window.")
    page.get_by_label("Note").fill("mine too")
    page.wait_for_timeout(1500)
    assert len(server.saves) == 1
    assert page.get_by_label("Note").input_value() == "mine too"


def test_the_button_waits_for_a_save_under_way_and_sends_its_version(open_try: OpenTry) -> None:
    page, server = open_try()
    held: list[Route] = []
    page.route("**/try/save/", lambda route: held.append(route))
    page.get_by_label("Note").fill("mine")
    status(page).to_have_text(re.compile("Saving"))
    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_timeout(300)
    assert not server.posts, "two saves of one version would refuse each other"
    server.save(held[0])
    page.wait_for_timeout(500)
    assert len(server.posts) == 1
    assert "send=now" in server.posts[0] or 'name="send"' in server.posts[0]
    assert re.search(r'version(=|"\s+)2', server.posts[0]), server.posts[0]


def test_a_file_is_named_and_one_too_large_is_told_before_it_travels(open_try: OpenTry) -> None:
    page, server = open_try()
    note = expect(page.locator(".file-note"))
    page.get_by_label("Proof").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * 1024}
    )
    note.to_have_text("Chosen: a.pdf, 1 KB")
    page.get_by_label("Proof").set_input_files(
        {"name": "b.pdf", "mimeType": "application/pdf", "buffer": b"x" * 3072}
    )
    note.to_contain_text("b.pdf is 3 KB; the most we can take is 2 KB")
    page.wait_for_timeout(1200)
    assert server.saves == []


def test_a_folded_menu_closes_on_escape_and_on_a_click_elsewhere(open_try: OpenTry) -> None:
    page, _ = open_try()
    inside = expect(page.get_by_role("link", name="Inside"))
    page.get_by_text("More").click()
    inside.to_be_visible()
    page.keyboard.press("Escape")
    inside.to_be_hidden()
    page.get_by_text("More").click()
    page.get_by_role("heading", name="Try").click()
    inside.to_be_hidden()


def test_the_print_button_shows_itself(open_try: OpenTry) -> None:
    page, _ = open_try()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
