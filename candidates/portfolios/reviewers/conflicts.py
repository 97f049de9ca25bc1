"""Whom a reviewer must not judge (DOMAIN §5). Pure.

Reviewers see no name, so they cannot say no by themselves: their own list, and where both work or worked, is compared
before anything is assigned.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from lsscert.reasons import Reason

_SHORT_FORMS = {
    "lib": "library",
    "libs": "library",
    "libraries": "library",
    "pub": "public",
    "univ": "university",
    "co": "county",
    "cnty": "county",
    "dist": "district",
    "st": "saint",
    "ctr": "center",
    "centre": "center",
    "sch": "school",
    "elem": "elementary",
    "mt": "mount",
    "ft": "fort",
    "natl": "national",
}
_SAY_NOTHING = frozenset(
    ["the", "of", "and", "at", "in", "for", "a", "an", "branch", "system", "main", "central"]
)
_SHARED_BY_ALL = frozenset(
    [
        "library",
        "public",
        "county",
        "city",
        "university",
        "college",
        "school",
        "district",
        "state",
        "center",
        "community",
        "regional",
        "elementary",
        "high",
        "middle",
        "academy",
        "services",
    ]
)


@dataclass(frozen=True)
class Candidate:
    """`number` is the person's; `places` are the libraries of their application."""

    number: int
    names: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judge:
    """`places` are where the reviewer works; the other two are their own list."""

    number: int
    addresses: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    not_people: tuple[str, ...] = ()


def conflicts(candidate: Candidate, judge: Judge) -> list[Reason]:
    """Why this reviewer must not judge; empty when nothing speaks against it."""
    return list(_conflicts(candidate, judge))


def _conflicts(candidate: Candidate, judge: Judge) -> Iterator[Reason]:
    if candidate.number == judge.number:
        yield Reason("own", _("It is their own portfolio."))
    for place, known in _pairs(candidate.places, judge.places):
        yield _reason("same_place", _("Both have to do with {place}."), place=known or place)
    for place, known in _pairs(candidate.places, judge.not_places):
        yield _reason("listed_place", _("Their list names {place}."), place=known or place)
    for name in judge.not_people:
        if any(same_person(name, theirs) for theirs in candidate.names):
            yield _reason("listed_person", _("Their list names {place}."), place=name)
    if shared := _shared_domain(candidate.addresses, judge.addresses):
        yield _reason("same_domain", _("Both have an address at {place}."), place=shared)


def _pairs(ours: Iterable[str], theirs: Iterable[str]) -> Iterator[tuple[str, str]]:
    theirs = tuple(theirs)
    for one in ours:
        for other in theirs:
            if same_place(one, other):
                yield one, other


def same_place(one: str, other: str) -> bool:
    """“Cedar Valley Pub. Lib.” is the “Cedar Valley Library”, and “Cedar Valley Library, Main Branch”.

    What tells a place apart are the words that not every library shares; where a name has none, all its words count.
    """
    first, second = _telling_words(one), _telling_words(other)
    if not first or not second:
        return False
    return first <= second or second <= first


def same_person(one: str, other: str) -> bool:
    """The same words in any order, case and accents; initials stand for the names they begin."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    if len(first) < 2 or len(second) < 2:
        return sorted(first) == sorted(second)
    fewer, more = sorted((first, second), key=len)
    return _all_found(fewer, list(more))


def _all_found(fewer: list[str], more: list[str]) -> bool:
    if not any(len(word) > 1 and word in more for word in fewer):
        return False
    for word in sorted(fewer, key=len, reverse=True):
        fits = next(
            (each for each in more if each == word or (1 in (len(word), len(each)) and each[0] == word[0])),
            None,
        )
        if fits is None:
            return False
        more.remove(fits)
    return True


def _telling_words(name: str) -> frozenset[str]:
    words = [_SHORT_FORMS.get(word, word) for word in _words(name)]
    words = [word for word in words if word not in _SAY_NOTHING]
    return frozenset(word for word in words if word not in _SHARED_BY_ALL) or frozenset(words)


def _words(name: str) -> list[str]:
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char)
    )
    return re.findall(r"[^\W_]+", plain.replace("'", "").replace("’", ""))


_OF_EVERYBODY = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "ymail.com",
        "icloud.com",
        "me.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "gmx.net",
        "mail.com",
        "comcast.net",
        "att.net",
        "verizon.net",
    ]
)


def _shared_domain(ours: Iterable[str], theirs: Iterable[str]) -> str:
    """An address of an organisation that both have; those anybody can have say nothing."""
    domains = [
        {address.rpartition("@")[2].casefold() for address in each if "@" in address} - _OF_EVERYBODY
        for each in (ours, theirs)
    ]
    domains = [{domain for domain in each if not domain.endswith(".test")} for each in domains]
    return min(domains[0] & domains[1], default="")


def _reason(code: str, sentence: Any, **words: str) -> Reason:
    return Reason(code, format_lazy(sentence, **words))
