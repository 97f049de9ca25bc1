"""A gift arrives while the treasurer closes its fund."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lsscert.money import funds
from lsscert.money.models import Fund, FundEntry
from lsscert.refused import Refused
from tests.scholarships import making
from tests.scholarships.making import NOW
from tests.together import PATIENCE, Meeting, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Who closes has seen that the fund is empty, and waits for the gift."""
    made, locked = Meeting(), funds.ledger.locked

    def slowly(*accounts: Any) -> Any:
        found = locked(*accounts)
        made.first_waits()
        return found

    monkeypatch.setattr(funds.ledger, "locked", slowly)
    return made


def close_and_give(meeting: Meeting) -> tuple[Fund, list[Any]]:
    fund = making.fund(0)
    by = making.member(making.Role.TREASURER)

    def give() -> Any:
        meeting.first_is_there.wait(PATIENCE)
        said: dict[str, Any] = {"who": "A friend", "reference": "", "on": date(2026, 3, 2)}
        return funds.receive_gift(
            fund=Fund.objects.get(pk=fund.pk), amount=Decimal(50), by=by, now=NOW, **said
        )

    results = together(lambda: funds.close(fund=Fund.objects.get(pk=fund.pk), by=by, now=NOW), give)
    return Fund.objects.get(pk=fund.pk), results


def test_a_gift_does_not_come_into_a_closed_fund(meeting: Meeting) -> None:
    fund, (closed, given) = close_and_give(meeting)
    assert isinstance(closed, Fund)
    assert isinstance(given, Refused)
    assert given.code == "fund_closed"
    assert (fund.closed_on is not None, funds.free(fund), FundEntry.objects.count()) == (True, 0, 0)


def test_without_the_lock_it_does(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control for the test above."""
    monkeypatch.setattr(Fund, "lock", lambda row: Fund.objects.get(pk=row.pk))
    fund, (closed, given) = close_and_give(meeting)
    assert isinstance(closed, Fund)
    assert isinstance(given, FundEntry)
    assert (fund.closed_on is not None, funds.free(fund)) == (True, 50)
