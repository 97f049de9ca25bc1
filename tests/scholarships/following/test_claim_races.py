"""Two treasurers say at the same moment that they paid the same claim, each by a cheque of their own."""

from decimal import Decimal
from typing import Any

import pytest

from lsscert.money import funds
from lsscert.refused import Refused
from scholarships.awarding.models import Award
from scholarships.following import checking, services
from scholarships.following.models import Claim
from scholarships.rounds.models import RoundFund
from tests import people
from tests.scholarships.following import making
from tests.scholarships.making import NOW, TODAY
from tests.together import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim() -> Claim:
    """$180 of an award of $200 is approved."""
    award = making.offered(making.announced())
    award = services.accept(award=award, by=award.person, now=NOW)
    facts: dict[str, Any] = {"state": "approved", "spent": Decimal(180), "approved_amount": Decimal(180)}
    made = Claim.objects.create(award=award, sent_at=NOW, **facts)
    made.lines.create(awarded=200, spent=180, approved=180)
    return made


@pytest.fixture(autouse=True)
def met(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first has found the claim approved and waits; the second comes as far as it can."""
    meeting, pay_parts = Meeting(), checking._pay_parts

    def slowly(*args: Any) -> None:
        meeting.first_waits()
        pay_parts(*args)

    monkeypatch.setattr(checking, "_pay_parts", slowly)


def pay_twice(claim: Claim) -> list[Any]:
    def pay(number: int) -> Any:
        row = Claim.objects.select_related("award__round").get(pk=claim.pk)
        by, reference = payers[number], f"Cheque {number}"
        return checking.pay(claim=row, paid_on=TODAY, reference=reference, by=by, now=NOW)

    payers = [people.person("Theo Treasurer"), people.person("Thea Treasurer")]
    return together(lambda: pay(0), lambda: pay(1))


def test_one_of_them_pays(claim: Claim) -> None:
    results = pay_twice(claim)
    assert sorted(type(each).__name__ for each in results) == ["Claim", "Refused"]
    assert [each.code for each in results if isinstance(each, Refused)] == ["move_not_allowed"]
    fund = claim.award.round.draws_on.get()
    assert (fund.drawn, funds.free(fund.fund), funds.promised(fund.fund)) == (180, 820, 0)


def test_without_the_locks_both_send_a_cheque(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control. The ledger books it once all the same; the round gets its rest back twice."""
    monkeypatch.setattr(checking, "locked", lambda row: Award.objects.get(pk=row.pk))
    monkeypatch.setattr(Claim, "lock", lambda row: Claim.objects.get(pk=row.pk))
    assert [type(each) for each in pay_twice(claim)] == [Claim, Claim]
    assert funds.promised(claim.award.round.draws_on.get().fund) == 0
    assert RoundFund.objects.get().drawn == 160
