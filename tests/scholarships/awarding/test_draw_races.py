"""Two at the same moment: who fixes, who draws, who still joins the list."""

import threading
from typing import Any

import pytest

from lsscert.refused import Refused
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import draw_services, drawing
from scholarships.awarding.draw_models import Draw, SealedSecret
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.awarding.drawn import closed, fixed, organiser
from tests.scholarships.making import NOW, Status
from tests.together import PATIENCE, Meeting, together

pytestmark = pytest.mark.django_db(transaction=True)


def ended(results: list[Any]) -> list[str]:
    return sorted(each.code if isinstance(each, Refused) else type(each).__name__ for each in results)


def drawing_twice(round_: Round) -> list[Any]:
    by = organiser(round_)
    return together(
        *[
            lambda number=number: draw_services.draw(
                round_=Round.objects.get(pk=round_.pk), outside_number=number, by=by, now=NOW
            )
            for number in ("1 2 3", "4 5 6")
        ]
    )


def test_of_two_who_draw_with_two_numbers_one_draws() -> None:
    made = fixed(closed(12))
    results = drawing_twice(made.round)
    assert ended(results) == ["Draw", "drawn_already"]
    stored, won = Draw.objects.get(), next(each for each in results if isinstance(each, Draw))
    assert (stored.outside_number, stored.order) == (won.outside_number, won.order)
    assert drawing.recompute(draw_services.published(stored)).wrong == []


def test_without_the_locks_both_get_as_far_as_the_seal_and_the_database_lets_one_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Control: it is the lock that keeps the second from looking, and what is published never changes."""
    made, both = fixed(closed(12)), threading.Barrier(2)
    seed = drawing.seed

    def looked(*args: Any) -> str:
        both.wait(PATIENCE)
        return seed(*args)

    monkeypatch.setattr(drawing, "seed", looked)
    monkeypatch.setattr(Round, "lock", lambda row: Round.objects.get(pk=row.pk))
    monkeypatch.setattr(Draw, "lock", lambda row: Draw.objects.get(pk=row.pk))
    assert ended(drawing_twice(made.round)) == ["Draw", "IntegrityError"]
    assert not both.broken
    monkeypatch.setattr(drawing, "seed", seed)
    assert drawing.recompute(draw_services.published(Draw.objects.get())).wrong == []


def test_of_two_who_fix_one_does() -> None:
    round_ = closed()
    by = organiser(round_)
    results = together(
        *[lambda: draw_services.fix(round_=Round.objects.get(pk=round_.pk), by=by, now=NOW)] * 2
    )
    assert ended(results) == ["Draw", "draw_fixed"]
    assert SealedSecret.objects.count() == 1


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """The one who fixes has read the list and waits; the other tries to join it meanwhile."""
    meeting, entered = Meeting(), draw_services._entered

    def slowly(*args: Any) -> Any:
        rows = entered(*args)
        meeting.first_waits()
        return rows

    monkeypatch.setattr(draw_services, "_entered", slowly)
    return meeting


def joining(round_: Round, met: Meeting) -> list[Any]:
    late = making.application(round_, people.person(), state=Status.NOT_ELIGIBLE)
    by = organiser(round_)

    def join() -> str:
        met.first_is_there.wait(PATIENCE)
        ScholarshipApplication.objects.filter(pk=late.pk).update(state=Status.HANDED_IN)
        met.second_goes()
        return "joined"

    return together(lambda: draw_services.fix(round_=Round.objects.get(pk=round_.pk), by=by, now=NOW), join)


def test_nobody_joins_between_reading_the_list_and_publishing_it(met: Meeting) -> None:
    """Even past all services: the trigger waits for whoever fixes, and then sees that it is fixed."""
    round_ = closed(3)
    assert ended(joining(round_, met)) == ["Draw", "IntegrityError"]
    listed = {each["entry"] for each in Draw.objects.get().entries}
    assert listed == {
        drawing.code_of(each.number) for each in ScholarshipApplication.objects.in_the_running()
    }


def test_without_the_lock_somebody_joins_and_is_not_on_the_list(
    met: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control for the test above."""
    monkeypatch.setattr(Round, "lock", lambda row: Round.objects.get(pk=row.pk))
    round_ = closed(3)
    assert ended(joining(round_, met)) == ["Draw", "str"]
    assert len(Draw.objects.get().entries) == 3
    assert round_.applications.in_the_running().count() == 4
