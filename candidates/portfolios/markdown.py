"""Candidates' words as HTML: CommonMark with HTML switched off, and links to the web or a mail program only."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_HEADINGS_BEGIN = 3
"""A response stands under a heading of its own, so its headings begin below."""
_DEEPEST = 6
_READER = (
    MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    .enable(["table", "strikethrough"])
    .disable(["image", "html_block", "html_inline"])
)


def render(text: str) -> SafeString:
    """Safe whatever stands in it: HTML is shown as text, and pictures belong to the evidence."""
    tokens = _READER.parse(text)
    for token in tokens:
        _lower(token)
        for inner in token.children or []:
            _careful(inner)
    return mark_safe(_READER.renderer.render(tokens, _READER.options, {}))  # noqa: S308 - nothing of it is HTML


def words_in(text: str) -> int:
    """Words as people count them: marks of Markdown alone are none."""
    return sum(any(char.isalnum() for char in word) for word in text.split())


def _lower(token: Token) -> None:
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(int(token.tag[1]) + _HEADINGS_BEGIN - 1, _DEEPEST)}"


def _careful(token: Token) -> None:
    """A link opens beside the page, tells the other side nothing, and only leads where links should."""
    if token.type != "link_open":
        return
    if not str(token.attrGet("href")).lower().startswith(("https://", "http://", "mailto:")):
        token.attrSet("href", "#")
    token.attrSet("rel", "noopener noreferrer nofollow")
    token.attrSet("target", "_blank")
