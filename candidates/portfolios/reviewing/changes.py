"""What is different between two texts, word by word. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")
LONGEST = 20_000
"""Words and spaces; a longer text is not compared, because that takes too long."""


@dataclass(frozen=True)
class Part:
    """`kind` is same, new or gone."""

    kind: str
    text: str


def between(before: str, after: str) -> list[Part]:
    """The parts in the order they are read; empty when nothing changed or it is too long to compare."""
    if before == after:
        return []
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > LONGEST:
        return []
    parts: list[Part] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(Part("same", "".join(old[a:b])))
            continue
        if b > a:
            parts.append(Part("gone", "".join(old[a:b])))
        if d > c:
            parts.append(Part("new", "".join(new[c:d])))
    return parts
