"""The card of a set, case by case."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from candidates.my.cards import REFUSED, REPORTED, VERIFIED, WAITING, Report, SetFacts, card
from candidates.my.portfolio_cards import PortfolioFacts

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


def portfolio(state: str, **changes: Any) -> PortfolioFacts:
    plain: dict[str, Any] = {"state": state, "ready": 4, "all": 9, "url": "/my/portfolios/technology/"}
    return PortfolioFacts(**plain | changes)


REPORT = "/my/courses/report/?set=technology"
PORTFOLIO = "/my/portfolios/technology/"


@pytest.mark.parametrize(
    ("state", "changes", "tone", "label", "words"),
    [
        ("draft", {}, "act", "In your hands", "4 of 9 competencies ready"),
        ("submitted", {"submitted_on": DAY}, "wait", "Handed in", "on 12 November 2026"),
        ("submitted", {}, "wait", "Handed in", "waits for its reviewers"),
        ("in_review", {}, "wait", "In review", "each alone"),
        ("more_info", {"due_on": DAY}, "act", "Your turn", "by 12 November 2026"),
        ("second_round", {}, "wait", "In review again", "what you added"),
        ("not_achieved", {}, "stop", "Not achieved", "approved course"),
    ],
)
def test_the_face_of_a_portfolio(state: str, changes: dict[str, Any], tone: str, label: str, words: str):
    made = card(facts(portfolio=portfolio(state, **changes)), check_days=3)
    assert (made.tone, str(made.label), made.url) == (tone, label, PORTFOLIO)
    assert words in str(made.sentence)


def test_a_review_that_is_not_paid_is_the_candidates_turn():
    made = card(facts(portfolio=portfolio("submitted", unpaid=Decimal(50), pay_url="/pay/")), check_days=3)
    assert (made.tone, str(made.label), made.url, made.urgent) == ("act", "Your turn", "/pay/", True)
    assert "its fee of $50.00" in str(made.sentence)


@pytest.mark.parametrize(
    ("reports", "state", "label"),
    [
        # What reviewers ask comes first, then what the office asks, then what others do, then what is half done.
        ([REFUSED], "more_info", "Your turn"),
        ([REFUSED], "draft", "Your turn"),
        ([REPORTED], "draft", "With the office"),
        ([VERIFIED], "in_review", "In review"),
        ([VERIFIED], "draft", "Half way"),
        ([], "withdrawn", "Not started"),
    ],
)
def test_of_course_and_portfolio_the_more_pressing_one_is_said(reports: list[str], state: str, label: str):
    made = card(
        facts(reports=[report(each, "Blurred.") for each in reports], portfolio=portfolio(state)),
        check_days=3,
    )
    assert str(made.label) == label
    assert made.urgent == (label == "Your turn")


def test_an_open_pathway_is_a_second_way_and_a_closed_one_is_not_named():
    begin = "/my/portfolios/technology/begin/"
    assert card(facts(begin_url=begin), check_days=3).second_url == begin
    assert card(facts(), check_days=3).second_url == ""
    assert card(facts(begin_url=begin, portfolio=portfolio("draft")), check_days=3).second_url == ""
    assert (
        card(facts(begin_url=begin, portfolio=portfolio("not_achieved")), check_days=3).second_url == REPORT
    )


def test_with_the_offices_consent_the_set_is_open_again():
    again = "/my/portfolios/technology/begin/"
    made = card(facts(portfolio=portfolio("not_achieved", again_url=again)), check_days=3)
    assert (made.tone, str(made.label), made.url, made.second_url) == ("open", "Open again", again, REPORT)


def test_a_set_achieved_by_portfolio_leads_to_it():
    made = card(facts(achieved_on=DAY, source="A portfolio", portfolio=portfolio("achieved")), check_days=3)
    assert (made.tone, made.url) == ("done", PORTFOLIO)
