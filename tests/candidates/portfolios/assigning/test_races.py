"""Many reach for the same seat, or for the last place of one reviewer, at the same moment."""

import contextlib
import threading

import pytest

from candidates.portfolios.assigning import services
from candidates.portfolios.models import Portfolio, Review, Reviewer
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW
from tests.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_standard")]
PATIENCE = 3.0


def outcomes(results: list) -> tuple[int, set]:
    """How many came through, and what the others were told."""
    refused = {each.code if isinstance(each, Refused) else each for each in results if not _went_well(each)}
    return sum(_went_well(each) for each in results), refused


def _went_well(result: object) -> bool:
    return isinstance(result, Review | list)


def test_twenty_reach_for_the_last_place(real_standard: None) -> None:
    portfolio = making.submitted()
    making.review(portfolio, making.reviewer().person, "first")
    twenty = [making.reviewer().person for _each in range(20)]
    results = together(
        *[
            lambda person=person: services.take(
                portfolio=Portfolio.objects.get(pk=portfolio.pk), by=person, now=NOW
            )
            for person in twenty
        ]
    )
    assert outcomes(results) == (1, {"seat_taken"})
    assert Review.objects.live().filter(portfolio=portfolio).count() == 2


def test_without_the_lock_the_database_still_holds_one_per_seat(monkeypatch) -> None:
    """Control: all five find the seat free, because the lock is gone, and the constraint lets one through."""
    portfolio = making.submitted()
    making.review(portfolio, making.reviewer().person, "first")
    five = [making.reviewer().person for _each in range(5)]
    everybody = threading.Barrier(5)
    found_free = []

    def unlocked(row: Portfolio) -> Portfolio:
        return Portfolio.objects.get(pk=row.pk)

    look = services.seats.free_seats

    def look_and_wait(row: Portfolio, round: int) -> list[str]:
        free = look(row, round)
        found_free.append(free)
        everybody.wait(PATIENCE)
        return free

    monkeypatch.setattr(services.steps, "locked", unlocked)
    monkeypatch.setattr(services.seats, "free_seats", look_and_wait)
    results = together(
        *[lambda person=person: services.take(portfolio=portfolio, by=person, now=NOW) for person in five]
    )
    assert found_free == [["second"]] * 5
    assert outcomes(results) == (1, {"seat_taken"})


def five_at_once(robin: Reviewer) -> list:
    portfolios = [making.submitted() for _each in range(5)]
    office = people.staff()
    return together(
        *[
            lambda row=row: services.assign(
                portfolio=Portfolio.objects.get(pk=row.pk), reviewers=[robin.person], by=office, now=NOW
            )
            for row in portfolios
        ]
    )


def slow_count(monkeypatch) -> None:
    """Whoever has counted the load waits for the others to have counted too, as long as they can come."""
    everybody = threading.Barrier(5)
    count = services.standings

    def count_and_wait(*args, **kwargs):
        found = count(*args, **kwargs)
        with contextlib.suppress(threading.BrokenBarrierError):
            everybody.wait(0.4)
        return found

    monkeypatch.setattr(services, "standings", count_and_wait)


def test_five_portfolios_at_once_for_the_last_place_of_a_year(monkeypatch) -> None:
    robin = making.reviewer(yearly_cap=1)
    slow_count(monkeypatch)
    assert outcomes(five_at_once(robin)) == (1, {"at_cap"})
    assert Review.objects.live().filter(reviewer=robin.person).count() == 1


def test_without_the_lock_of_reviewers_the_cap_is_broken(monkeypatch) -> None:
    """Control: the same five with the lock taken away."""
    robin = making.reviewer(yearly_cap=1)
    slow_count(monkeypatch)
    monkeypatch.setattr(
        services,
        "locked_reviewers",
        lambda wanted: list(Reviewer.objects.filter(person__in=[each.pk for each in wanted]).order_by("pk")),
    )
    came_through, _refused = outcomes(five_at_once(robin))
    assert came_through > 1
