"""The rules about second people, as tables."""

from datetime import timedelta

import pytest

from lsscert.accounts.approval_cards import span_in_words
from lsscert.accounts.two_people import Someone, time_left, why_not_by_itself, why_not_confirm, why_not_stop
from tests.people import NOW

GRACE = Someone(1, frozenset({"grace@office.test"}))
GRACE_BY_LINK = Someone(None, frozenset({"grace@office.test"}))
GRACE_WITH_TWO_RECORDS = Someone(7, frozenset({"other@office.test", "grace@office.test"}))
HELEN = Someone(2, frozenset({"helen@office.test"}))
BOARD = Someone(None, frozenset({"board@elsewhere.test"}))
WITHOUT_ADDRESS, ANOTHER_WITHOUT = Someone(3), Someone(4)


@pytest.mark.parametrize(
    ("waiting", "by", "code"),
    [
        (True, HELEN, None),
        (True, BOARD, None),
        (True, WITHOUT_ADDRESS, None),
        (True, GRACE, "approval_own"),
        (True, GRACE_BY_LINK, "approval_own"),
        (True, GRACE_WITH_TWO_RECORDS, "approval_own"),
        (False, HELEN, "approval_decided"),
        (False, GRACE, "approval_decided"),
    ],
)
def test_who_may_confirm_what_grace_asked_for(waiting: bool, by: Someone, code: str | None):
    no = why_not_confirm(waiting=waiting, asker=GRACE, by=by)
    assert (no and no.code) == code


def test_two_people_without_addresses_are_not_the_same():
    assert why_not_confirm(waiting=True, asker=WITHOUT_ADDRESS, by=ANOTHER_WITHOUT) is None
    assert why_not_confirm(waiting=True, asker=WITHOUT_ADDRESS, by=WITHOUT_ADDRESS)


@pytest.mark.parametrize(
    ("waiting", "by", "why", "code"),
    [
        (True, HELEN, "The amount is wrong.", None),
        (True, BOARD, "The amount is wrong.", None),
        (True, HELEN, " \n", "approval_why"),
        (True, GRACE, "", None),  # takes it back
        (False, HELEN, "Too late.", "approval_decided"),
        (False, GRACE, "", "approval_decided"),
    ],
)
def test_who_may_stop_it(waiting: bool, by: Someone, why: str, code: str | None):
    no = why_not_stop(waiting=waiting, asker=GRACE, by=by, why=why)
    assert (no and no.code) == code


@pytest.mark.parametrize(
    ("waiting", "minutes_after", "told", "reached", "code"),
    [
        (True, 0, 2, 2, None),
        (True, 0, 2, 1, None),
        (True, 5, 0, 0, None),  # nobody to tell: the wait is all there is
        (True, -1, 2, 2, "approval_early"),
        (True, -1, 0, 0, "approval_early"),
        (True, 5, 2, 0, "approval_nobody_knows"),
        (False, 5, 2, 2, "approval_decided"),
    ],
)
def test_when_it_goes_ahead_by_itself(
    waiting: bool, minutes_after: int, told: int, reached: int, code: str | None
):
    no = why_not_by_itself(
        waiting=waiting,
        goes_ahead_at=NOW,
        now=NOW + timedelta(minutes=minutes_after),
        told=told,
        reached=reached,
    )
    assert (no and no.code) == code


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=24), "24 hours"),
        (timedelta(hours=1, minutes=59), "1 hour"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(seconds=20), "1 minute"),
    ],
)
def test_time_left_in_words(left: timedelta, words: str):
    assert span_in_words(left) == words
    assert time_left(NOW + left, NOW) == left
    assert time_left(NOW - left, NOW) == timedelta(0)
