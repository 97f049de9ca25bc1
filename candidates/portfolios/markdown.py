"""What candidates write is Markdown; this is the one way it becomes HTML, for them and for their reviewers.

No HTML of theirs goes through, no picture is fetched, and links lead to the web or a mailbox only. Headings begin at
the third level and never skip one, so that the page around them keeps its own.
"""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

FIRST_HEADING = 3
DEEPEST_NESTING = 20
LONGEST = 60_000
"""Characters. About six times what three pages hold; beyond it the time to read some texts grows with its square."""

_GOOD_LINK = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_LINK_ADDRESS = re.compile(r"\]\([^)\s]*\)")


def render(text: str) -> SafeString:
    """Safe HTML. A text longer than anybody may save is shown as it was typed."""
    if len(text) > LONGEST:
        return format_html('<p class="as-typed">{}</p>', text)
    tokens = _reader.parse(text)
    above: list[int] = []
    for token in tokens:
        _fit(token, above)
    return mark_safe(_reader.renderer.render(tokens, _reader.options, {}))  # noqa: S308  # markdown-it escapes


def words(text: str) -> int:
    """As people count: what stands between spaces and has a letter or a digit. The address of a link is none."""
    return sum(any(char.isalnum() for char in each) for each in _LINK_ADDRESS.sub("]", text).split())


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802  # the library's name
        return bool(_GOOD_LINK.match(url))


def _fit(token: Token, above: list[int]) -> None:
    """`above` are the levels, as typed, of the headings that the text stands under."""
    if token.type == "heading_open":
        level = int(token.tag[1:])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(FIRST_HEADING + len(above) - 1, 6)}"
    elif token.type == "table_open":
        token.attrSet("class", "table-plain")
    elif token.type in {"th_open", "td_open"}:
        token.attrs.pop("style", None)  # alignment; the page's policy takes no styles
    for child in token.children or ():
        if child.type == "link_open":
            child.attrSet("rel", "noopener noreferrer nofollow")


def _made() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": False, "breaks": True, "maxNesting": DEEPEST_NESTING})
    reader.enable(["table", "strikethrough"]).disable(["image", "html_block", "html_inline"])
    return reader


_reader = _made()
