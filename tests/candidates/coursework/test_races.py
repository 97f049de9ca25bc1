"""Two people at once, on a real database, in real threads."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from candidates.coursework import services, steps
from candidates.coursework.models import Completion
from lsscert.files import keeping
from lsscert.files.models import StoredFile
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.candidates.coursework import made
from tests.people import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
PATIENCE = 1.5
"""Seconds in which the other one must come, if it can come at all."""


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own, from one moment on; what it returned or raised."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int) -> None:
        start.wait()
        try:
            results[number] = acts[number]()
        except Exception as problem:
            results[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def halves():
    candidacy = people.active()
    courses = [made.course("COM", title=title, bundle="two") for title in ("More Than Words", "Team Work")]
    return [made.reported(candidacy, what) for what in courses]


@pytest.fixture
def slow_hands(monkeypatch):
    """Each waits, after counting the half and before looking at the whole, for the other to have counted, too."""
    both = threading.Barrier(2)
    judge = services.record_what_is_achieved

    def wait_then_judge(*args: Any, **kwargs: Any) -> Any:
        with suppress(threading.BrokenBarrierError):
            both.wait(PATIENCE)
        return judge(*args, **kwargs)

    monkeypatch.setattr(services, "record_what_is_achieved", wait_then_judge)
    return both


def verify_both(halves):
    grace, ida = people.staff("Grace Office"), people.staff("Ida Desk")
    return at_once(
        lambda: services.verify(completion=halves[0], by=grace, now=NOW),
        lambda: services.verify(completion=halves[1], by=ida, now=NOW),
    )


def test_two_halves_counted_at_once_achieve_the_set_exactly_once(halves, slow_hands):
    results = verify_both(halves)
    assert [result.state for result in results] == ["verified", "verified"]
    assert slow_hands.broken, "the lock kept the second waiting until the first was through"
    candidacy = halves[0].candidacy
    assert candidacy.achievements.filter(annulled_at=None).count() == 1
    assert candidacy.facts.filter(code="set_achieved").count() == 1
    assert Letter.objects.filter(kind="set_achieved").count() == 1


def test_without_the_lock_neither_sees_the_other_and_the_set_is_lost(halves, slow_hands, monkeypatch):
    """Shows that the test above can fail: the lock is what it rests on."""
    monkeypatch.setattr(steps, "locked", lambda completion: Completion.objects.get(pk=completion.pk))
    results = verify_both(halves)
    assert [result.state for result in results] == ["verified", "verified"]
    assert not slow_hands.broken
    assert not halves[0].candidacy.achievements.exists()


def test_of_two_who_decide_about_one_proof_the_second_is_told(halves):
    half = halves[0]
    grace, ida = people.staff("Grace Office"), people.staff("Ida Desk")
    results = at_once(
        lambda: services.verify(completion=half, by=grace, now=NOW),
        lambda: services.refuse(completion=half, reason="no_name", by=ida, now=NOW),
    )
    told = [result for result in results if isinstance(result, Refused)]
    done = [result for result in results if isinstance(result, Completion)]
    assert [each.code for each in told] == ["already_checked"]
    assert len(done) == 1
    half.refresh_from_db()
    assert (half.state, half.version) == (done[0].state, 1)


def test_taking_back_and_counting_at_once_end_in_one_of_the_two(halves):
    half, office = halves[0], people.staff()
    results = at_once(
        lambda: services.verify(completion=half, by=office, now=NOW),
        lambda: services.withdraw_completion(completion=half, by=half.candidacy.person, now=NOW),
    )
    told = [result.code for result in results if isinstance(result, Refused)]
    half.refresh_from_db()
    assert (told, half.state) in [(["counts_already"], "verified"), (["already_checked"], "withdrawn")]


def test_a_date_entered_while_somebody_decides_does_not_block_for_ever():
    candidacy, office = people.active(), people.staff()
    what = made.course("TEC", approved=None)
    waiting = services.verify(completion=made.reported(candidacy, what), by=office, now=NOW)
    what.approvals.create(begins="2024-03-01")
    results = at_once(
        lambda: services.look_again(course=what, by=office, now=NOW),
        lambda: services.refuse(completion=waiting, reason="no_name", by=office, now=NOW),
    )
    assert not [
        result for result in results if isinstance(result, Exception) and not isinstance(result, Refused)
    ]
    waiting.refresh_from_db()
    assert waiting.state in {"reported", "refused"}


def test_ten_clicks_report_a_course_once():
    candidacy, what = people.active(), made.course("TEC")
    cookies = people.signed_in(candidacy.person).cookies

    def click() -> int:
        each = Client()
        each.cookies = cookies
        data = {"course": what.ref, "completed_on": "2025-06-02", "passed": "yes", "proof": made.proof()}
        return each.post("/my/courses/report/", data).status_code

    statuses = at_once(*[click] * 10)
    assert statuses == [302] * 10
    assert Completion.objects.count() == 1
    assert StoredFile.objects.count() == 1
    assert Letter.objects.filter(kind="completion_received").count() == 1
    assert list(keeping.files_without_rows(now=NOW + timedelta(days=9999))) == []
