"""Where applicants name themselves in a round that is judged without names."""

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
