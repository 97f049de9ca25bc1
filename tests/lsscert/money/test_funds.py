"""Money of organisations: it comes in, is promised, goes out and comes back, and never below nothing."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lsscert.desk.invariants import money as checks
from lsscert.money import funds
from lsscert.money.models import Fund
from lsscert.refused import Refused
from tests.scholarships import making

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"now": making.NOW}


def stands(fund: Fund) -> tuple[Decimal, Decimal]:
    return funds.free(fund), funds.promised(fund)


def test_a_gift_is_free_until_it_is_promised() -> None:
    fund = making.fund(1000)
    funds.promise(fund=fund, amount=Decimal(200), key="a", by=None, **BY)
    funds.promise(fund=fund, amount=Decimal(200), key="a", by=None, **BY)  # the same act, once
    assert stands(fund) == (Decimal(800), Decimal(200))
    funds.pay_out(fund=fund, amount=Decimal(200), key="a", by=None, **BY)
    assert stands(fund) == (Decimal(800), Decimal(0))
    funds.come_back(fund=fund, amount=Decimal(200), key="a", by=None, **BY)
    assert stands(fund) == (Decimal(1000), Decimal(0))


def test_no_more_is_promised_or_taken_than_there_is() -> None:
    fund, by = making.fund(1000), making.member(making.Role.TREASURER)
    funds.promise(fund=fund, amount=Decimal(900), key="a", by=None, **BY)
    with pytest.raises(Refused, match="100") as no:
        funds.promise(fund=fund, amount=Decimal("100.01"), key="b", by=None, **BY)
    assert no.value.code == "fund_too_low"
    with pytest.raises(Refused) as no:
        funds.take_out(
            fund=fund, amount=Decimal(101), who="", reference="", why="", on=making.TODAY, by=by, **BY
        )
    assert no.value.code == "fund_too_low"
    assert stands(fund) == (Decimal(100), Decimal(900))


def test_money_moves_within_an_organisation_only() -> None:
    fund, other = making.fund(1000), making.fund(0, of=making.organisation("Another"), name="Theirs")
    named, by = making.fund(0, name="Conference"), making.member(making.Role.TREASURER)
    moved: dict[str, Any] = {"amount": Decimal(60), "why": "train", "on": making.TODAY, "by": by, **BY}
    funds.move(fund=fund, to=named, **moved)
    assert (funds.free(fund), funds.free(named)) == (Decimal(940), Decimal(60))
    for elsewhere in (other, fund):
        with pytest.raises(Refused) as no:
            funds.move(fund=fund, to=elsewhere, **moved)
        assert no.value.code == "fund_elsewhere"


def test_two_purses_are_never_mixed() -> None:
    fund = making.fund(1000)
    funds.promise(fund=fund, amount=Decimal(200), key="a", by=None, **BY)
    funds.pay_out(fund=fund, amount=Decimal(200), key="a", by=None, **BY)
    assert checks.funds_mixed_with_ours() == 0
    assert checks.dollars_without_payment() == 0
    assert checks.books_out_of_balance() == 0


ACTS = st.lists(
    st.tuples(st.sampled_from(["gift", "promise", "free", "pay", "back", "out"]), st.integers(1, 900)),
    max_size=12,
)


@given(acts=ACTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_money_in_is_money_out_and_left(acts: list[tuple[str, int]]) -> None:
    by = making.member(making.Role.TREASURER)
    fund = funds.open_fund(
        organisation=making.organisation(), name=f"F{Fund.objects.count()}", restricted_to="", by=by, **BY
    )
    said: dict[str, Any] = {"who": "", "reference": "", "why": "", "on": making.TODAY, "by": by, **BY}
    free = held = Decimal(0)
    for number, (act, dollars) in enumerate(acts):
        amount, key = Decimal(dollars), f"{fund.ref}:{number}"
        moved: dict[str, Any] = {"fund": fund, "amount": amount, "key": key, "by": None, **BY}
        try:
            if act == "gift":
                funds.receive_gift(fund=fund, amount=amount, **said)
                free += amount
            elif act == "promise":
                funds.promise(**moved)
                free, held = free - amount, held + amount
            elif act == "free":
                funds.free_promise(**moved)
                free, held = free + amount, held - amount
            elif act == "pay":
                funds.pay_out(**moved)
                held -= amount
            elif act == "back":
                funds.come_back(**moved)
                free += amount
            else:
                funds.take_out(fund=fund, amount=amount, **said)
                free -= amount
        except Refused as no:
            assert no.code == "fund_too_low"
        assert min(free, held) >= 0
        assert stands(fund) == (free, held)
    assert checks.unbalanced_accounts() == 0
