"""Where somebody's own name, address or employer stands in what they wrote. Pure.

Reviewers must not know whose portfolio it is, and free text cannot be cleaned; so its author is shown each place.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

AROUND = 40
"""Characters shown on each side of a place."""
MOST = 200
_SHORTEST_PART = 3
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "of",
        "library",
        "libraries",
        "public",
        "county",
        "city",
        "college",
        "university",
        "school",
        "district",
        "state",
        "center",
        "centre",
        "community",
        "branch",
        "system",
        "regional",
        "services",
    ]
)


@dataclass(frozen=True)
class Passage:
    """`where` is in words: “competency 3, response”, “evidence 2, page 4”."""

    where: Any
    text: str


@dataclass(frozen=True)
class Place:
    """`before`, `found` and `after` as they stand in the text; `what` is the name that was looked for."""

    where: Any
    before: str
    found: str
    after: str
    what: str


def places(
    names: Iterable[str], addresses: Iterable[str], employers: Iterable[str], passages: Iterable[Passage]
) -> list[Place]:
    """Every place, in the order of the passages, at most MOST. Case, accents and possessives make no difference.

    A person's name is looked for whole and by each part of three letters or more; an employer only whole, or by
    what is left of it without words every library shares.
    """
    pattern = _pattern(names, addresses, employers)
    if pattern is None:
        return []
    found: list[Place] = []
    for passage in passages:
        for place in _in(passage, pattern):
            found.append(place)
            if len(found) == MOST:
                return found
    return found


def _in(passage: Passage, pattern: re.Pattern[str]) -> Iterator[Place]:
    plain, origin = _plain(passage.text)
    for match in pattern.finditer(plain):
        start, end = origin[match.start()], origin[match.end() - 1] + 1
        yield Place(
            where=passage.where,
            before=passage.text[max(0, start - AROUND) : start],
            found=passage.text[start:end],
            after=passage.text[end : end + AROUND],
            what=match[0],
        )


def _pattern(
    names: Iterable[str], addresses: Iterable[str], employers: Iterable[str]
) -> re.Pattern[str] | None:
    words = {part for name in names for part in _parts(name)}
    words |= {_plain(address)[0].strip() for address in addresses}
    words |= {local for address in addresses if len(local := _plain(address)[0].split("@")[0].strip()) > 4}
    words |= {whole for employer in employers for whole in _employer(employer)}
    words = {word for word in words if len(word) >= _SHORTEST_PART}
    if not words:
        return None
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    any_of = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)")


def _parts(name: str) -> set[str]:
    plain = _plain(name)[0].strip()
    return {plain, *(part for part in re.split(r"[\s\-.,']+", plain) if len(part) >= _SHORTEST_PART)}


def _employer(name: str) -> set[str]:
    plain = " ".join(_plain(name)[0].split())
    rare = " ".join(word for word in plain.split() if word not in _COMMON)
    return {plain, rare} if len(rare) > 4 else {plain}


def _plain(text: str) -> tuple[str, list[int]]:
    """Lower case without accents, and for each of its characters where it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        for piece in unicodedata.normalize("NFKD", char):
            if unicodedata.combining(piece):
                continue
            for small in piece.casefold():
                letters.append("'" if small in "’‘`" else small)
                origin.append(index)
    return "".join(letters), origin
