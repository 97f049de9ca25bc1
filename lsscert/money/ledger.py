"""The only code that moves money between accounts."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from lsscert.accounts.models import Person
from lsscert.money.models import Account, Transfer


def outside() -> Account:
    return Account.objects.get_or_create(kind=Account.Kind.OUTSIDE)[0]


def credit_of(person: Person) -> Account:
    return Account.objects.get_or_create(person=person, defaults={"kind": Account.Kind.CREDIT})[0]


def locked(*accounts: Account) -> list[Account]:
    """The accounts, fresh, in the order given. Locked by id, so that two who need both never wait in a circle."""
    ids = [account.pk for account in accounts]
    rows = Account.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {account.pk: account for account in rows}
    return [found[number] for number in ids]


@transaction.atomic
def transfer(
    *,
    source: Account,
    target: Account,
    amount: Decimal,
    reason: str,
    key: str,
    by: Person | None,
    now: datetime,
) -> Transfer:
    """Move an amount once: the same `key` again returns the first transfer.

    IntegrityError when a balance would fall below zero or rise above its ceiling.
    """
    locked(source, target)
    if done := Transfer.objects.filter(key=key).first():
        return done
    moved = Transfer.objects.create(
        source=source, target=target, amount=amount, reason=reason, key=key, by=by, at=now
    )
    Account.objects.filter(pk=source.pk).update(balance=F("balance") - amount)
    Account.objects.filter(pk=target.pk).update(balance=F("balance") + amount)
    return moved
