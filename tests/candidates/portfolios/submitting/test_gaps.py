"""What is missing, by hand."""

import pytest

from candidates.portfolios.submitting.gaps import Answer, Piece, gaps

OWN = Piece(1, primary=True, caption="A guide I wrote")
BACKING = Piece(2, primary=False, caption="A letter")
FULL = {"way": "own", "introduction": "I did.", "text": "How.", "evidence": [OWN]}

CASES = [
    (FULL, []),
    ({**FULL, "way": "suggested", "introduction": ""}, []),
    ({**FULL, "introduction": "  \n"}, ["introduction"]),
    ({**FULL, "way": ""}, ["way"]),
    ({**FULL, "way": "", "introduction": ""}, ["way"]),
    ({**FULL, "text": " "}, ["response"]),
    ({**FULL, "evidence": []}, ["evidence"]),
    ({**FULL, "evidence": [BACKING]}, ["primary"]),
    ({**FULL, "evidence": [BACKING, OWN]}, []),
    ({**FULL, "evidence": [Piece(3, primary=True, caption=" ")]}, ["caption"]),
    ({}, ["way", "response", "evidence"]),
]


@pytest.mark.parametrize(("said", "missing"), CASES)
def test_gaps_of_one_competency(said, missing):
    assert [gap.code for gap in gaps([Answer(4, **said)], statement="x")] == missing


def test_they_come_in_order_with_the_statement_last():
    found = gaps([Answer(9, **FULL), Answer(2), Answer(1, **FULL)], statement="  ")
    assert (found[0].number, found[0].code) == (2, "way")
    assert (found[-1].number, found[-1].code) == (0, "statement")


def test_more_information_is_asked_of_the_reopened_ones_alone():
    found = gaps([Answer(1), Answer(2)], statement="", only=[2])
    assert {gap.number for gap in found} == {2}
    assert gaps([Answer(1), Answer(2, **FULL)], statement="", only=[2]) == []
