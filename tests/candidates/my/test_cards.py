"""The card of a set, case by case."""

from datetime import date
from typing import Any

import pytest

from candidates.my.cards import REFUSED, REPORTED, VERIFIED, WAITING, Report, SetFacts, card

DAY = date(2026, 11, 12)


def report(state: str, problem: str = "") -> Report:
    return Report("Technology in Libraries", state, DAY, f"/my/courses/{state}/", problem)


def facts(**changes: Any) -> SetFacts:
    plain: dict[str, Any] = {
        "code": "TEC",
        "name": "Technology",
        "required": True,
        "offers": 2,
        "competencies": 9,
        "achieved_on": None,
        "source": "",
        "reports": (),
        "set_url": "/sets/technology/",
        "report_url": "/my/courses/report/?set=technology",
    }
    return SetFacts(**plain | changes)


@pytest.mark.parametrize(
    ("changes", "tone", "label", "words", "url"),
    [
        (
            {},
            "open",
            "Not started",
            "2 approved courses or bundles to choose",
            "/my/courses/report/?set=technology",
        ),
        (
            {"offers": 1},
            "open",
            "Not started",
            "1 approved course covers its 9",
            "/my/courses/report/?set=technology",
        ),
        (
            {"offers": 0},
            "open",
            "Not started",
            "No approved course is on record",
            "/my/courses/report/?set=technology",
        ),
        (
            {"reports": [report(REPORTED)]},
            "wait",
            "With the office",
            "12 November 2026",
            "/my/courses/reported/",
        ),
        ({"reports": [report(WAITING)]}, "wait", "With the office", "finding out", "/my/courses/waiting/"),
        ({"reports": [report(REFUSED, "No name.")]}, "act", "Your turn", "No name.", "/my/courses/refused/"),
        (
            {"reports": [report(VERIFIED)]},
            "act",
            "Half way",
            "another course",
            "/my/courses/report/?set=technology",
        ),
        # The candidate's own turn comes before what the office does.
        ({"reports": [report(REPORTED), report(REFUSED, "Blurred.")]}, "act", "Your turn", "Blurred.", None),
        ({"reports": [report(VERIFIED), report(REPORTED)]}, "wait", "With the office", "received", None),
        # Done is done, whatever else was sent.
        ({"achieved_on": DAY, "source": "A course"}, "done", "Achieved", "A course", "/sets/technology/"),
        (
            {"achieved_on": DAY, "source": "A course", "reports": [report(VERIFIED), report(REFUSED)]},
            "done",
            "Achieved",
            "A course",
            "/my/courses/verified/",
        ),
    ],
)
def test_face_of_a_card(changes: dict[str, Any], tone: str, label: str, words: str, url: str | None):
    made = card(facts(**changes), check_days=3)
    assert (made.tone, str(made.label)) == (tone, label)
    assert words in str(made.sentence)
    assert url in (None, made.url)


def test_required_and_elective_are_named():
    assert [str(card(facts(required=value), check_days=3).kind_label) for value in (True, False)] == [
        "required",
        "elective",
    ]
