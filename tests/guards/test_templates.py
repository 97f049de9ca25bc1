"""Whatever a page says can be translated, and no page carries styles or scripts of its own."""

from pathlib import Path

import pytest
from django.template import engines

from tests.guards.markup import double_stops, inline, is_html, unmarked
from tests.guards.source import ROOT, templates, where

SPEAKING = [path for path in templates() if path.suffix in {".html", ".txt"}]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


EACH = pytest.mark.parametrize("path", SPEAKING, ids=name_of)


@EACH
def test_every_word_is_marked_for_translation(path: Path) -> None:
    found = unmarked(path.read_text(), html=is_html(path))
    assert [f"{where(path, line)} {words}" for line, words in found] == []


# Mail programs know nothing of our style sheets, and no policy of ours reaches them.
FOR_MAIL = {"letters/frame.html"}


@EACH
def test_no_sentence_ends_with_two_stops(path: Path) -> None:
    assert list(double_stops(path.read_text())) == []


def test_a_moment_before_a_stop_is_seen() -> None:
    source = "{% blocktranslate with at=x.sent_at|moment %}Sent {{ at }}REST{% endblocktranslate %}"
    assert list(double_stops(source.replace("REST", ". Thank you.")))
    assert not list(double_stops(source.replace("REST", " to you.")))


@pytest.mark.parametrize("path", [path for path in SPEAKING if name_of(path) not in FOR_MAIL], ids=name_of)
def test_no_inline_style_or_script(path: Path) -> None:
    assert [f"{where(path, line)} {what}" for line, what in inline(path.read_text())] == []


@EACH
def test_it_compiles(path: Path) -> None:
    engines["django"].get_template(name_of(path))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello</p>", "Hello"),
        ('<input placeholder="Your name">', "placeholder='Your name'"),
        ('<td data-label="State">{{ x }}</td>', "data-label='State'"),
        ("{% if a %}\n<b>Due</b>{% endif %}", "Due"),
        ('{% empty "Nothing waits" %}', "Nothing waits"),
        ('{% crumbs "Desk" url here %}', "Desk"),
        ('{% include "x.html" with title="Your fees" %}', "Your fees"),
        ('{{ name|default:"Nobody here" }}', "Nobody here"),
        ('<button type="submit">{% translate "Go" %} now</button>', "now"),
        ("<p>&eacute;t&eacute;</p>", "été"),
    ],
)
def test_a_word_that_nobody_marked_is_seen(source: str, words: str) -> None:
    assert [found for _line, found in unmarked(source)] == [words]


@pytest.mark.parametrize(
    "source",
    [
        "{% blocktranslate trimmed %}Hello {{ name }}{% endblocktranslate %}",
        '<a href="/x/" class="btn go">{% translate "Go" %}</a>',
        "<td>{{ a }} · {{ b }} → 12 %</td>",
        "{# a note to ourselves #}<b>LSSC</b>",
        '{% state "stop" _("Ended") %}',
        "{% block body_class %}narrow{% endblock %}",
        '<a href="{{ url|add:"?show=all" }}">{{ label }}</a>',
        '<option value="a"{% if a %} selected{% endif %}>{{ label }}</option>',
        '<script src="x.js" defer></script>',
    ],
)
def test_what_is_marked_or_says_nothing_passes(source: str) -> None:
    assert list(unmarked(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        '<a href="javascript:go()">',
        '<button\n onclick="go()">',
    ],
)
def test_inline_code_is_seen(source: str) -> None:
    assert len(list(inline(source))) == 1


def test_a_plain_text_letter_is_read_too() -> None:
    source = '{% load i18n %}{% translate "Subject" %}\n\nDear {{ name }},\n{{ site }}/my/\n'
    assert [words for _line, words in unmarked(source, html=False)] == ["Dear ,", "/my/"]
