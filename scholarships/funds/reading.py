"""A fund's own ledger in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lsscert.money.models import Account, Fund, FundEntry, Transfer

KIND = Account.Kind.FUND


@dataclass(frozen=True)
class Line:
    """`amount` is below nothing where it left what is free; `balance` is what was free afterwards."""

    day: date
    sentence: str
    amount: Decimal
    balance: Decimal
    by: str


def lines(fund: Fund) -> list[Line]:
    """All that touched what is free, newest first."""
    return list(_lines(fund))[::-1]


def _lines(fund: Fund) -> Iterator[Line]:
    own = Q(source__fund=fund, source__kind=KIND) | Q(target__fund=fund, target__kind=KIND)
    entries = {f"fund-entry:{each.ref}": each for each in FundEntry.objects.filter(Q(fund=fund) | Q(to=fund))}
    balance = Decimal(0)
    for row in Transfer.objects.filter(own).select_related("source", "by").order_by("pk"):
        left = row.source.fund_id == fund.pk and row.source.kind == KIND
        amount = -row.amount if left else row.amount
        balance += amount
        sentence = _sentence(row.reason, entries.get(row.key), fund)
        yield Line(row.booked_on, sentence, amount, balance, row.by.name if row.by else "")


def _sentence(reason: str, entry: FundEntry | None, fund: Fund) -> str:
    said: dict[str, Any] = {
        "promised": _("Promised to an award"),
        "promise_freed": _("Free again: an award came to nothing"),
        "came_back": _("Came back from an award"),
    }
    if entry is None:
        return str(said.get(reason, reason))
    words = {
        "who": entry.who,
        "why": entry.why,
        "fund": entry.fund.name,
        "to": entry.to.name if entry.to else "",
    }
    if entry.kind == FundEntry.Kind.GIFT:
        return _("Gift of %(who)s") % words
    if entry.kind == FundEntry.Kind.TAKEN_OUT:
        return _("Taken out for %(who)s: %(why)s") % words
    if entry.fund_id == fund.pk:
        return _("Moved to %(to)s: %(why)s") % words
    return _("Moved from %(fund)s: %(why)s") % words
