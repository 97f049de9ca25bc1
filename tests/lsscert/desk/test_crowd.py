"""A crowd is as sound as people who came one by one, and the same each time."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from candidates.certificates.models import Certificate
from candidates.journey import timeline
from candidates.journey.models import Candidacy, SetAchievement
from lsscert import clock
from lsscert.accounts.models import Person
from lsscert.desk.demo.crowd import filling
from lsscert.desk.demo.crowd.lives import REQUIRED, SHARES, Life, decide
from lsscert.desk.invariants import CHECKS
from lsscert.files.models import StoredFile
from lsscert.money.models import Invoice
from tests import people
from tests.house import House

TODAY = date(2026, 11, 24)
Status = Candidacy.Status
CROWD = 150


def lives(count: int = 3000) -> list[Life]:
    return [decide(Random(index), TODAY, 4) for index in range(count)]


def test_lives_share_out_as_they_should() -> None:
    found = Counter(life.state for life in lives())
    for state, share in SHARES:
        assert abs(found[state] / 3000 - share) < 0.03, state


def test_no_life_is_out_of_order() -> None:
    for life in lives():
        steps = [
            life.applied_on,
            life.accepted_on,
            life.active_since,
            life.asked_on,
            life.issued_on,
            life.closed_on,
        ]
        known = [step for step in steps if step]
        assert known == sorted(known), life
        assert known[-1] <= TODAY, life
        assert all(
            life.active_since and life.active_since <= each.completed_on <= TODAY for each in life.courses
        )
        assert (life.settled_on or life.applied_on) >= life.applied_on


def test_each_life_is_what_its_state_says() -> None:
    for life in lives():
        done = {each.set for each in life.courses if each.answer == "verified"}
        assert len({each.set for each in life.courses}) == len(life.courses)
        if life.state == Status.ACTIVE:
            assert life.deadline is not None
            assert life.deadline >= TODAY
            assert life.settled_on
        if life.state == Status.CERTIFIED:
            assert set(range(REQUIRED)) <= done
            assert len(done) == 6
        if life.asked_on:
            assert len(done) == 6
        if life.state == Status.ACCEPTED:
            assert life.accepted_on is not None
            assert (TODAY - life.accepted_on).days <= 60
        if life.state == Status.LAPSED and life.active_since:
            assert life.deadline is not None
            assert life.deadline < TODAY


@pytest.fixture
def crowd(house: House) -> House:
    call_command("seed_demo", candidates=CROWD)
    return house


def test_nothing_that_must_hold_is_broken(crowd: House) -> None:
    assert {check.code: check.breaches() for check in CHECKS if check.breaches()} == {}
    assert filling.there_already() == CROWD


def test_the_same_crowd_each_time_and_no_more_than_asked_for(crowd: House) -> None:
    def faces(count: int) -> list[tuple[str, str, str]]:
        rows = Candidacy.objects.filter(person__email__endswith="@crowd.demo.test").order_by("person__email")
        return list(rows.values_list("ref", "state", "person__name"))[:count]

    before = faces(CROWD)
    assert filling.fill(CROWD, lambda _line: None) == 0
    assert filling.fill(CROWD + 10, lambda _line: None) > 100
    assert faces(CROWD) == before
    assert filling.there_already() == CROWD + 10
    ground = filling.survey(clock.today())
    assert before[7][1] == decide(Random(f"{filling.SEED}:7"), ground.today, ground.years_to_finish).state


def test_a_crowd_cut_into_chunks_is_the_same(crowd: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "CHUNK", 7)
    filling.fill(CROWD + 20, lambda _line: None)
    assert filling.there_already() == CROWD + 20
    assert {check.code for check in CHECKS if check.breaches()} == set()


def test_each_row_of_it_says_what_a_page_needs(crowd: House) -> None:
    certified = Candidacy.objects.filter(state=Status.CERTIFIED, person__email__endswith="@crowd.demo.test")[
        0
    ]
    told = [entry.sentence for entry in timeline.entries(certified)]
    assert told[-1] == "You applied."
    assert sum(line.startswith("You achieved") for line in told) == 6
    certificate = Certificate.objects.get(candidacy=certified)
    assert len(certificate.sets) == 6
    assert [each["required"] for each in certificate.sets] == [True] * 3 + [False] * 3
    sources = set(SetAchievement.objects.filter(candidacy=certified).values_list("source", flat=True))
    assert {each["source"] for each in certificate.sets} == sources


def test_its_proofs_are_in_the_store(crowd: House) -> None:
    stored = StoredFile.objects.filter(path__contains="/crowd-").latest("pk")
    with default_storage.open(stored.path) as content:
        assert content.read(5) == b"%PDF-"


def test_history_is_kept_of_it_too(crowd: House) -> None:
    history = Person.pgh_event_models["insert"]
    assert history.objects.filter(email__endswith="@crowd.demo.test").count() == CROWD


def test_numbers_go_on_where_the_crowd_stopped(crowd: House) -> None:
    year = clock.today().year
    numbers = Invoice.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    last = max(int(number.split("-")[1]) for number in numbers)
    candidacy = people.applicant(now=clock.now())
    assert candidacy.enrolment_fee.invoice.number == f"{year}-{last + 1:04d}"


def test_a_chunk_that_fails_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from lsscert.desk.demo.crowd.writing import Scribe

    def fail(self: Scribe) -> int:
        raise RuntimeError

    for left in house.files.rglob("crowd-*"):
        left.unlink()
    before = set(house.files.rglob("crowd-*"))
    monkeypatch.setattr(Scribe, "write", fail)
    with pytest.raises(RuntimeError):
        filling.fill(CROWD, lambda _line: None)
    assert filling.there_already() == 0
    assert set(house.files.rglob("crowd-*")) == before
