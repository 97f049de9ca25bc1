"""Templates as a browser and a reader see them: what is said, and what carries styles or scripts."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

# Names that are the same in every language.
SAME_EVERYWHERE = {"LSSC", "CLSS", "ALA", "ALA-APA", "PDF", "HTML"}
SPOKEN_ATTRIBUTES = {"title", "alt", "aria-label", "aria-description", "placeholder", "data-label", "label"}
TAGS_THAT_SPEAK = {
    "state",
    "empty",
    "next_step",
    "crumbs",
    "steps",
    "verdict",
    "refused",
    "set_card",
    "include",
}
FILTERS_THAT_SPEAK = re.compile(r"\|(?:default|default_if_none|yesno|add|join):(\"[^\"]*\"|'[^']*')")
TRANSLATED = re.compile(r"{%-?\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
MARKED = re.compile(r"""_\(("[^"]*"|'[^']*')\)""")
CLASS_BLOCK = re.compile(r"{%\s*block body_class\s*%}.*?{%\s*endblock.*?%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
TAG = re.compile(r"{%\s*(\w+)(.*?)%}", re.DOTALL)
VARIABLE = re.compile(r"{{.*?}}", re.DOTALL)
LITERAL = re.compile(r"(?<![=\w])(?:\w+=)?(\"[^\"]*\"|'[^']*')")
WORD = re.compile(r"[^\W\d_]{2,}|[^\W\d_]")
NOT_SPOKEN = ("script", "style")


MOMENTS = re.compile(r"(\w+)=[\w.]+\|moment\b")


def double_stops(source: str) -> Iterator[str]:
    """Sentences that end with a moment: it ends in "p.m." already."""
    for match in TRANSLATED.finditer(source):
        for name in MOMENTS.findall(match[0]):
            if re.search(r"{{\s*" + name + r"\s*}}\.", match[0]):
                yield match[0]


def _keep_lines(match: re.Match[str]) -> str:
    """Nothing but the line ends, so that a problem is still found on its line."""
    return "\n" * match[0].count("\n")


def bare(source: str) -> str:
    """A template without its own language and without what is marked for translation."""
    for pattern in (COMMENT, TRANSLATED, CLASS_BLOCK, TAG, VARIABLE):
        source = pattern.sub(_keep_lines, source)
    return source


def says_something(text: str) -> bool:
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))
    return bool(words - SAME_EVERYWHERE)


def unmarked(source: str, *, html: bool = True) -> Iterator[tuple[int, str]]:
    """Lines and words that a reader sees and a translator never will."""
    yield from _literals(source)
    if html:
        reader = _Reader()
        reader.feed(bare(source))
        reader.close()
        yield from reader.said
    else:
        for number, line in enumerate(bare(source).splitlines(), 1):
            if says_something(line):
                yield number, line.strip()


def _literals(source: str) -> Iterator[tuple[int, str]]:
    """Sentences handed to a tag or a filter as they are. One lower-case word is a code: a tone, a method."""
    without = source
    for pattern in (COMMENT, TRANSLATED, MARKED):
        without = pattern.sub(_keep_lines, without)
    for tag in TAG.finditer(without):
        if tag[1] in TAGS_THAT_SPEAK:
            for literal in LITERAL.findall(tag[2]):
                if _is_a_sentence(literal[1:-1]):
                    yield _line(without, tag.start()), literal[1:-1]
    for use in FILTERS_THAT_SPEAK.finditer(without):
        if _is_a_sentence(use[1][1:-1]):
            yield _line(without, use.start()), use[1][1:-1]


def _is_a_sentence(text: str) -> bool:
    """Not a code or a piece of an address."""
    return says_something(text) and not re.fullmatch(r"[a-z0-9_./-]+|[?/#].*", text)


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[int, str]] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in NOT_SPOKEN:
            self.inside = tag
        is_button = tag == "input" and ("type", "submit") in attributes
        spoken = SPOKEN_ATTRIBUTES | ({"value"} if is_button else set())
        for name, value in attributes:
            if name in spoken and value and says_something(value):
                self.said.append((self.getpos()[0], f"{name}={value!r}"))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if not self.inside and says_something(data):
            self.said.append((self.getpos()[0], " ".join(data.split())))


def inline(source: str) -> Iterator[tuple[int, str]]:
    """What a strict content policy blocks: styles and scripts in the page itself."""
    finder = _InlineFinder()
    finder.feed(bare(source))
    finder.close()
    yield from finder.found


class _InlineFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = dict(attributes)
        line = self.getpos()[0]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append((line, f"<{tag}>"))
        for name, value in attributes:
            if (
                name == "style"
                or name.startswith("on")
                or (value or "").strip().lower().startswith("javascript:")
            ):
                self.found.append((line, name))


def is_html(path: Path) -> bool:
    return path.suffix == ".html"
