"""Credit that nobody uses: whose it is, since when, and in which payments it lies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from candidates.fees.act_forms import ChoosingForm, WhyForm
from candidates.fees.acting import Act, Cleaned
from candidates.fees.entry import likely_invoices
from candidates.fees.payment_acts import what_becomes_of, where_it_goes
from lsscert import clock
from lsscert.accounts.models import Organisation, Person
from lsscert.money import paying, refunding
from lsscert.money.models import Account, Payment, Transfer
from lsscert.ui.wording import money


@dataclass(frozen=True)
class Lying:
    """What of a payment is credit."""

    payment: Payment
    amount: Decimal


def credits_to_clear() -> QuerySet[Account]:
    rows = Account.objects.filter(kind=Account.Kind.CREDIT, balance__gt=0)
    return rows.select_related("person", "organisation")


def lying_in(accounts: Iterable[Account]) -> dict[int, list[Lying]]:
    """Of each account the payments whose dollars lie on it, the oldest first."""
    keys = [account.pk for account in accounts]
    sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    moved = Transfer.objects.exclude(payment=None).order_by()
    for side, sign in (("target", 1), ("source", -1)):
        rows = moved.filter(**{f"{side}__in": keys}).values(side, "payment").annotate(total=Sum("amount"))
        for row in rows:
            sums[row[side], row["payment"]] += sign * row["total"]
    free = {pair: amount for pair, amount in sums.items() if amount}
    payments = Payment.objects.with_payer().in_bulk({payment for _account, payment in free})
    found: dict[int, list[Lying]] = defaultdict(list)
    for (account, payment), amount in free.items():
        found[account].append(Lying(payments[payment], amount))
    for each in found.values():
        each.sort(key=lambda lying: (lying.payment.received_on, lying.payment.pk))
    return found


def since(lying: list[Lying]) -> date | None:
    return lying[0].payment.received_on if lying else None


def acts_of(payer: Person | Organisation, lying: list[Lying]) -> list[Act]:
    if not lying:
        return []
    rows = likely_invoices(payer)
    return [*([_use(payer, rows)] if rows else []), _send_back(payer, lying)]


def _use(payer: Person | Organisation, rows: list[Any]) -> Act:
    by_ref = {row.invoice.ref: row.invoice for row in rows}
    things = [
        (
            row.invoice.ref,
            _("%(number)s for %(name)s, %(left)s left")
            % {"number": row.invoice.number, "name": row.invoice.owner_name, "left": money(row.invoice.left)},
        )
        for row in rows
    ]

    def do(data: Cleaned, by: Person, at: datetime) -> str:
        invoice = by_ref[data["one"]]
        used = paying.use_credit(invoice=invoice, payer=payer, by=by, now=at)
        return _("%(amount)s pays on invoice %(number)s.") % {
            "amount": money(used),
            "number": invoice.number,
        }

    def form(*args: Any, **kwargs: Any) -> ChoosingForm:
        return ChoosingForm(*args, things=things, **kwargs)

    return Act("use", _("Use it for an invoice"), _("Use the credit"), do, form)


def _send_back(payer: Person | Organisation, lying: list[Lying]) -> Act:
    def do(data: Cleaned, by: Person, at: datetime) -> str:
        refunds = refunding.give_back_credit(payer=payer, by=by, now=at, **data)
        return " ".join(what_becomes_of(each) for each in refunds)

    def before(_data: Cleaned) -> list[str]:
        parts = [where_it_goes(each.payment, each.amount, clock.today()) for each in lying]
        return [sentence for part in parts for sentence in part]

    label = _("Send all of it back")
    return Act("back", label, _("Send it back"), do, WhyForm, before, danger=True)
