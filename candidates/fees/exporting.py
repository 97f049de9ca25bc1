"""The books of a month as an accountant reads them: double entries, from plain rows. Pure.

An invoice is revenue when it is issued; a credit note takes it back. What payers have left over is a liability until it
is used or sent back. Every movement between accounts takes where it gives, so every entry balances by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

NOTHING = Decimal("0.00")
RECEIVABLE, REVENUE = "receivable", "revenue"
# The kinds of our accounts (money.Account.Kind) → the accountant's, by the end of their policy key.
ACCOUNT_OF_KIND: Mapping[str, str] = {
    "outside": "bank",
    "cheques": "cheques_in_hand",
    "cards": "card_company",
    "shortfall": "lost",
    "owed": "owed_by_organisations",
    "credit": "credit_of_payers",
    "on_its_way": "refunds_to_send",
    "invoice": RECEIVABLE,
}
ACCOUNTS = (*dict.fromkeys(ACCOUNT_OF_KIND.values()), REVENUE)
TEXTS: Mapping[str, Any] = {
    "payment": _("Payment received"),
    "use": _("Used for invoice %(number)s"),
    "release": _("No longer used for invoice %(number)s"),
    "banked": _("Cheque banked"),
    "returned": _("Taken back"),
    "refund": _("To send back to the payer"),
    "refund_stopped": _("Not sent back"),
    "refund_gone": _("Had gone back all the same"),
    "refund_sent": _("Sent back to the payer"),
    "award_settled": _("Award paid by its organisation"),
}


@dataclass(frozen=True)
class IssuedRow:
    """An invoice, or a credit note for one."""

    day: date
    number: str
    invoice: str
    amount: Decimal
    credit: bool = False


@dataclass(frozen=True)
class MovedRow:
    """A transfer; `source` and `target` are kinds of accounts, `invoice` the number of the one it touches, if any."""

    day: date
    id: int
    source: str
    target: str
    amount: Decimal
    reason: str
    invoice: str
    payment: str


@dataclass(frozen=True)
class Code:
    """What the accountant calls an account."""

    code: str
    name: str


@dataclass(frozen=True)
class JournalLine:
    """One side of an entry: `debit` or `credit` is nothing. `account` is one of ACCOUNTS."""

    day: date
    entry: str
    account: str
    code: str
    name: str
    debit: Decimal
    credit: Decimal
    text: Any
    reference: str


Codes = Mapping[str, Code]


def code_of(text: str) -> Code:
    """`1000 Bank` as the policy holds it."""
    code, _space, name = text.strip().partition(" ")
    return Code(code, name.strip())


def journal(issued: Iterable[IssuedRow], moved: Iterable[MovedRow], codes: Codes) -> list[JournalLine]:
    """By day; on a day invoices, then credit notes, then movements, each in the order of their numbers."""
    entries: list[tuple[tuple[Any, ...], list[JournalLine]]] = []
    for row in issued:
        entries.append(((row.day, 1 if row.credit else 0, row.number, 0), _issued(row, codes)))
    for each in moved:
        entries.append(((each.day, 2, "", each.id), _moved(each, codes)))
    return [line for _key, lines in sorted(entries, key=lambda entry: entry[0]) for line in lines]


def _issued(row: IssuedRow, codes: Codes) -> list[JournalLine]:
    text = (_("Credit note %(number)s") if row.credit else _("Invoice %(number)s")) % {"number": row.number}
    debit, credit = (REVENUE, RECEIVABLE) if row.credit else (RECEIVABLE, REVENUE)
    return _entry(row.day, row.number, debit, credit, row.amount, text, row.invoice, codes)


def _moved(row: MovedRow, codes: Codes) -> list[JournalLine]:
    text = TEXTS.get(row.reason, row.reason)
    if "%(number)s" in str(text):
        text = text % {"number": row.invoice}
    reference = " / ".join(part for part in (row.invoice, row.payment) if part)
    debit, credit = ACCOUNT_OF_KIND[row.source], ACCOUNT_OF_KIND[row.target]
    return _entry(row.day, f"T{row.id:07d}", debit, credit, row.amount, text, reference, codes)


def _entry(
    day: date, number: str, debit: str, credit: str, amount: Decimal, text: Any, reference: str, codes: Codes
) -> list[JournalLine]:
    return [
        JournalLine(
            day, number, debit, codes[debit].code, codes[debit].name, amount, NOTHING, text, reference
        ),
        JournalLine(
            day, number, credit, codes[credit].code, codes[credit].name, NOTHING, amount, text, reference
        ),
    ]


@dataclass(frozen=True)
class AccountSum:
    """What a month came to on one account."""

    code: Code
    debit: Decimal
    credit: Decimal


def by_account(lines: Iterable[JournalLine], codes: Codes) -> list[AccountSum]:
    """Every account that anything moved on, by its code."""
    debit = dict.fromkeys(codes, NOTHING)
    credit = dict.fromkeys(codes, NOTHING)
    for line in lines:
        debit[line.account] += line.debit
        credit[line.account] += line.credit
    found = [
        AccountSum(codes[name], debit[name], credit[name]) for name in codes if debit[name] or credit[name]
    ]
    return sorted(found, key=lambda each: each.code.code)
