"""Double entries, worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.fees.exporting import (
    ACCOUNT_OF_KIND,
    ACCOUNTS,
    Code,
    IssuedRow,
    MovedRow,
    by_account,
    code_of,
    journal,
)
from lsscert.money.models import OF_FUNDS, Account

DAY = date(2026, 3, 2)
CODES = {name: Code(f"{1000 + place}", name) for place, name in enumerate(ACCOUNTS)}
FEE = Decimal("350.00")


def sides(lines) -> list[tuple[str, str, str]]:
    return [(line.account, str(line.debit), str(line.credit)) for line in lines]


def moved(source: str, target: str, number: int = 1, day: date = DAY, **said) -> MovedRow:
    facts = {"amount": FEE, "reason": "use", "invoice": "2026-0001", "payment": "1001"} | said
    return MovedRow(day=day, id=number, source=source, target=target, **facts)


def test_an_invoice_is_owed_and_revenue_and_a_credit_note_takes_it_back():
    issued = [
        IssuedRow(DAY, "2026-0001", "2026-0001", FEE),
        IssuedRow(DAY, "CN-2026-0001", "2026-0001", Decimal("50.00"), credit=True),
    ]
    lines = journal(issued, [], CODES)
    assert sides(lines) == [
        ("receivable", "350.00", "0.00"),
        ("revenue", "0.00", "350.00"),
        ("revenue", "50.00", "0.00"),
        ("receivable", "0.00", "50.00"),
    ]
    assert [line.entry for line in lines] == ["2026-0001"] * 2 + ["CN-2026-0001"] * 2


@pytest.mark.parametrize(
    ("source", "target", "debit", "credit"),
    [
        ("outside", "credit", "bank", "credit_of_payers"),  # a transfer arrived
        ("cheques", "credit", "cheques_in_hand", "credit_of_payers"),  # a cheque came
        ("cards", "credit", "card_company", "credit_of_payers"),
        ("credit", "invoice", "credit_of_payers", "receivable"),  # it pays an invoice
        ("invoice", "credit", "receivable", "credit_of_payers"),  # and does not any more
        ("outside", "cheques", "bank", "cheques_in_hand"),  # banked
        ("credit", "on_its_way", "credit_of_payers", "refunds_to_send"),
        ("on_its_way", "outside", "refunds_to_send", "bank"),  # the office's cheque went
        ("on_its_way", "cards", "refunds_to_send", "card_company"),
        ("credit", "cheques", "credit_of_payers", "cheques_in_hand"),  # a cheque bounced in hand
        ("shortfall", "credit", "lost", "credit_of_payers"),
        ("owed", "credit", "owed_by_organisations", "credit_of_payers"),  # an award
        ("outside", "owed", "bank", "owed_by_organisations"),  # its money arrived
    ],
)
def test_each_movement(source: str, target: str, debit: str, credit: str):
    assert sides(journal([], [moved(source, target)], CODES)) == [
        (debit, "350.00", "0.00"),
        (credit, "0.00", "350.00"),
    ]


def test_every_kind_of_account_has_one_for_the_accountant():
    """Of our purse; what lies in funds is another's, and in another's books."""
    assert set(ACCOUNT_OF_KIND) == set(Account.Kind.values) - set(OF_FUNDS)


def test_a_month_by_account():
    issued = [IssuedRow(DAY, "2026-0001", "2026-0001", FEE)]
    rows = [moved("cheques", "credit", 1), moved("credit", "invoice", 2), moved("outside", "cheques", 3)]
    lines = journal(issued, rows, CODES)
    found = {each.code.name: (each.debit, each.credit) for each in by_account(lines, CODES)}
    assert found == {
        "bank": (FEE, 0),
        "cheques_in_hand": (FEE, FEE),
        "receivable": (FEE, FEE),
        "credit_of_payers": (FEE, FEE),
        "revenue": (0, FEE),
    }


def test_by_day_then_invoices_then_movements_in_the_order_they_were_made():
    issued = [IssuedRow(date(2026, 3, 3), "2026-0002", "2026-0002", FEE)]
    rows = [moved("outside", "credit", 9, day=date(2026, 3, 3)), moved("outside", "credit", 10)]
    entries = [line.entry for line in journal(issued, rows, CODES)][::2]
    assert entries == ["T0000010", "2026-0002", "T0000009"]


def test_texts_name_the_invoice_and_references_the_payment():
    line = journal([], [moved("credit", "invoice")], CODES)[0]
    assert (str(line.text), line.reference) == ("Used for invoice 2026-0001", "2026-0001 / 1001")


def test_the_code_of_an_account_as_policy_holds_it():
    assert code_of("1010 Cheques in hand") == Code("1010", "Cheques in hand")


amounts = st.decimals("0.01", "99999", places=2)
days = st.dates(date(2026, 3, 1), date(2026, 3, 31))
issued_rows = st.builds(
    IssuedRow, day=days, number=st.text("0123456789", min_size=1, max_size=4), invoice=st.just("i"),
    amount=amounts, credit=st.booleans(),
)  # fmt: skip
moved_rows = st.builds(
    MovedRow, day=days, id=st.integers(1, 999), source=st.sampled_from(sorted(ACCOUNT_OF_KIND)),
    target=st.sampled_from(sorted(ACCOUNT_OF_KIND)), amount=amounts, reason=st.just("use"),
    invoice=st.just("i"), payment=st.just("p"),
)  # fmt: skip


@given(st.lists(issued_rows, max_size=12), st.lists(moved_rows, max_size=12))
def test_every_entry_balances_and_so_does_the_whole(issued: list, rows: list):
    lines = journal(issued, rows, CODES)
    assert len(lines) == 2 * (len(issued) + len(rows))
    for debit, credit in zip(lines[::2], lines[1::2], strict=True):
        assert debit.entry == credit.entry
        assert debit.debit == credit.credit > 0
        assert debit.credit == credit.debit == 0
    sums = by_account(lines, CODES)
    assert sum(each.debit for each in sums) == sum(each.credit for each in sums)
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines)
