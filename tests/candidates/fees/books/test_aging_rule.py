"""How old open money is, worked out by hand at the edges."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.fees import aging
from candidates.fees.aging import BUCKETS, ORGANISATIONS, PEOPLE, Piece

TODAY = date(2026, 6, 30)
amounts = st.decimals("0.01", "5000", places=2)


def piece(amount: str | Decimal = "10.00", due: date = TODAY, payer: int = 1, **said) -> Piece:
    facts = {
        "payer": (PEOPLE, payer),
        "name": f"Payer {payer}",
        "invoice": payer,
        "invoice_ref": "r",
        "number": "2026-0001",
    }
    return Piece(amount=Decimal(amount), due_on=due, **facts | said)


@pytest.mark.parametrize(
    ("due", "bucket", "late"),
    [
        (date(2026, 7, 30), "0", 0),
        (date(2026, 6, 30), "0", 0),  # the due day itself is still in time
        (date(2026, 6, 29), "1", 1),
        (date(2026, 5, 31), "1", 30),
        (date(2026, 5, 30), "2", 31),
        (date(2026, 5, 1), "2", 60),
        (date(2026, 4, 30), "3", 61),
        (date(2026, 4, 1), "3", 90),
        (date(2026, 3, 31), "4", 91),
        (date(2019, 1, 1), "4", 2737),
    ],
)
def test_the_edges_of_the_buckets(due: date, bucket: str, late: int):
    assert (aging.bucket(due, TODAY), aging.days_late(due, TODAY)) == (bucket, late)


@pytest.mark.parametrize(
    ("left", "shares", "own", "parts"),
    [
        ("350", [], "350", []),
        ("350", ["200"], "150", ["200"]),
        ("350", ["200", "150"], "0", ["200", "150"]),
        # a credit note left less than the two were asked for: the first asked owes first
        ("250", ["200", "150"], "0", ["200", "50"]),
        ("100", ["200", "150"], "0", ["100", "0"]),
    ],
)
def test_who_owes_what_of_an_invoice(left: str, shares: list[str], own: str, parts: list[str]):
    assert aging.divided(Decimal(left), [Decimal(each) for each in shares]) == (
        Decimal(own),
        [Decimal(each) for each in parts],
    )


@given(amounts, st.lists(amounts, max_size=4))
def test_the_parts_of_an_invoice_are_what_is_left_of_it(left: Decimal, shares: list[Decimal]):
    own, parts = aging.divided(left, shares)
    assert own + sum(parts) == left
    assert own >= 0
    assert all(0 <= part <= share for part, share in zip(parts, shares, strict=True))


@given(st.lists(st.tuples(amounts, st.integers(-400, 400), st.integers(1, 4)), max_size=20))
def test_buckets_come_to_the_whole_for_all_and_for_each_payer(found: list):
    pieces = [piece(amount, TODAY + timedelta(days=days), payer) for amount, days, payer in found]
    whole = sum((each.amount for each in pieces), Decimal(0))
    sums = aging.by_age(pieces, TODAY)
    rows = aging.by_payer(pieces, TODAY)
    assert set(sums) == set(BUCKETS)
    assert sum(sums.values()) == whole == sum(row.total for row in rows)
    assert all(sum(row.buckets.values()) == row.total for row in rows)
    assert [row.oldest for row in rows] == sorted(row.oldest for row in rows)


def test_a_person_and_an_organisation_of_the_same_number_are_two_payers():
    rows = aging.by_payer([piece(), piece(payer=1, name="City"), _city()], TODAY)
    assert sorted(row.payer for row in rows) == [(ORGANISATIONS, 1), (PEOPLE, 1)]


def _city() -> Piece:
    return Piece((ORGANISATIONS, 1), "City", 1, "r", "2026-0001", Decimal(5), TODAY)
