"""Agreement with the key, in whole numbers."""

import pytest

from candidates.portfolios.reviewers.calibrating import KeyLine, missing, score
from candidates.portfolios.reviewers.loading import read_fixture
from candidates.portfolios.reviewers.shape import problem_with

KEY = [KeyLine(number, "met", "Why.") for number in range(1, 11)]


@pytest.mark.parametrize(
    ("agreeing", "all_of", "needed", "percent", "passed"),
    [
        (7, 10, 70, 70, True),
        (6, 10, 70, 60, False),
        (2, 3, 67, 66, False),
        (2, 3, 66, 66, True),
        (4, 5, 70, 80, True),
        (3, 5, 70, 60, False),
        (0, 5, 0, 0, True),
        (5, 5, 100, 100, True),
        (0, 0, 0, 0, False),
    ],
)
def test_percent_and_the_line(agreeing: int, all_of: int, needed: int, percent: int, passed: bool) -> None:
    ratings = {number: "met" if number <= agreeing else "not" for number in range(1, all_of + 1)}
    found = score(KEY[:all_of], ratings, needed)
    assert (found.percent, found.passed) == (percent, passed)


def test_what_is_not_rated_agrees_with_nothing_and_is_named() -> None:
    assert score(KEY[:2], {1: "met"}, 50).agreed == 1
    assert missing(KEY[:3], {1: "met", 3: ""}) == [2, 3]


def test_the_programme_s_own_has_the_right_shape_and_every_rating() -> None:
    data = read_fixture()
    assert problem_with(data["content"], data["key"]) == ""
    assert {each["rating"] for each in data["key"]} == {"met", "partial", "not"}


GOOD = {"competencies": [{"number": 1, "text": "A", "response": "B"}]}
LINE = {"number": 1, "rating": "met", "why": "Because."}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ([], [LINE]),
        ({}, [LINE]),
        ({"competencies": []}, []),
        ({"competencies": [{"number": "1", "text": "A", "response": "B"}]}, [LINE]),
        ({"competencies": [{"number": 1, "text": None, "response": "B"}]}, [LINE]),
        ({"competencies": GOOD["competencies"] * 2}, [LINE]),
        (GOOD | {"statement": 3}, [LINE]),
        (GOOD | {"evidence": ["x"]}, [LINE]),
        (GOOD, []),
        (GOOD, [LINE, LINE]),
        (GOOD, [LINE | {"rating": "good"}]),
        (GOOD, [LINE | {"why": " "}]),
        (GOOD, [LINE | {"number": 2}]),
        (GOOD, [LINE | {"number": []}]),
        (GOOD, "met"),
    ],
)
def test_what_is_wrong_is_said(content, key) -> None:
    assert problem_with(content, key)
    assert not problem_with(GOOD, [LINE])
