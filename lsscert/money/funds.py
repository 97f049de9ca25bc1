"""What comes into an organisation's fund, what is promised of it and what goes out. The other purse (DOMAIN §2).

Dollars of a fund never were ours: they come from `elsewhere`, lie free or promised, and go there again. What an award
pays on an invoice of ours is booked beside it, by `awards.py`, as owed by the organisation.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.clock import programme_day
from lsscert.money import ledger
from lsscert.money.models import Account, Fund, FundEntry, Transfer
from lsscert.refs import REF, new_ref
from lsscert.refused import Refused
from lsscert.ui.wording import money

Kind = Account.Kind


@transaction.atomic
def open_fund(
    *, organisation: Organisation, name: str, restricted_to: str, by: Person, now: datetime
) -> Fund:
    """Refused: fund_known."""
    try:
        with transaction.atomic():
            fund = Fund.objects.create(
                organisation=organisation,
                name=name,
                restricted_to=restricted_to,
                opened_on=programme_day(now),
            )
    except IntegrityError as taken:
        raise Refused("fund_known", _("There is a fund of this name already.")) from taken
    for kind in (Kind.FUND, Kind.PROMISED):
        ledger.fund_account(fund, kind)
    return fund


@transaction.atomic
def close(*, fund: Fund, by: Person, now: datetime) -> Fund:
    """Nothing comes into it any more. Refused: fund_closed, fund_not_empty."""
    fund = fund.lock()
    if fund.closed_on:
        raise Refused("fund_closed", _("This fund is closed already."))
    accounts = ledger.locked(*(ledger.fund_account(fund, kind) for kind in (Kind.FUND, Kind.PROMISED)))
    if any(account.balance for account in accounts):
        raise Refused(
            "fund_not_empty",
            _("%(fund)s still has %(free)s free and %(promised)s promised.")
            % {"fund": fund.name, "free": money(accounts[0].balance), "promised": money(accounts[1].balance)},
            _("Move what is free to another fund, and wait until what is promised is paid or free again."),
        )
    fund.closed_on = programme_day(now)
    fund.save(update_fields=["closed_on"])
    return fund


@dataclass(frozen=True)
class Standing:
    """What of a fund is free and promised, and what its awards were paid, less what came back. US dollars."""

    free: Decimal = Decimal(0)
    promised: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


def standings(funds: Collection[Fund]) -> dict[int, Standing]:
    """How funds stand, by their ids, in three queries however many there are."""
    accounts = Account.objects.filter(fund__in=funds).values_list("fund", "kind", "balance")
    balances = {(fund, kind): balance for fund, kind, balance in accounts}
    went = _moved("source__fund", funds, "paid_out")
    back = _moved("target__fund", funds, "came_back")
    nothing = Decimal(0)
    return {
        fund.pk: Standing(
            free=balances.get((fund.pk, Kind.FUND), nothing),
            promised=balances.get((fund.pk, Kind.PROMISED), nothing),
            paid=went.get(fund.pk, nothing) - back.get(fund.pk, nothing),
        )
        for fund in funds
    }


def _moved(side: str, funds: Collection[Fund], reason: str) -> dict[int, Decimal]:
    rows = Transfer.objects.filter(**{f"{side}__in": funds}, reason=reason).order_by()
    return dict(rows.values_list(side).annotate(Sum("amount")))


def free(fund: Fund) -> Decimal:
    """What can still be promised, in US dollars."""
    return _balance(fund, Kind.FUND)


def promised(fund: Fund) -> Decimal:
    """What awards hold that has not been paid out."""
    return _balance(fund, Kind.PROMISED)


def _balance(fund: Fund, kind: Account.Kind) -> Decimal:
    found = Account.objects.filter(fund=fund, kind=kind).aggregate(sum=Sum("balance"))["sum"]
    return found or Decimal(0)


@transaction.atomic
def receive_gift(
    *,
    fund: Fund,
    amount: Decimal,
    who: str,
    reference: str,
    on: date,
    by: Person,
    now: datetime,
    why: str = "",
    once: str = "",
) -> FundEntry:
    """Refused: received_in_future, fund_closed."""
    entry = _enter(
        fund, FundEntry.Kind.GIFT, amount, on, by, now, who=who, reference=reference, why=why, once=once
    )
    _move(_elsewhere(), ledger.fund_account(fund, Kind.FUND), entry, by, now)
    return entry


@transaction.atomic
def move(
    *, fund: Fund, to: Fund, amount: Decimal, why: str, on: date, by: Person, now: datetime, once: str = ""
) -> FundEntry:
    """From one fund of an organisation to another. Refused: fund_too_low, fund_elsewhere, received_in_future."""
    if to.organisation_id != fund.organisation_id or to == fund:
        raise Refused("fund_elsewhere", _("Money moves between two funds of the same organisation."))
    entry = _enter(fund, FundEntry.Kind.MOVED, amount, on, by, now, to=to, why=why, once=once)
    _move(ledger.fund_account(fund, Kind.FUND), ledger.fund_account(to, Kind.FUND), entry, by, now)
    return entry


@transaction.atomic
def take_out(
    *,
    fund: Fund,
    amount: Decimal,
    who: str,
    reference: str,
    why: str,
    on: date,
    by: Person,
    now: datetime,
    once: str = "",
) -> FundEntry:
    """Free money leaves for something that is no award. Refused: fund_too_low, received_in_future."""
    entry = _enter(
        fund, FundEntry.Kind.TAKEN_OUT, amount, on, by, now, who=who, reference=reference, why=why, once=once
    )
    _move(ledger.fund_account(fund, Kind.FUND), _elsewhere(), entry, by, now)
    return entry


@transaction.atomic
def promise(*, fund: Fund, amount: Decimal, key: str, by: Person | None, now: datetime) -> None:
    """Set free money of a fund aside for an award. Once for a key. Refused: fund_too_low."""
    source, target = ledger.fund_account(fund, Kind.FUND), ledger.fund_account(fund, Kind.PROMISED)
    _transfer(fund, source, target, amount, "promised", f"promise:{key}", by, now)


@transaction.atomic
def free_promise(*, fund: Fund, amount: Decimal, key: str, by: Person | None, now: datetime) -> None:
    """The award came to nothing: its money can be promised again. Once for a key."""
    source, target = ledger.fund_account(fund, Kind.PROMISED), ledger.fund_account(fund, Kind.FUND)
    _transfer(fund, source, target, amount, "promise_freed", f"free:{key}", by, now)


@transaction.atomic
def pay_out(*, fund: Fund, amount: Decimal, key: str, by: Person | None, now: datetime) -> None:
    """Promised money leaves for what it was promised for. Once for a key."""
    source = ledger.fund_account(fund, Kind.PROMISED)
    _transfer(fund, source, _elsewhere(), amount, "paid_out", f"pay:{key}", by, now)


@transaction.atomic
def come_back(*, fund: Fund, amount: Decimal, key: str, by: Person | None, now: datetime) -> None:
    """What an award had paid came back, and is free. Once for a key."""
    target = ledger.fund_account(fund, Kind.FUND)
    _transfer(fund, _elsewhere(), target, amount, "came_back", f"back:{key}", by, now)


def _elsewhere() -> Account:
    return ledger.of_kind(Kind.ELSEWHERE)


def _enter(
    fund: Fund,
    kind: FundEntry.Kind,
    amount: Decimal,
    on: date,
    by: Person,
    now: datetime,
    *,
    to: Fund | None = None,
    who: str = "",
    reference: str = "",
    why: str = "",
    once: str = "",
) -> FundEntry:
    """`once` is the reference that the entry will have: the same again is the same entry, booked by its key.

    The funds are locked, so that none is closed meanwhile. Refused: received_in_future, fund_closed, entered_already.
    """
    ref = once if REF.fullmatch(once) else new_ref()
    same = FundEntry.objects.filter(ref=ref, fund=fund, kind=kind, amount=amount, to=to)
    if known := same.first():
        return known
    if on > programme_day(now):
        raise Refused("received_in_future", _("This day has not come yet."))
    target = to if to else fund if kind == FundEntry.Kind.GIFT else None
    if target and target.lock().closed_on:
        raise Refused("fund_closed", _("This fund is closed."), _("Choose a fund that is open."))
    values = {"fund": fund, "kind": kind, "amount": amount, "to": to, "who": who, "reference": reference}
    try:
        with transaction.atomic():
            return FundEntry.objects.create(ref=ref, why=why, on=on, by=by, at=now, **values)
    except IntegrityError as taken:
        if known := same.first():  # the other half of a double click
            return known
        raise Refused(
            "entered_already",
            _("This form was sent once already, with something else in it."),
            _("Look at the fund first, then begin anew."),
        ) from taken


def _move(source: Account, target: Account, entry: FundEntry, by: Person, now: datetime) -> None:
    key = f"fund-entry:{entry.ref}"
    _transfer(
        entry.fund, source, target, entry.amount, f"fund_{entry.kind}", key, by, now, counts_for=entry.on
    )


def _transfer(
    fund: Fund,
    source: Account,
    target: Account,
    amount: Decimal,
    reason: str,
    key: str,
    by: Person | None,
    now: datetime,
    counts_for: date | None = None,
) -> None:
    try:
        with transaction.atomic():
            ledger.transfer(
                source=source,
                target=target,
                amount=amount,
                payment=None,
                reason=reason,
                key=key,
                by=by,
                now=now,
                counts_for=counts_for,
            )
    except IntegrityError as below:
        raise Refused(
            "fund_too_low",
            _("%(fund)s has %(free)s free, which is not enough for %(amount)s.")
            % {"fund": fund.name, "free": money(free(fund)), "amount": money(amount)},
            _("Choose a smaller amount, another fund, or enter the gift first."),
        ) from below
