"""Markdown as reviewers read it: what goes through, and what hostile text comes to."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.portfolios.markdown import LONGEST, render, words

ALLOWED = {
    *("p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "pre", "code", "hr"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"href", "rel", "title", "class", "start"}


class Reader(HTMLParser):
    """Every tag and attribute a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags(text: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(render(text))
    reader.close()
    return reader.tags


def is_safe(text: str) -> bool:
    for tag, attributes in tags(text):
        if tag not in ALLOWED or set(attributes) - ATTRIBUTES:
            return False
        address = attributes.get("href")
        if address is not None and not re.match(r"(https?://|mailto:)", address, re.IGNORECASE):
            return False
    return True


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**b** and *i*", "<p><strong>b</strong> and <em>i</em></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("one\ntwo", "<p>one<br />\ntwo</p>"),
        ("# A", "<h3>A</h3>"),
        ("## A\n\n#### B\n\n## C", "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>"),
        ("### A\n\n# B\n\n## C", "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>"),
        (
            "[page](https://library.demo.test/a)",
            '<p><a href="https://library.demo.test/a" rel="noopener noreferrer nofollow">page</a></p>',
        ),
        (
            "[me](mailto:a@b.test)",
            '<p><a href="mailto:a@b.test" rel="noopener noreferrer nofollow">me</a></p>',
        ),
        ("", ""),
    ],
)
def test_what_goes_through(text: str, html: str) -> None:
    assert render(text).strip() == html


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- --><iframe src='https://x.test'></iframe>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](//evil.test)",
    "[a](/desk/)",
    "[a](file:///etc/passwd)",
    "[a]( javascript:x)",
    "[a]\n\n[a]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](https://tracker.test/pixel.png)",
    "![x](javascript:x)",
    '[a](https://x.test "\\" onmouseover=alert(1) x=\\"")',
    '[a](https://x.test/"onmouseover="x)',
    "`<script>`\n\n    <script>x</script>",
    "```x\" onclick='y'\n<b>\n```",
    "| a |\n| - |\n| <script>x</script> |",
    "| a |\n| -: |\n| b |",
    "\x00<script>\ud800",
    "<a href='https://ok.test' onclick='x'>y</a>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    assert is_safe(text), render(text)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from([*HOSTILE, *"[]()<>*_`#|!\n -:&\"'", "javascript:", "https://x.test"]), max_size=12
    )
)
def test_no_mixture_of_it_gets_through(parts: list[str]) -> None:
    assert is_safe("".join(parts))


@pytest.mark.parametrize(
    "piece", [">", "[", "- ", "**a ", "`", "<a@", "[a](b ", "*a_", "![", "|a", "\\", "&#x", "a\n\n", "# "]
)
@pytest.mark.parametrize("length", [LONGEST, 200_000])
def test_a_very_long_or_deep_text_is_read_in_time(piece: str, length: int) -> None:
    began = time.process_time()  # not the wall's: others may be busy beside it
    html = render((piece * length)[:length])
    assert time.process_time() - began < 4
    assert html.count("<blockquote>") <= 30


def test_beyond_what_can_be_saved_it_is_shown_as_typed() -> None:
    html = render("<b>" * 100_000)
    assert html.startswith('<p class="as-typed">&lt;b&gt;')


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("   \n\t ", 0),
        ("one", 1),
        ("## A heading\n\n- two *three* four", 5),
        ("it's well-known", 2),
        ("— * # -", 0),
        ("[the page](https://a.test/b) here", 3),
        ("https://a.test/b", 1),
        ("2 + 2 = 4", 3),
        ("naïve Ærø 图书馆", 3),
        ("| a | b |\n| --- | --- |", 2),
    ],
)
def test_words_are_counted_as_people_count(text: str, count: int) -> None:
    assert words(text) == count


@given(st.text(max_size=300), st.text(max_size=300))
def test_two_texts_have_the_words_of_both(first: str, second: str) -> None:
    if "]" not in first + second:
        assert words(f"{first}\n{second}") == words(first) + words(second)
