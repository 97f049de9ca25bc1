"""Whether somebody must not judge a candidate (DOMAIN §5). Pure: it compares what both sides have on record.

Reviewers cannot know whom they read, so they keep a list of employers, libraries and people; it is matched before
anything is assigned, and so are the employers both share. Where two names may mean the same it is a conflict: another
reviewer is easily found, a biased decision is not easily mended.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

SAID_SHORT = {
    "lib": "library",
    "libr": "library",
    "libs": "library",
    "libraries": "library",
    "pub": "public",
    "publ": "public",
    "co": "county",
    "cnty": "county",
    "univ": "university",
    "coll": "college",
    "comm": "community",
    "dist": "district",
    "dept": "department",
    "mem": "memorial",
    "sch": "school",
    "elem": "elementary",
    "reg": "regional",
    "sys": "system",
    "saint": "st",
    "mount": "mt",
}
SAYS_NOTHING = frozenset({"library", "public", "the", "of", "at", "in", "and", "for", "inc"})
TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "jr", "sr", "ii", "iii"})
FEWEST_WORDS = 2
"""So many words of the shorter name must stand in the longer one; a single word must be the whole name."""

MAIL_FOR_EVERYBODY = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "yahoo.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "gmx.com",
        "gmx.net",
        "mail.com",
        "comcast.net",
        "verizon.net",
        "att.net",
        "fastmail.com",
        "zoho.com",
        "demo.test",
    ]
)


class Why(StrEnum):
    SAME_PERSON = "same_person"
    LISTED_PERSON = "listed_person"
    LISTED_EMPLOYER = "listed_employer"
    SHARED_EMPLOYER = "shared_employer"
    SAME_DOMAIN = "same_domain"


@dataclass(frozen=True)
class Candidate:
    """Whose portfolio it is. `employers` are libraries worked in and organisations that pay for them."""

    name: str
    email: str = ""
    employers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judge:
    """A reviewer, with where they work and the list of those they must not judge."""

    name: str
    email: str = ""
    employer: str = ""
    listed_employers: tuple[str, ...] = ()
    listed_people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """`mine` is what the reviewer has on record, `theirs` what the candidate has. For the office alone."""

    why: Why
    mine: str
    theirs: str


def conflicts(judge: Judge, candidate: Candidate) -> tuple[Conflict, ...]:
    """Everything that stands between the two, in a steady order; nothing when they may meet."""
    return tuple(
        dict.fromkeys(
            [
                *_same_person(judge, candidate),
                *_listed_people(judge, candidate),
                *_employers(Why.LISTED_EMPLOYER, judge.listed_employers, candidate),
                *_employers(Why.SHARED_EMPLOYER, (judge.employer,), candidate),
                *_domains(judge, candidate),
            ]
        )
    )


def same_employer(one: str, other: str) -> bool:
    """“Cedar Valley Pub. Lib.” is the Cedar Valley Library, and so is its main branch; Cedar is not."""
    mine, theirs = _core(one), _core(other)
    if not mine or not theirs:
        return False
    shorter, longer = sorted((mine, theirs), key=len)
    return mine == theirs or (len(shorter) >= FEWEST_WORDS and _stands_in(shorter, longer))


def same_name(one: str, other: str) -> bool:
    """Whatever the order, the case, the accents, initials and titles; a second surname may be left out."""
    mine, theirs = _name_words(one), _name_words(other)
    if not mine or not theirs:
        return False
    shorter, longer = sorted((mine, theirs), key=len)
    return mine == theirs or (len(shorter) >= FEWEST_WORDS and shorter <= longer)


def folded(text: str) -> list[str]:
    """Words without accents, capitals and punctuation; short forms in full."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"['’`]", "", plain.replace("&", " and "))
    return [SAID_SHORT.get(word, word) for word in re.findall(r"[^\W_]+", plain)]


def _core(name: str) -> list[str]:
    """What tells one library from another; all of it when nothing else is said."""
    words = folded(name)
    return [word for word in words if word not in SAYS_NOTHING] or words


def _stands_in(shorter: list[str], longer: list[str]) -> bool:
    return any(
        longer[start : start + len(shorter)] == shorter for start in range(len(longer) - len(shorter) + 1)
    )


def _name_words(name: str) -> frozenset[str]:
    return frozenset(word for word in folded(name) if word not in TITLES and len(word) > 1) or frozenset(
        folded(name)
    )


def _same_person(judge: Judge, candidate: Candidate) -> Iterator[Conflict]:
    if judge.email and judge.email.casefold() == candidate.email.casefold():
        yield Conflict(Why.SAME_PERSON, judge.email, candidate.email)
    elif same_name(judge.name, candidate.name):
        yield Conflict(Why.SAME_PERSON, judge.name, candidate.name)


def _listed_people(judge: Judge, candidate: Candidate) -> Iterator[Conflict]:
    for listed in judge.listed_people:
        if "@" in listed and listed.strip().casefold() == candidate.email.casefold():
            yield Conflict(Why.LISTED_PERSON, listed, candidate.email)
        elif same_name(listed, candidate.name):
            yield Conflict(Why.LISTED_PERSON, listed, candidate.name)


def _employers(why: Why, mine: Iterable[str], candidate: Candidate) -> Iterator[Conflict]:
    for employer in mine:
        for theirs in candidate.employers:
            if same_employer(employer, theirs):
                yield Conflict(why, employer, theirs)


def _domains(judge: Judge, candidate: Candidate) -> Iterator[Conflict]:
    theirs = _domain(candidate.email)
    if not theirs or theirs in MAIL_FOR_EVERYBODY:
        return
    if _domain(judge.email) == theirs:
        yield Conflict(Why.SAME_DOMAIN, judge.email, candidate.email)
    for listed in judge.listed_employers:
        if listed.strip().casefold().removeprefix("www.").removeprefix("@") == theirs:
            yield Conflict(Why.LISTED_EMPLOYER, listed, candidate.email)


def _domain(email: str) -> str:
    return email.casefold().rpartition("@")[2].strip() if "@" in email else ""
