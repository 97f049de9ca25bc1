"""Many reach for the last place, or the last dollars, at the same moment."""

import threading
from decimal import Decimal
from typing import Any

import pytest

from lsscert.money import funds
from lsscert.refused import Refused
from scholarships.applying.models import ScholarshipApplication
from scholarships.awarding import holding
from scholarships.awarding.holding import Part, hold
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round, RoundFund
from tests.scholarships import making
from tests.scholarships.making import NOW
from tests.together import PATIENCE, together

pytestmark = pytest.mark.django_db(transaction=True)
BY: dict[str, Any] = {"by": None, "now": NOW}


def outcomes(results: list[Any]) -> tuple[int, set[Any]]:
    """How many came through, and what the others were told."""
    refused = {
        each.code if isinstance(each, Refused) else repr(each)
        for each in results
        if not isinstance(each, Award)
    }
    return sum(isinstance(each, Award) for each in results), refused


def all_at_once(round_: Round, count: int) -> list[Any]:
    fund = RoundFund.objects.get(round=round_).fund
    rows = [making.application(round_) for _each in range(count)]
    return together(
        *[
            lambda pk=row.pk: hold(
                application=ScholarshipApplication.objects.get(pk=pk), parts=[Part(fund, Decimal(200))], **BY
            )
            for row in rows
        ]
    )


def test_twenty_members_award_the_last_two_hundred_dollars() -> None:
    round_ = making.round_(draws_on=making.fund(200), limit=10_000, places=20)
    assert outcomes(all_at_once(round_, 20)) == (1, {"fund_too_low"})
    assert funds.promised(RoundFund.objects.get().fund) == 200
    assert Round.objects.get().awarded == 1


def test_twenty_members_award_the_last_place() -> None:
    round_ = making.round_(draws_on=making.fund(10_000), limit=10_000, places=1)
    assert outcomes(all_at_once(round_, 20)) == (1, {"round_full"})
    assert funds.promised(RoundFund.objects.get().fund) == 200


def test_without_the_lock_all_find_a_place_and_the_database_lets_one_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Control: five have looked before anybody took, which the lock never lets happen."""
    round_ = making.round_(draws_on=making.fund(10_000), limit=10_000, places=1)
    everybody, saw = threading.Barrier(5), []
    write = holding._write

    def looked(*args: Any) -> Award:
        saw.append(Round.objects.get().awarded)
        everybody.wait(PATIENCE)
        return write(*args)

    monkeypatch.setattr(holding, "_write", looked)
    monkeypatch.setattr(Round, "lock", lambda row: Round.objects.get(pk=row.pk))
    assert outcomes(all_at_once(round_, 5)) == (1, {"round_full"})
    assert saw == [0] * 5
    assert funds.promised(RoundFund.objects.get().fund) == 200


def test_the_fund_is_lowered_while_it_is_awarded() -> None:
    """Whoever comes first has the money; the other is told so, and it never falls below nothing."""
    round_ = making.round_(draws_on=making.fund(200), limit=10_000)
    fund, treasurer = RoundFund.objects.get().fund, making.member(making.Role.TREASURER)
    row = making.application(round_)

    def lower() -> Any:
        return funds.take_out(
            fund=fund,
            amount=Decimal(200),
            who="",
            reference="",
            why="",
            on=making.TODAY,
            by=treasurer,
            now=NOW,
        )

    def give() -> Any:
        return hold(application=row, parts=[Part(fund, Decimal(200))], **BY)

    results = together(lower, give)
    assert sorted(isinstance(each, Refused) for each in results) == [False, True]
    assert funds.free(fund) == 0
    assert funds.promised(fund) in {0, 200}


def test_looking_at_the_balance_first_would_not_have_been_enough() -> None:
    """Control: both see $200 free when they look, so only the balance under its lock tells them apart."""
    round_ = making.round_(draws_on=making.fund(200), limit=10_000)
    fund, treasurer = RoundFund.objects.get().fund, making.member(making.Role.TREASURER)
    row, both, saw = making.application(round_), threading.Barrier(2), []

    def look() -> None:
        saw.append(funds.free(fund))
        both.wait(PATIENCE)

    def lower() -> Any:
        look()
        return funds.take_out(
            fund=fund,
            amount=Decimal(200),
            who="",
            reference="",
            why="",
            on=making.TODAY,
            by=treasurer,
            now=NOW,
        )

    def give() -> Any:
        look()
        return hold(application=row, parts=[Part(fund, Decimal(200))], **BY)

    results = together(lower, give)
    assert saw == [Decimal(200)] * 2
    assert [each.code for each in results if isinstance(each, Refused)] == ["fund_too_low"]
