"""A draw that anybody can recompute. docs/draw.md says this recipe in words; every value is text of plain ASCII.

Nobody who knows the secret knows the outside number, and the commitment binds the secret before that number is known.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

RECIPE = "lsscert-draw-1"
DIGITS = re.compile("[0-9]+")


@dataclass(frozen=True)
class Entry:
    """What is drawn from: a code, and a group of which a lower one is drawn before all of a higher one."""

    code: str
    group: int = 0


def code_of(number: int) -> str:
    """What an application is called in a draw: A-007."""
    return f"A-{number:03d}"


def number_of(code: str) -> int:
    return int(code.removeprefix("A-"))


def digest(text: str) -> str:
    return sha256(text.encode("ascii")).hexdigest()


def canonical(entries: Iterable[Entry]) -> str:
    """One line for each entry, sorted by code as text: the code, a tab, the group, a line feed."""
    return "".join(f"{each.code}\t{each.group}\n" for each in sorted(entries, key=lambda each: each.code))


def entries_hash(entries: Iterable[Entry]) -> str:
    return digest(canonical(entries))


def commitment(entries_hash: str, secret: str) -> str:
    return digest(f"{RECIPE}\n{entries_hash}\n{secret}")


def normalised(outside_number: str) -> str:
    """Its digits alone: each run without leading zeros, joined by hyphens. "04 – 17, Bonus: 9" is 4-17-9.

    How somebody wrote the same number down must not change the draw. Empty where there is no digit.
    """
    return "-".join(run.lstrip("0") or "0" for run in DIGITS.findall(outside_number))


def seed(commitment: str, secret: str, outside_number: str) -> str:
    return digest(f"{RECIPE}\n{commitment}\n{secret}\n{normalised(outside_number)}")


def ticket(seed: str, code: str) -> str:
    """What an entry is sorted by within its group."""
    return digest(f"{seed}\n{code}")


def order(entries: Iterable[Entry], seed: str) -> list[str]:
    return [each.code for each in sorted(entries, key=lambda each: (each.group, ticket(seed, each.code)))]


def as_json(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [{"entry": each.code, "group": each.group} for each in sorted(entries, key=lambda each: each.code)]


def from_json(rows: Iterable[Mapping[str, Any]]) -> list[Entry]:
    return [Entry(row["entry"], row["group"]) for row in rows]


@dataclass(frozen=True)
class Published:
    """All that the recipe needs of a draw that was made, as it stands for everybody to read."""

    entries: list[Entry]
    entries_hash: str
    commitment: str
    secret: str
    outside_number: str
    order: list[str]


@dataclass(frozen=True)
class Recomputed:
    """`wrong` names what does not agree with what was published, in the order of the recipe."""

    entries_hash: str
    commitment: str
    number: str
    seed: str
    tickets: dict[str, str]
    order: list[str]
    wrong: list[str]


def recompute(said: Published) -> Recomputed:
    """Each step from the published values before it, so that `wrong` begins where they first part."""
    hashed = entries_hash(said.entries)
    bound = commitment(said.entries_hash, said.secret)
    mixed = seed(said.commitment, said.secret, said.outside_number)
    drawn = order(said.entries, mixed)
    pairs = {
        "entries_hash": (hashed, said.entries_hash),
        "commitment": (bound, said.commitment),
        "order": (drawn, said.order),
    }
    return Recomputed(
        entries_hash=hashed,
        commitment=bound,
        number=normalised(said.outside_number),
        seed=mixed,
        tickets={each.code: ticket(mixed, each.code) for each in said.entries},
        order=drawn,
        wrong=[name for name, (mine, theirs) in pairs.items() if mine != theirs],
    )
