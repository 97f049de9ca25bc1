"""Who pays what: cases worked out by hand, and what must hold for every plan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsscert.pages.planning import (
    Cost,
    InParts,
    Offer,
    Plan,
    months_to_save,
    percent_of,
    planned,
)

FEE = Cost("fee", "Enrolment", Decimal("350.00"), is_fee=True)
PORTFOLIO = Cost("portfolio", "Foundations", Decimal("60.00"))
COURSE = Cost("course", "Technology", Decimal("120.00"))
UNKNOWN = Cost("course", "Access", None)
IN_PARTS = InParts(most=7, least=Decimal("50.00"))


def seat() -> Offer:
    return Offer("seat", "Seat", Decimal("350.00"), only_fee=True)


def award(amount: str, *, only_fee: bool = True) -> Offer:
    return Offer("award", "Award", Decimal(amount), only_fee)


def employer(amount: str) -> Offer:
    return Offer("employer", "Employer", Decimal(amount))


CASES = [
    # nobody helps
    ([FEE], [], "350.00", {}, "350.00"),
    ([FEE, *[PORTFOLIO] * 6], [], "710.00", {}, "710.00"),
    # the founding round: $200 toward the $350
    ([FEE], [award("200.00")], "350.00", {"award": "200.00"}, "150.00"),
    # award, employer and candidate on one invoice
    (
        [FEE],
        [award("200.00"), employer("100.00")],
        "350.00",
        {"award": "200.00", "employer": "100.00"},
        "50.00",
    ),
    # a seat pays the fee and nothing else
    ([FEE, PORTFOLIO], [seat()], "410.00", {"seat": "350.00"}, "60.00"),
    # a seat leaves an award for the fee nothing to pay
    ([FEE, PORTFOLIO], [seat(), award("200.00")], "410.00", {"seat": "350.00", "award": "0.00"}, "60.00"),
    # but an award for anything goes on to the portfolio
    (
        [FEE, PORTFOLIO],
        [seat(), award("200.00", only_fee=False)],
        "410.00",
        {"seat": "350.00", "award": "60.00"},
        "0.00",
    ),
    # an award larger than the fee is capped at the fee
    ([FEE, PORTFOLIO], [award("400.00")], "410.00", {"award": "350.00"}, "60.00"),
    # more help than cost: the employer is capped last
    (
        [FEE],
        [award("200.00"), employer("350.00")],
        "350.00",
        {"award": "200.00", "employer": "150.00"},
        "0.00",
    ),
    # help that is bound to the fee goes first, even when it is named last
    (
        [FEE, COURSE],
        [employer("350.00"), award("200.00")],
        "470.00",
        {"award": "200.00", "employer": "270.00"},
        "0.00",
    ),
    # what has no price is in no total and nobody pays it
    ([FEE, UNKNOWN], [employer("999.00")], "350.00", {"employer": "350.00"}, "0.00"),
    # nothing at all
    ([], [employer("10.00")], "0.00", {"employer": "0.00"}, "0.00"),
]


@pytest.mark.parametrize(("costs", "offers", "total", "used", "yours"), CASES)
def test_the_table_of_cases(
    costs: list[Cost], offers: list[Offer], total: str, used: dict[str, str], yours: str
) -> None:
    plan = planned(costs, offers)
    assert plan.total == Decimal(total)
    assert {use.offer.code: use.used for use in plan.uses} == {
        code: Decimal(amount) for code, amount in used.items()
    }
    assert plan.yours == Decimal(yours)


def test_line_by_line_it_is_seen_who_pays_what() -> None:
    plan = planned([FEE, PORTFOLIO, UNKNOWN], [award("200.00"), employer("180.00")])
    fee, portfolio, unknown = plan.lines
    assert [(part.offer.code, part.amount) for part in fee.parts] == [
        ("award", Decimal(200)),
        ("employer", Decimal(150)),
    ]
    assert [(part.offer.code, part.amount) for part in portfolio.parts] == [("employer", Decimal(30))]
    assert (fee.yours, portfolio.yours, unknown.yours) == (Decimal(0), Decimal(30), None)
    assert (plan.your_fee, plan.unpriced) == (Decimal(0), 1)


def test_two_offers_of_the_same_kind_are_two() -> None:
    plan = planned([FEE], [award("100.00"), award("100.00")])
    assert [use.used for use in plan.uses] == [Decimal(100), Decimal(100)]


@pytest.mark.parametrize(
    ("amount", "percent", "part"),
    [
        ("350.00", "50", "175.00"),
        ("325.00", "33", "107.25"),
        ("350.00", "33.33", "116.66"),  # 116.655: half a cent is a cent
        ("0.01", "50", "0.01"),
        ("0.01", "49.99", "0.00"),
        ("710.00", "0", "0.00"),
        ("710.00", "100", "710.00"),
        ("0.00", "100", "0.00"),
    ],
)
def test_a_percentage_is_in_whole_cents(amount: str, percent: str, part: str) -> None:
    assert percent_of(Decimal(amount), Decimal(percent)) == Decimal(part)


@pytest.mark.parametrize(
    ("amount", "count", "parts"),
    [
        ("350.00", 7, ["50.00"] * 7),
        ("350.00", 3, ["116.66", "116.66", "116.68"]),
        ("350.00", 1, ["350.00"]),
        ("200.00", 7, ["50.00"] * 4),
        ("199.99", 7, ["66.66", "66.66", "66.67"]),
        ("99.99", 2, ["99.99"]),
        ("1000.00", 9, ["142.85"] * 6 + ["142.90"]),
        ("0.00", 5, []),
    ],
)
def test_instalments_add_up_to_the_cent(amount: str, count: int, parts: list[str]) -> None:
    assert IN_PARTS.of(Decimal(amount), count) == tuple(Decimal(part) for part in parts)


def test_there_is_no_instalment_of_nothing() -> None:
    with pytest.raises(ValueError, match="at least one"):
        IN_PARTS.of(Decimal(350), 0)


@pytest.mark.parametrize(
    ("amount", "per_month", "months"),
    [
        ("350", "50", 7),
        ("350", "49.99", 8),
        ("350", "350", 1),
        ("350", "1000", 1),
        ("0", "0", 0),
        ("1", "0", None),
    ],
)
def test_months_are_whole_and_enough(amount: str, per_month: str, months: int | None) -> None:
    assert months_to_save(Decimal(amount), Decimal(per_month)) == months


MONEY = st.decimals(min_value=0, max_value=2000, places=2)
COSTS = st.lists(
    st.builds(Cost, st.just("course"), st.just("x"), st.none() | MONEY, st.booleans()), max_size=7
)
OFFERS = st.lists(
    st.builds(Offer, st.sampled_from(["seat", "award", "employer"]), st.just("x"), MONEY, st.booleans()),
    max_size=5,
)


def sums(plan: Plan) -> Decimal:
    return sum((part.amount for line in plan.lines for part in line.parts), Decimal(0))


@given(COSTS, OFFERS)
def test_every_dollar_has_one_payer(costs: list[Cost], offers: list[Offer]) -> None:
    plan = planned(costs, offers)
    assert plan.helped + plan.yours == plan.total
    assert sums(plan) == plan.helped
    assert plan.yours == sum((line.yours or Decimal(0) for line in plan.lines), Decimal(0))


@given(COSTS, OFFERS)
def test_nobody_pays_less_than_nothing_or_more_than_promised(costs: list[Cost], offers: list[Offer]) -> None:
    plan = planned(costs, offers)
    assert plan.yours >= 0
    assert all(line.yours is None or line.yours >= 0 for line in plan.lines)
    assert all(0 <= use.used <= use.offer.amount for use in plan.uses)
    bound = [
        part for line in plan.lines if not line.cost.is_fee for part in line.parts if part.offer.only_fee
    ]
    assert bound == []


@given(COSTS, OFFERS, st.integers(0, 4), MONEY)
def test_more_help_never_raises_your_part(
    costs: list[Cost], offers: list[Offer], which: int, more: Decimal
) -> None:
    before = planned(costs, offers).yours
    if which < len(offers):
        old = offers[which]
        raised = Offer(old.code, old.label, old.amount + more, old.only_fee)
        offers = [*offers[:which], raised, *offers[which + 1 :]]
    else:
        offers = [*offers, employer(str(more))]
    assert planned(costs, offers).yours <= before


@given(MONEY, st.integers(1, 60))
def test_instalments_are_what_the_invoice_would_offer(amount: Decimal, count: int) -> None:
    parts = IN_PARTS.of(amount, count)
    assert sum(parts, Decimal(0)) == amount
    assert len(parts) <= min(count, 7)
    assert len(parts) < 2 or min(parts) >= 50
    assert len(set(parts[:-1])) <= 1
