"""Who must not judge whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.portfolios.assigning.conflicts import (
    Candidate,
    Judge,
    Why,
    conflicts,
    same_employer,
    same_name,
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Cedar Valley Library", "Cedar Valley Library", True),
        ("Cedar Valley Library", "CEDAR VALLEY PUBLIC LIBRARY", True),
        ("Cedar Valley Pub. Lib.", "Cedar Valley Public Library", True),
        ("The Library of Cedar Valley", "Cedar Valley Library", True),
        ("Cedar-Valley Library", "Cedar Valley Library", True),
        ("Cedar Valley Library, Main Branch", "Cedar Valley Library", True),
        ("Saint Mary's Library", "St. Mary’s Public Library", True),
        ("Bibliothèque Montréal", "bibliotheque montreal", True),
        ("Alder Co. Library Dist.", "Alder County Library District", True),
        ("Alder & Ash Library", "Alder and Ash Library", True),
        ("Springfield Public Library", "Springfield", True),
        # One word alone must be the whole name.
        ("Springfield Public Library", "Springfield College Library", False),
        ("Cedar Library", "Cedar Valley Library", False),
        # Whole words only.
        ("Liberty Valley Library", "Lib Valley Library", False),
        ("Cedar Valley Library", "Cedar Valleys Library", False),
        ("Public Library", "Cedar Valley Public Library", False),
        ("Public Library", "Public Library", True),
        ("", "", False),
        ("—", "…", False),
    ],
)
def test_two_names_of_an_employer(one: str, other: str, same: bool) -> None:
    assert same_employer(one, other) is same
    assert same_employer(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Maria Delgado-Ruiz", "maria delgado ruiz", True),
        ("Delgado, Maria", "Maria Delgado-Ruiz", True),
        ("Dr. María T. Delgado", "Maria Delgado", True),
        ("Maria", "Maria Delgado", False),
        ("Mario Delgado", "Maria Delgado", False),
        ("王小明", "王小明", True),
        ("", "Maria", False),
    ],
)
def test_two_names_of_a_person(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


MARIA = Candidate("Maria Delgado", "maria@cedarvalley.test", ("Cedar Valley Library", "Alder County"))


@pytest.mark.parametrize(
    ("judge", "why"),
    [
        (Judge("Robin", "robin@far.test", "Far Library"), []),
        (Judge("Robin", "MARIA@cedarvalley.test"), [Why.SAME_PERSON, Why.SAME_DOMAIN]),
        (Judge("Maria Delgado", "m@far.test"), [Why.SAME_PERSON]),
        (Judge("Robin", "robin@far.test", "Cedar Valley Public Lib."), [Why.SHARED_EMPLOYER]),
        (Judge("Robin", listed_employers=("cedar valley",)), [Why.LISTED_EMPLOYER]),
        (Judge("Robin", listed_people=("Delgado, Maria",)), [Why.LISTED_PERSON]),
        (Judge("Robin", listed_people=("Maria@cedarvalley.test",)), [Why.LISTED_PERSON]),
        (Judge("Robin", listed_employers=("www.cedarvalley.test",)), [Why.LISTED_EMPLOYER]),
        (Judge("Robin", "robin@cedarvalley.test"), [Why.SAME_DOMAIN]),
        (
            Judge("Robin", "r@far.test", "Alder County", ("Alder County",)),
            [Why.LISTED_EMPLOYER, Why.SHARED_EMPLOYER],
        ),
    ],
)
def test_what_stands_between_two(judge: Judge, why: list[Why]) -> None:
    assert [each.why for each in conflicts(judge, MARIA)] == why


def test_a_mail_service_for_everybody_is_no_employer() -> None:
    assert conflicts(Judge("Robin", "robin@gmail.com"), Candidate("Maria Delgado", "maria@gmail.com")) == ()


def test_nothing_on_record_is_no_conflict() -> None:
    assert conflicts(Judge("Robin"), Candidate("")) == ()


names = st.text("abcé -@.LibPu", max_size=12) | st.sampled_from(
    ["Cedar Valley Library", "Alder County", "Maria Delgado", "Public Library", "maria@cedarvalley.test"]
)
lists = st.lists(names, max_size=4).map(tuple)


@given(employers=lists, people=lists, employer=names, more_employers=lists, more_people=lists)
def test_a_longer_list_never_takes_a_conflict_away(
    employers: tuple[str, ...],
    people: tuple[str, ...],
    employer: str,
    more_employers: tuple[str, ...],
    more_people: tuple[str, ...],
) -> None:
    before = conflicts(Judge("Robin", "r@far.test", employer, employers, people), MARIA)
    after = conflicts(
        Judge("Robin", "r@far.test", employer, more_employers + employers, more_people + people), MARIA
    )
    assert set(before) <= set(after)


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_does_not_matter_who_is_asked(one: str, other: str) -> None:
    assert same_employer(one, other) == same_employer(other, one)
    assert same_name(one, other) == same_name(other, one)
