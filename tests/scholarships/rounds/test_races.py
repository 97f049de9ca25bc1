"""Somebody begins an application while the organiser writes other terms: none change under who relies on them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from scholarships.applying import services as applying
from scholarships.rounds import services
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW
from tests.together import PATIENCE, Meeting, together

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = Decimal(200), Decimal(150)


class Race:
    """The organiser lowers awards from $200 to $150; somebody begins, and reads what they are then."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting, self.round = meeting, making.round_()
        self.organiser, self.applicant = making.member(making.Role.ORGANISER), people.person()

    def compose(self) -> Any:
        limits = [(self.round.draws_on.get().fund, Decimal(1000))]
        composed = services.Composed(values={"amount": AFTER}, limits=limits)
        return services.save(round_=self.fresh(), composed=composed, version=0, by=self.organiser, now=NOW)

    def begin(self) -> Decimal:
        applying.begin(round_=self.fresh(), person=self.applicant, now=NOW)
        return self.fresh().amount

    def fresh(self) -> Round:
        return Round.objects.get(pk=self.round.pk)

    def second(self, act: Callable[[], Any]) -> Callable[[], Any]:
        """Comes when the first has looked, and says when it is through."""

        def later() -> Any:
            self.meeting.first_is_there.wait(PATIENCE)
            try:
                return act()
            finally:
                self.meeting.second_goes()

        return later


@pytest.fixture
def race() -> Race:
    return Race(Meeting())


@pytest.fixture
def composing_first(race: Race, monkeypatch: pytest.MonkeyPatch) -> Race:
    """The organiser has seen that nobody has begun."""
    monkeypatch.setattr(services, "_require_whole", lambda round_: race.meeting.first_waits())
    return race


@pytest.fixture
def beginning_first(race: Race, monkeypatch: pytest.MonkeyPatch) -> Race:
    """The applicant has begun and has not finished."""
    monkeypatch.setattr(services, "_require_whole", lambda round_: None)
    create = applying.ScholarshipApplication.objects.create

    def slowly(**said: Any) -> Any:
        made = create(**said)
        race.meeting.first_waits()
        return made

    monkeypatch.setattr(applying.ScholarshipApplication.objects, "create", slowly)
    return race


def unlock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Round, "lock", lambda row: Round.objects.get(pk=row.pk))


def test_who_begins_meanwhile_begins_with_the_new_terms(composing_first: Race) -> None:
    _saved, read = together(composing_first.compose, composing_first.second(composing_first.begin))
    assert read == composing_first.fresh().amount == AFTER


def test_without_the_lock_they_begin_with_terms_that_change(
    composing_first: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control for the test above."""
    unlock(monkeypatch)
    _saved, read = together(composing_first.compose, composing_first.second(composing_first.begin))
    assert (read, composing_first.fresh().amount) == (BEFORE, AFTER)


def test_once_somebody_has_begun_the_terms_stay(beginning_first: Race) -> None:
    read, _saved = together(beginning_first.begin, beginning_first.second(beginning_first.compose))
    assert read == BEFORE
    assert beginning_first.fresh().amount == BEFORE


def test_without_the_lock_they_change_all_the_same(
    beginning_first: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control for the test above."""
    unlock(monkeypatch)
    together(beginning_first.begin, beginning_first.second(beginning_first.compose))
    assert beginning_first.round.applications.count() == 1
    assert beginning_first.fresh().amount == AFTER
