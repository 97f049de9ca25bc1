"""Whom a reviewer must not judge, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.portfolios.reviewers.conflicts import Candidate, Judge, conflicts, same_person, same_place

PLACES = [
    ("Cedar Valley Library", "cedar valley library", True),
    ("Cedar Valley Library", "Cedar Valley Pub. Lib.", True),
    ("Cedar Valley Library", "Cedar Valley Public Library, Main Branch", True),
    ("Cédar Valley Library", "Cedar Valley", True),
    ("St. Helens Public Library", "Saint Helens Library", True),
    ("Cedar Valley Library", "Cedar Rapids Library", False),
    ("Cedar Valley Library", "Valley View Library", False),
    ("The Public Library", "Cedar Valley Library", False),
    ("Public Library", "public libraries", True),
    ("Univ. of Salem Library", "University Library, Salem", True),
    ("", "Cedar Valley Library", False),
    ("!!!", "Cedar Valley Library", False),
]
PEOPLE = [
    ("Maria Delgado-Ruiz", "maria delgado ruiz", True),
    ("Maria Delgado-Ruiz", "Delgado, Maria", True),
    ("María Delgado", "MARIA DELGADO", True),
    ("M. Delgado", "Maria Delgado", True),
    ("Maria Delgado", "Mario Delgado", False),
    ("Maria Delgado", "Maria Castellan", False),
    ("Delgado", "Maria Delgado", False),
    ("Prince", "prince", True),
    ("", "Maria Delgado", False),
]


@pytest.mark.parametrize(("one", "other", "same"), PLACES)
def test_places(one: str, other: str, same: bool):
    assert same_place(one, other) is same
    assert same_place(other, one) is same


@pytest.mark.parametrize(("one", "other", "same"), PEOPLE)
def test_people(one: str, other: str, same: bool):
    assert same_person(one, other) is same
    assert same_person(other, one) is same


MARIA = Candidate(1, ("Maria Delgado",), ("maria@cedarvalley.org", "m@gmail.com"), ("Cedar Valley Library",))


@pytest.mark.parametrize(
    ("judge", "codes"),
    [
        (Judge(2), []),
        (Judge(1), ["own"]),
        (Judge(2, places=("Cedar Valley Public Library",)), ["same_place"]),
        (Judge(2, not_places=("cedar valley lib.", "Far Library")), ["listed_place"]),
        (Judge(2, not_people=("Delgado, M.",)), ["listed_person"]),
        (Judge(2, addresses=("x@CedarValley.org",)), ["same_domain"]),
        (Judge(2, addresses=("x@gmail.com", "y@people.test")), []),
        (Judge(2, places=("Far Library",), not_people=("Mario Delgado",)), []),
    ],
)
def test_conflicts(judge: Judge, codes: list[str]):
    assert [reason.code for reason in conflicts(MARIA, judge)] == codes


names = st.text(st.sampled_from("abcé .-LIB"), max_size=12)


@given(st.lists(names, max_size=4).map(tuple), st.lists(names, max_size=4).map(tuple), names)
def test_a_longer_list_never_removes_a_conflict(places: tuple[str, ...], people: tuple[str, ...], more: str):
    before = {reason.code for reason in conflicts(MARIA, Judge(2, not_places=places, not_people=people))}
    longer = Judge(2, not_places=(*places, more), not_people=(*people, more))
    assert before <= {reason.code for reason in conflicts(MARIA, longer)}
