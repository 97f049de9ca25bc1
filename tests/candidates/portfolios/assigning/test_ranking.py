"""Who is asked first, and what speaks against the others."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.portfolios.assigning.ranking import Facts, against, ranked
from lsscert.reasons import Reason

TODAY = date(2026, 3, 2)
ABLE = {"qualified": True, "trained": True, "available": True, "load": 0, "cap": 12}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"qualified": False}, ["not_qualified"]),
        ({"trained": False}, ["not_trained"]),
        ({"available": False}, ["not_available"]),
        ({"away_until": TODAY}, ["away"]),
        ({"away_until": TODAY - timedelta(days=1)}, []),
        ({"load": 11}, []),
        ({"load": 12}, ["cap"]),
        ({"cap": 0}, ["cap"]),
        ({"seated": True}, ["seated"]),
        ({"excluded": True}, ["excluded"]),
        ({"conflicts": [Reason("own", "")]}, ["own"]),
        (
            {"qualified": False, "trained": False, "conflicts": [Reason("own", "")]},
            ["not_qualified", "not_trained", "own"],
        ),
    ],
)
def test_what_speaks_against_somebody(changes, codes):
    assert [reason.code for reason in against(Facts(1, **ABLE | changes), TODAY)] == codes


def test_the_least_loaded_first_then_whose_turn_it_is():
    people = [
        Facts(1, **ABLE | {"load": 2}),
        Facts(2, **ABLE | {"load": 1, "last_assigned": date(2026, 2, 1)}),
        Facts(3, **ABLE | {"load": 1, "last_assigned": date(2026, 1, 1)}),
        Facts(4, **ABLE | {"load": 1}),
        Facts(5, **ABLE | {"load": 0, "trained": False}),
        Facts(6, **ABLE | {"load": 1}),
    ]
    assert [place.facts.number for place in ranked(people, today=TODAY)] == [4, 6, 3, 2, 1, 5]


facts = st.builds(
    Facts,
    st.integers(1, 9),
    qualified=st.booleans(),
    trained=st.booleans(),
    available=st.booleans(),
    load=st.integers(0, 3),
    cap=st.integers(0, 3),
)


@given(st.lists(facts, max_size=6, unique_by=lambda one: one.number), st.randoms())
def test_the_order_does_not_depend_on_the_order_they_come_in(rows, random):
    before = [place.facts.number for place in ranked(rows, today=TODAY)]
    random.shuffle(rows)
    after = ranked(rows, today=TODAY)
    assert [place.facts.number for place in after] == before
    assert [place.can for place in after] == sorted((place.can for place in after), reverse=True)
