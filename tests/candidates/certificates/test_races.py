"""Two people press at the same moment. Real threads with real connections on a real database."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection

from candidates.certificates import services
from candidates.certificates.models import Certificate, CertificateRequest
from candidates.journey.models import Candidacy
from lsscert.letters.models import Letter
from lsscert.money.models import NumberCounter
from lsscert.records import Record
from lsscert.refused import Refused
from tests import people
from tests.candidates.certificates import holders

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
TOGETHER = 4


def at_once(act: Callable[[int], Any], count: int = TOGETHER) -> list[Any]:
    """What each of them got: a result, or the exception."""
    start = threading.Barrier(count)

    def one(which: int) -> Any:
        try:
            start.wait(10)
            return act(which)
        except Exception as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_staff_who_issue_at_once_make_one_certificate():
    request = holders.asked()
    office = [people.staff(f"Office {which}") for which in range(TOGETHER)]
    results = at_once(lambda which: services.issue(request=request, by=office[which], now=holders.ISSUED_AT))
    made = [result for result in results if isinstance(result, Certificate)]
    refusals = [result.code for result in results if isinstance(result, Refused)]
    assert len(made) == 1
    assert refusals == ["already_issued"] * (TOGETHER - 1)
    assert Certificate.objects.count() == 1
    assert NumberCounter.objects.get(series="certificate").last == 1
    assert Letter.objects.filter(kind="certificate_issued").count() == 1
    assert request.candidacy.facts.filter(code="certified").count() == 1


def test_without_the_locks_they_do_collide_and_the_database_refuses_the_second(
    monkeypatch: pytest.MonkeyPatch,
):
    """Shows that the test above can fail: both read the request as open, and only a constraint is left."""
    request = holders.asked()
    office = people.staff()
    both_have_read = threading.Barrier(2)

    def read_without_lock(row: Record) -> Record:
        fresh = type(row).objects.get(pk=row.pk)
        if isinstance(fresh, CertificateRequest):
            both_have_read.wait(10)
        return fresh

    monkeypatch.setattr(Record, "lock", read_without_lock)
    monkeypatch.setattr(services, "_locked_with_person", lambda candidacy: read_without_lock(candidacy))
    results = at_once(
        lambda _which: services.issue(request=request, by=office, now=holders.ISSUED_AT), count=2
    )
    assert sorted(type(result).__name__ for result in results) == ["Certificate", "IntegrityError"]
    [problem] = [result for result in results if isinstance(result, IntegrityError)]
    assert "one_certificate_in_force" in str(problem)
    assert Certificate.objects.count() == 1


def test_asking_many_times_at_once_makes_one_request():
    candidacy = holders.with_six_sets()
    results = at_once(lambda _which: holders.asked(candidacy))
    assert sorted(getattr(result, "code", "asked") for result in results) == (
        ["already_asked"] * (TOGETHER - 1) + ["asked"]
    )
    assert CertificateRequest.objects.count() == 1
    assert candidacy.facts.filter(code="certificate_asked").count() == 1


def test_correcting_at_once_leaves_one_certificate_in_force():
    old = holders.issued()
    office = people.staff()
    results = at_once(
        lambda which: services.correct_name(
            certificate=old,
            holder_name=f"Maria the {which}th",
            reason="Slip",
            by=office,
            now=holders.ISSUED_AT,
        )
    )
    assert [type(result) for result in results].count(Certificate) == 1
    assert Certificate.objects.in_force().count() == 1
    assert Certificate.objects.count() == 2


@pytest.mark.parametrize("_again", range(3))
def test_issuing_and_giving_back_at_once_end_in_one_of_the_two(_again: int):
    request = holders.asked()
    office = people.staff()

    def act(which: int) -> Any:
        if which:
            return services.return_request(request=request, answer="Wait", by=office, now=holders.ISSUED_AT)
        return services.issue(request=request, by=office, now=holders.ISSUED_AT)

    results = at_once(act, count=2)
    # Neither waits for the other for ever: a deadlock would show as an OperationalError.
    assert [isinstance(result, Exception) for result in results].count(True) == 1
    assert [isinstance(result, Refused) for result in results].count(True) == 1
    request.refresh_from_db()
    candidacy = Candidacy.objects.get(pk=request.candidacy_id)
    issued = request.state == CertificateRequest.Status.ISSUED
    assert Certificate.objects.exists() is issued
    assert (candidacy.state == Candidacy.Status.CERTIFIED) is issued
