"""Amounts as people type them."""

from decimal import Decimal

import pytest
from django import forms

from lsscert.money.amounts import AmountField, parse_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("350", "350.00"), ("350.5", "350.50"), ("$1,350.00", "1350.00"), ("0.01", "0.01"), (" 7 ", "7.00")],
)
def test_what_people_write(text: str, amount: str):
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    "text",
    ["", "-1", "1e3", "٣٥٠", "3.005", "1_0", "NaN", "1,35", "9" * 30, "1" + ",000" * 12, "350.", "$", "3 50"],
)
def test_what_is_no_amount_gets_a_sentence(text: str):
    with pytest.raises(ValueError, match="such as 350"):
        parse_amount(text, zero=True)


def test_nothing_is_an_amount_only_where_it_is_allowed():
    with pytest.raises(ValueError, match="more than zero"):
        parse_amount("0.00")
    assert parse_amount("0.00", zero=True) == 0


def test_more_than_a_field_takes_is_refused_with_its_limit():
    field = AmountField(most=Decimal(1000))
    assert field.clean("1,000") == 1000
    with pytest.raises(forms.ValidationError, match=r"more than \$1,000\.00"):
        field.clean("1000.01")
