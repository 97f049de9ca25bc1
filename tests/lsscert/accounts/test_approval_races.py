"""Two second persons at the same moment. Each test has its control: without the lock it goes wrong."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lsscert.accounts import approvals
from lsscert.accounts.approval_models import Approval
from lsscert.refused import Refused
from tests import people
from tests.lsscert.accounts.asking import Acts, asked, counted, nothing_left_over
from tests.people import NOW
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_policy")]


@pytest.fixture
def acts() -> Iterator[Acts]:
    with counted() as acts:
        yield acts
    nothing_left_over()


def without_lock(approval: Approval) -> Approval:
    return Approval.objects.get(pk=approval.pk)


def at_once(acts: Acts, second: Callable[[Approval], Any]) -> list[Any]:
    """The first confirms and is held in the middle of the act; the second comes meanwhile."""
    helen, approval, meeting = people.staff(), asked(), Meeting()
    do = acts.do

    def do_slowly(*args: Any) -> str:
        meeting.first_waits()
        return do(*args)

    kind = approvals.APPROVAL_KINDS["test.act"]
    approvals.APPROVAL_KINDS["test.act"] = type(kind)(kind.label, run=do_slowly, stopped=kind.stopped)

    def comes_second() -> Any:
        meeting.first_is_there.wait()
        try:
            return second(approval)
        finally:
            meeting.second_goes()

    return together(lambda: approvals.confirm(approval=approval, by=helen, now=NOW), comes_second)


def confirm(approval: Approval) -> Approval:
    return approvals.confirm(approval=approval, by=people.staff(), now=NOW)


def stop(approval: Approval) -> Approval:
    return approvals.stop(approval=approval, why="No.", by=people.staff(), now=NOW)


def test_confirmed_by_two_at_once_it_is_done_once(acts: Acts):
    outcomes = at_once(acts, confirm)
    assert [type(each) for each in outcomes] == [Approval, Refused]
    assert len(acts.run) == 1


def test_control_without_the_lock_it_is_done_twice(acts: Acts, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Approval, "lock", without_lock)
    at_once(acts, confirm)
    assert len(acts.run) == 2


def test_stopped_while_it_is_being_done_it_was_too_late(acts: Acts):
    outcomes = at_once(acts, stop)
    assert [type(each) for each in outcomes] == [Approval, Refused]
    assert (len(acts.run), acts.stopped) == (1, [])


def test_control_without_the_lock_it_is_both_done_and_stopped(acts: Acts, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Approval, "lock", without_lock)
    at_once(acts, stop)
    assert (len(acts.run), len(acts.stopped)) == (1, 1)


def test_asked_for_by_ten_at_once_it_waits_once(acts: Acts):
    someone = people.staff()
    outcomes = together(*[lambda: asked(someone)] * 10)
    assert sum(isinstance(each, Approval) for each in outcomes) == 1
    assert {each.code for each in outcomes if isinstance(each, Refused)} == {"approval_waits_already"}
