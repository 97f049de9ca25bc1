"""The same application handed in from two places, and two at the same moment, each get a number of their own."""

from typing import Any

import pytest

from lsscert.letters.models import Letter
from lsscert.refused import Refused
from scholarships.applying import services, writing
from scholarships.applying.models import ScholarshipApplication
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.applying.filling import said
from tests.scholarships.making import NOW
from tests.together import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True)


def hand_in(pk: int) -> ScholarshipApplication:
    row = ScholarshipApplication.objects.select_related("round", "person").get(pk=pk)
    return services.hand_in(application=row, said=said(), by=row.person, now=NOW)


def both(*rows: ScholarshipApplication) -> list[Any]:
    return together(*[lambda pk=row.pk: hand_in(pk) for row in rows])


def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both look for the next number before either writes, where nothing holds the second back."""
    meeting, number = Meeting(), writing._next_number
    looked: list[int] = []

    def met(round_: Round) -> int:
        found = number(round_)
        looked.append(found)
        meeting.first_waits() if len(looked) == 1 else meeting.second_goes()
        return found

    monkeypatch.setattr(writing, "_next_number", met)


def two(round_: Round) -> list[ScholarshipApplication]:
    return [services.begin(round_=round_, person=people.person(), now=NOW) for _each in range(2)]


def test_two_at_once_get_two_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = two(making.round_())
    slowly(monkeypatch)
    assert sorted(row.number for row in both(*rows)) == [1, 2]


def test_control_without_the_lock_both_take_the_same_and_the_database_lets_one_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = two(making.round_())
    slowly(monkeypatch)
    monkeypatch.setattr(Round, "lock", lambda row: Round.objects.get(pk=row.pk))
    through = [each for each in both(*rows) if isinstance(each, ScholarshipApplication)]
    assert len(through) == 1


def test_handed_in_from_two_tabs_it_is_there_once() -> None:
    row = two(making.round_())[0]
    results = both(row, row)
    assert sorted(type(each).__name__ for each in results) == ["Refused", "ScholarshipApplication"]
    assert [each.code for each in results if isinstance(each, Refused)] == ["move_not_allowed"]
    assert Letter.objects.filter(person=row.person, kind="scholarship_handed_in").count() == 1
