"""When a reminder is due: first 14 days after the due day, again every 30 days, at most 3."""

from datetime import date, timedelta

import pytest

from candidates.fees.reminding import Rhythm, held_back, next_on, step_due

RHYTHM = Rhythm(14, 30, 3)
DUE = date(2026, 4, 1)
FIRST = date(2026, 4, 15)
SECOND = date(2026, 5, 15)
THIRD = date(2026, 6, 14)


@pytest.mark.parametrize(
    ("sent", "today", "step"),
    [
        ([], date(2026, 4, 1), None),
        ([], date(2026, 4, 14), None),
        ([], FIRST, 1),
        ([], date(2027, 1, 1), 1),  # the worker slept: one letter, not three
        ([FIRST], FIRST, None),
        ([FIRST], date(2026, 5, 14), None),
        ([FIRST], SECOND, 2),
        ([FIRST, SECOND], date(2026, 6, 13), None),
        ([FIRST, SECOND], THIRD, 3),
        ([FIRST, SECOND, THIRD], date(2027, 1, 1), None),
        ([date(2026, 6, 1)], date(2026, 6, 30), None),  # counted from the last one that went
        ([date(2026, 6, 1)], date(2026, 7, 1), 2),
    ],
)
def test_which_reminder_is_due(sent: list[date], today: date, step: int | None):
    assert step_due(DUE, sent, RHYTHM, today) == step


def test_a_due_day_that_moved_on_begins_with_its_days_of_grace_again():
    later = date(2026, 8, 1)
    assert next_on(later, [FIRST], RHYTHM) == later + timedelta(days=14)


def test_no_reminder_at_all_where_policy_says_none():
    assert next_on(DUE, [], Rhythm(14, 30, 0)) is None


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({}, None),
        ({"checking": True}, "order_to_check"),
        ({"on_time": True}, "instalments_on_time"),
        ({"paused_until": date(2026, 4, 16)}, "paused"),
        ({"paused_until": FIRST}, None),  # until that day, and from that day on again
    ],
)
def test_what_holds_a_reminder_back(facts: dict, code: str | None):
    said = {"checking": False, "on_time": False, "paused_until": None, "today": FIRST} | facts
    held = held_back(**said)
    assert (held.code if held else None) == code
