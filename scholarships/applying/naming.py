"""Names: where applicants name themselves in a round that is judged without names, and whether two are one person's."""

import unicodedata

from candidates.portfolios.submitting.own_words import Passage, Place, places
from lsscert.accounts.models import Person
from scholarships.applying.said import Said
from scholarships.rounds.models import Round


def named(round_: Round, person: Person, said: Said) -> list[Place]:
    """Each place in the answers and the budget where a name, an address or a library of theirs stands."""
    if not round_.blind:
        return []
    passages = [Passage(question.text, text) for question, text in said.answers if text]
    passages += [Passage("", what) for what, _cost, _asked in said.costs]
    titles = [Passage("", str(post.get("title", ""))) for post in said.posts]
    libraries = [str(post["library"]) for post in said.posts]
    return places([person.name], [person.email], libraries, [*passages, *titles])


def same_person(one: str, other: str) -> bool:
    """Whether two ways of writing a name can be one person's: one holds all words of the other, or both end alike."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)


def _words(name: str) -> list[str]:
    """Without accents, capitals and what stands between words."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return letters.split()
