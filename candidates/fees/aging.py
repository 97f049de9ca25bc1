"""How old open money is, counted from the day it was due. Pure: pieces come in, sums go out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from lsscert.money.splitting import from_the_first

NOT_DUE, MONTH, TWO_MONTHS, THREE_MONTHS, MORE = "0", "1", "2", "3", "4"
BUCKETS: Mapping[str, Any] = {
    NOT_DUE: _("not due yet"),
    MONTH: _("1–30 days"),
    TWO_MONTHS: _("31–60 days"),
    THREE_MONTHS: _("61–90 days"),
    MORE: _("over 90 days"),
}
_LAST_DAYS = ((0, NOT_DUE), (30, MONTH), (60, TWO_MONTHS), (90, THREE_MONTHS))
PEOPLE, ORGANISATIONS = "people", "organisations"


@dataclass(frozen=True)
class Piece:
    """What one payer still has to pay of one invoice. `payer` is (group, id); `share` the id of the share, if one.
    `email` is where a reminder goes, "" when there is no address.

    `promised` says that an accepted purchase order stands behind it, `checking` that one waits to be checked.
    """

    payer: tuple[str, int]
    name: str
    invoice: int
    invoice_ref: str
    number: str
    amount: Decimal
    due_on: date
    email: str = ""
    share: int | None = None
    promised: bool = False
    checking: bool = False

    @property
    def group(self) -> str:
        return self.payer[0]


@dataclass(frozen=True)
class PayerRow:
    """One line of the list: what a payer has open, by age."""

    payer: tuple[str, int]
    name: str
    buckets: Mapping[str, Decimal]
    total: Decimal
    oldest: date
    pieces: tuple[Piece, ...]


def due_on(asked_on: date, days: int) -> date:
    """The last day to pay; the day after it is the first one late."""
    return asked_on + timedelta(days=days)


def days_late(due: date, today: date) -> int:
    return max((today - due).days, 0)


def bucket(due: date, today: date) -> str:
    late = days_late(due, today)
    return next((name for last, name in _LAST_DAYS if late <= last), MORE)


def divided(left: Decimal, shares: Sequence[Decimal]) -> tuple[Decimal, list[Decimal]]:
    """What is left of an invoice as its owner's own part and what each other payer is still asked for.

    Where a credit note left less than the others were asked for, the first asked owe first.
    """
    parts = from_the_first(left, shares)
    return left - sum(parts, Decimal(0)), parts


def by_age(pieces: Iterable[Piece], today: date) -> dict[str, Decimal]:
    """Every bucket, also the empty ones; together they are the whole."""
    sums = dict.fromkeys(BUCKETS, Decimal(0))
    for piece in pieces:
        sums[bucket(piece.due_on, today)] += piece.amount
    return sums


def by_payer(pieces: Iterable[Piece], today: date) -> list[PayerRow]:
    """Longest due first."""
    found: dict[tuple[str, int], list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.payer, []).append(piece)
    rows = [_row(payer, theirs, today) for payer, theirs in found.items()]
    return sorted(rows, key=lambda row: (row.oldest, row.name, row.payer))


def _row(payer: tuple[str, int], pieces: list[Piece], today: date) -> PayerRow:
    pieces.sort(key=lambda piece: (piece.due_on, piece.number))
    sums = by_age(pieces, today)
    return PayerRow(
        payer, pieces[0].name, sums, sum(sums.values(), Decimal(0)), pieces[0].due_on, tuple(pieces)
    )
