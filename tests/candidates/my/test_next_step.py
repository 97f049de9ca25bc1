"""The one next step, case by case: the first thing that is the candidate's to do, or a plain "nothing"."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from candidates.my.cards import Card
from candidates.my.next_step import Situation, next_step


def a_card(tone: str, name: str = "Technology") -> Card:
    return Card("TEC", name, "required", tone, "label", f"{tone} sentence", f"/{tone}/", f"{tone} action")


OWES = Decimal("350.00")


@pytest.mark.parametrize(
    ("now", "goto", "words"),
    [
        ({"state": ""}, "my_application", "ten minutes"),
        ({"state": "", "has_draft": True}, "my_application", "begun and saved"),
        ({"state": "submitted", "left_to_pay": OWES}, "my_fees", "$350.00 now or wait"),
        ({"state": "submitted"}, "", "has what it needs"),
        (
            {"state": "accepted", "left_to_pay": OWES, "settle_by": date(2026, 5, 1)},
            "my_fees",
            "Settle $350.00 by 1 May 2026",
        ),
        # The days stand still: no last day, and no talk of a decision that was made already.
        ({"state": "accepted", "left_to_pay": OWES}, "my_fees", "your place is kept meanwhile"),
        (
            {"state": "active", "cards": [a_card("open")], "electives_to_choose": 3},
            "my_plan",
            "Choose your electives",
        ),
        (
            {"state": "active", "cards": [a_card("open"), a_card("act")], "electives_to_choose": 3},
            "/act/",
            "act sentence",
        ),
        # What reviewers ask by a day goes before what is still being written.
        (
            {"state": "active", "cards": [a_card("act"), replace(a_card("act"), url="/first/", urgent=True)]},
            "/first/",
            "act sentence",
        ),
        (
            {"state": "active", "cards": [a_card("done"), a_card("stop", "Youth")]},
            "/stop/",
            "Youth: stop sentence",
        ),
        (
            {"state": "active", "cards": [a_card("done"), a_card("wait"), a_card("open", "Youth")]},
            "/open/",
            "Youth",
        ),
        (
            {"state": "active", "cards": [a_card("done"), a_card("wait")]},
            "",
            "is checking what you sent",
        ),
        ({"state": "active", "complete": True}, "my_certificate", "Ask for your certificate"),
        ({"state": "active", "complete": True, "request": "asked"}, "", "checks your six sets"),
        ({"state": "active", "complete": True, "request": "returned"}, "my_certificate", "question"),
        # A refused extra course is no reason to keep anybody from asking.
        ({"state": "active", "complete": True, "cards": [a_card("act")]}, "my_certificate", "Ask"),
        ({"state": "certified"}, "my_certificate", "Show your certificate"),
        ({"state": "certified", "can_renew": True}, "contact", "renewal is open"),
        ({"state": "not_eligible"}, "my_application", "apply again"),
        ({"state": "lapsed", "has_draft": True}, "my_application", "begun"),
        ({"state": "withdrawn"}, "my_application", "apply again"),
    ],
)
def test_next_step(now: dict[str, Any], goto: str, words: str):
    step = next_step(Situation(**now))
    assert step.goto == goto
    assert words in str(step.text)
    # A place to go has a word on its button, and nothing to do has none.
    assert bool(step.goto) == bool(str(step.label))
