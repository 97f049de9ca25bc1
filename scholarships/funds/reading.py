"""A fund's own ledger in words, and its state as a bar."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lsscert.money import funds as money
from lsscert.money.models import Account, Fund, FundEntry, Transfer
from lsscert.registry import Registry
from lsscert.ui.bars import Bar, bar

FREE, PROMISED = Account.Kind.FUND, Account.Kind.PROMISED
# references of parts of awards → what each is called; the room that knows awards adds it
WHAT_FOR: Registry[Callable[[Collection[str]], Mapping[str, str]]] = Registry()
_OF_AWARDS = ("promise:", "free:", "pay:")


@dataclass(frozen=True)
class Line:
    """`amount` is below nothing where it left the fund or what is free of it; then what was free and promised."""

    day: date
    sentence: str
    amount: Decimal
    free: Decimal
    promised: Decimal
    by: str
    reference: str = ""


@dataclass(frozen=True)
class Standing:
    """How a fund stands today."""

    fund: Fund
    free: Decimal
    promised: Decimal
    paid: Decimal
    bar: Bar


def standings(funds: Sequence[Fund]) -> list[Standing]:
    found = money.standings(funds)
    return [_drawn(fund, found[fund.pk]) for fund in funds]


def standing(fund: Fund) -> Standing:
    return standings([fund])[0]


def _drawn(fund: Fund, at: money.Standing) -> Standing:
    parts = {"fund-free": at.free, "fund-promised": at.promised, "fund-paid": at.paid}
    whole = at.free + at.promised + max(at.paid, Decimal(0))
    return Standing(fund, at.free, at.promised, at.paid, bar(parts, whole=whole))


def lines(fund: Fund) -> list[Line]:
    """All that touched it, newest first."""
    own = Q(source__fund=fund) | Q(target__fund=fund)
    rows = list(Transfer.objects.filter(own).select_related("source", "target", "by").order_by("pk"))
    return list(_lines(fund, rows))[::-1]


def _lines(fund: Fund, rows: list[Transfer]) -> Iterator[Line]:
    entries = {
        f"fund-entry:{each.ref}": each
        for each in FundEntry.objects.filter(Q(fund=fund) | Q(to=fund)).select_related("fund", "to")
    }
    names = _names(rows)
    stands = {FREE: Decimal(0), PROMISED: Decimal(0)}
    for row in rows:
        left = row.source.fund_id == fund.pk
        if left:
            stands[Account.Kind(row.source.kind)] -= row.amount
        if row.target.fund_id == fund.pk:
            stands[Account.Kind(row.target.kind)] += row.amount
        entry = entries.get(row.key)
        freed = row.reason == "promise_freed"
        yield Line(
            day=row.booked_on,
            sentence=_of_entry(entry, fund)
            if entry
            else _of_award(row.reason, names.get(_part(row.key), "")),
            amount=-row.amount if left and not freed else row.amount,
            free=stands[FREE],
            promised=stands[PROMISED],
            by=row.by.name if row.by else "",
            reference=entry.reference if entry else "",
        )


def _part(key: str) -> str:
    """The part of an award that a movement's key names."""
    return key.split(":")[1] if key.startswith(_OF_AWARDS) else ""


def _names(rows: list[Transfer]) -> dict[str, str]:
    refs = {part for row in rows if (part := _part(row.key))}
    return {ref: name for look in WHAT_FOR for ref, name in look(refs).items()} if refs else {}


def _of_award(reason: str, name: str) -> str:
    said: dict[str, Any] = {
        "promised": (_("Promised to an award"), _("Promised: %(name)s")),
        "promise_freed": (
            _("Free again: an award came to less, or to nothing"),
            _("Free again: %(name)s"),
        ),
        "paid_out": (_("Paid out for an award"), _("Paid out: %(name)s")),
        "came_back": (_("Came back from an award"), _("Came back: %(name)s")),
    }
    plain, named = said.get(reason, (reason, reason))
    return named % {"name": name} if name and named != reason else plain


def _of_entry(entry: FundEntry, fund: Fund) -> str:
    words = {
        "who": entry.who or _("somebody unnamed"),
        "why": entry.why,
        "fund": entry.fund.name,
        "to": entry.to.name if entry.to else "",
    }
    if entry.kind == FundEntry.Kind.GIFT:
        return (_("Gift of %(who)s: %(why)s") if entry.why else _("Gift of %(who)s")) % words
    if entry.kind == FundEntry.Kind.TAKEN_OUT:
        return _("Taken out for %(who)s: %(why)s") % words
    if entry.fund_id == fund.pk:
        return _("Moved to %(to)s: %(why)s") % words
    return _("Moved from %(fund)s: %(why)s") % words
