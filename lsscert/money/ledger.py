"""The only code that moves money between accounts."""

from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F, QuerySet, Sum

from lsscert.accounts.models import Organisation, Person
from lsscert.clock import programme_day
from lsscert.money.booking import booking_day
from lsscert.money.models import Account, ClosedMonth, Fund, Payment, Share, Transfer

Kind = Account.Kind


def of_kind(kind: Account.Kind) -> Account:
    """The one account of a kind that stands for the world beyond our books, or for refunds on their way."""
    return Account.objects.get_or_create(kind=kind)[0]


def outside() -> Account:
    return of_kind(Kind.OUTSIDE)


def credit_of(payer: Person | Organisation) -> Account:
    if isinstance(payer, Organisation):
        return Account.objects.get_or_create(organisation=payer, kind=Kind.CREDIT)[0]
    return Account.objects.get_or_create(person=payer, defaults={"kind": Kind.CREDIT})[0]


def owed_by(organisation: Organisation) -> Account:
    return Account.objects.get_or_create(
        organisation=organisation, kind=Kind.OWED, defaults={"ceiling": Decimal(0)}
    )[0]


def fund_account(fund: Fund, kind: Account.Kind) -> Account:
    """What of a fund is free (Kind.FUND) or promised to awards (Kind.PROMISED)."""
    return Account.objects.get_or_create(fund=fund, kind=kind)[0]


def source_of(payment: Payment) -> Account:
    """Where a payment's dollars are beyond our books: there they came from, and there they go back."""
    if payment.method == Payment.Method.CARD:
        return of_kind(Kind.CARDS)
    if payment.method == Payment.Method.AWARD:
        assert payment.organisation is not None  # the database holds it
        return owed_by(payment.organisation)
    if payment.method == Payment.Method.CHEQUE and payment.state == Payment.Status.RECEIVED:
        return of_kind(Kind.CHEQUES)
    return outside()


def locked(*accounts: Account) -> list[Account]:
    """The accounts, fresh, in the order given. Locked by id, so that two who need both never wait in a circle."""
    ids = [account.pk for account in accounts]
    rows = Account.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {account.pk: account for account in rows}
    return [found[number] for number in ids]


def closed_until() -> date | None:
    return ClosedMonth.objects.order_by("-ends").values_list("ends", flat=True).first()


@transaction.atomic
def transfer(
    *,
    source: Account,
    target: Account,
    amount: Decimal,
    payment: Payment | None,
    reason: str,
    key: str,
    by: Person | None,
    now: datetime,
    share: Share | None = None,
    counts_for: date | None = None,
) -> Transfer:
    """Move dollars of a payment, or of a fund, once: the same `key` again returns the first transfer.

    `counts_for` is the day it belongs to in the books, today unless said; in a month that is closed it counts for the
    first day that is open. IntegrityError when a balance would fall below zero or rise above its ceiling.
    """
    locked(source, target)
    if done := Transfer.objects.filter(key=key).first():
        return done
    _keep_the_month_open()
    moved = Transfer.objects.create(
        source=source,
        target=target,
        amount=amount,
        payment=payment,
        share=share,
        reason=reason,
        key=key,
        booked_on=booking_day(counts_for, closed_until=closed_until(), today=programme_day(now)),
        by=by,
        at=now,
    )
    Account.objects.filter(pk=source.pk).update(balance=F("balance") - amount)
    Account.objects.filter(pk=target.pk).update(balance=F("balance") + amount)
    return moved


def _keep_the_month_open() -> None:
    """Nobody closes a month between asking which are closed and booking: who closes waits, or has finished before.

    Without it the database would refuse the movement (closed_months_take_no_transfer).
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE money_transfer IN ROW EXCLUSIVE MODE")


def stands_on(account: Account, payment: Payment) -> Decimal:
    """How much of a payment's dollars lie on an account."""
    return _came(account.incoming.filter(payment=payment)) - _came(account.outgoing.filter(payment=payment))


def free(payment: Payment) -> Decimal:
    """What of a payment is its payer's credit: not used for an invoice, and not on its way back."""
    return stands_on(credit_of(payment.owner), payment)


def _came(transfers: QuerySet[Transfer]) -> Decimal:
    found = transfers.aggregate(total=Sum("amount"))["total"]
    return found or Decimal(0)
