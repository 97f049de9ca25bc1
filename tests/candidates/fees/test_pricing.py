from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.fees.pricing import EnrolmentPrices, PriceLine, enrolment_lines, true_cost

PRICES = EnrolmentPrices(standard=Decimal("350.00"), ala_member=Decimal("325.00"))


@pytest.mark.parametrize(
    ("ala_member", "amount", "words"),
    [(False, "350.00", "Enrolment"), (True, "325.00", "Enrolment, ALA member price")],
)
def test_one_line_at_the_price_due(ala_member, amount, words):
    (line,) = enrolment_lines(ala_member=ala_member, prices=PRICES)
    assert (line.code, line.amount, str(line.description)) == ("enrolment", Decimal(amount), words)


def test_prices_are_policy_not_code():
    old = EnrolmentPrices(standard=Decimal("199.99"), ala_member=Decimal("0.00"))
    assert enrolment_lines(ala_member=False, prices=old)[0].amount == Decimal("199.99")
    assert enrolment_lines(ala_member=True, prices=old)[0].amount == Decimal("0.00")


def test_a_line_cannot_be_changed_afterwards():
    line = enrolment_lines(ala_member=False, prices=PRICES)[0]
    with pytest.raises(AttributeError):
        line.amount = Decimal("1.00")  # type: ignore[misc]
    assert isinstance(line, PriceLine)


@pytest.mark.parametrize(
    ("enrolment", "portfolios", "portfolio_price", "expected"),
    [
        ("350.00", 6, "60.00", "710.00"),  # 350 + 6 x 60 = 350 + 360
        ("325.00", 6, "50.00", "625.00"),  # a member: 325 + 6 x 50 = 325 + 300
        ("350.00", 0, "60.00", "350.00"),  # all by course: the providers' prices come on top
        ("350.00", 1, "60.00", "410.00"),
        ("350.00", 6, "0.00", "350.00"),  # when portfolios were free
        ("350.00", 3, "33.33", "449.99"),  # 350 + 99.99, to the cent
    ],
)
def test_the_true_cost(enrolment, portfolios, portfolio_price, expected):
    cost = true_cost(
        enrolment=Decimal(enrolment), portfolios=portfolios, portfolio_price=Decimal(portfolio_price)
    )
    assert str(cost) == expected


def test_fewer_than_no_portfolios_is_a_mistake():
    with pytest.raises(ValueError, match="negative"):
        true_cost(enrolment=Decimal(350), portfolios=-1, portfolio_price=Decimal(60))


dollars = st.decimals(0, 10_000, places=2)


@given(dollars, st.integers(0, 9), dollars)
def test_each_portfolio_adds_its_price(enrolment, portfolios, portfolio_price):
    costs = [
        true_cost(enrolment=enrolment, portfolios=count, portfolio_price=portfolio_price)
        for count in (portfolios, portfolios + 1)
    ]
    assert costs[1] - costs[0] == portfolio_price
    assert costs[0] == costs[0].quantize(Decimal("0.01"))
