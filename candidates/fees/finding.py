"""Finding money by whatever somebody has in the hand: a number, a name, an amount."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, When

from lsscert.accounts.finding import (
    organisations_named,
    organisations_nearly_named,
    people_named,
    people_nearly_named,
)
from lsscert.accounts.models import Organisation, Person
from lsscert.money.amounts import parse_amount
from lsscert.money.models import Deposit, Invoice, Payment, PurchaseOrder, Refund, Transfer
from lsscert.money.numbers import CREDIT_NOTE, DEPOSIT, INVOICE, Number, typed_number
from lsscert.text import tidy_line

LONGEST = 100
MOST = 20
NEARLY = 10


@dataclass(frozen=True)
class Rows:
    """Some of what fits; `more` when there are others beyond."""

    items: Sequence[Any]
    more: bool

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> "Rows":
        found = list(rows[: MOST + 1])
        return cls(found[:MOST], len(found) > MOST)

    def __iter__(self) -> Any:
        return iter(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)


@dataclass(frozen=True)
class Payers:
    """Everybody whose name or address fits, as subqueries."""

    people: QuerySet[Person]
    organisations: QuerySet[Organisation]


@dataclass(frozen=True)
class Found:
    """`nearly` says that nothing fits exactly, and these are written in a similar way."""

    invoices: Rows
    payments: Rows
    orders: Rows
    refunds: Rows
    deposits: Rows
    nearly: bool = False

    def __bool__(self) -> bool:
        return any((self.invoices, self.payments, self.orders, self.refunds, self.deposits))

    @property
    def only(self) -> Any:
        """The one thing found, if there is just one."""
        items = [each for rows in (self.invoices, self.payments, self.deposits) for each in rows]
        return items[0] if len(items) == 1 and not self.orders and not self.refunds else None


_CALLED = re.compile(
    r"\A(?:(?:cheque|check|receipt|transfer|invoice|no|number)[\s.:#]+)+(?=\S*\d)", re.IGNORECASE
)


class Handle:
    """What was typed, read in every way it can be meant. A number may be called by its kind: “cheque 9002”."""

    def __init__(self, text: str) -> None:
        whole = tidy_line(text[:LONGEST])
        self.text = tidy_line(_CALLED.sub("", whole)) or whole

    @cached_property
    def number(self) -> Number | None:
        return typed_number(self.text)

    @cached_property
    def amount(self) -> Decimal | None:
        try:
            return parse_amount(self.text)
        except ValueError:
            return None

    def is_number_of(self, series: str) -> str:
        """What a printed number of the series would end in; empty when this is none."""
        return self.number.ending if self.number and self.number.series == series else ""


def find(text: str) -> Found:
    handle = Handle(text)
    found = _find(handle, Payers(people_named(handle.text), organisations_named(handle.text)), nearly=False)
    if found or handle.number or handle.amount or len(handle.text) < 3:
        return found
    return _find(handle, _nearly(handle.text), nearly=True)


@transaction.atomic
def _nearly(text: str) -> Payers:
    """Those nearest in writing, read now: how near is near enough is a setting of this transaction."""
    people = [each.pk for each in people_nearly_named(text)[:NEARLY]]
    organisations = [each.pk for each in organisations_nearly_named(text)[:NEARLY]]
    return Payers(Person.objects.filter(pk__in=people), Organisation.objects.filter(pk__in=organisations))


def _find(handle: Handle, payers: Payers, *, nearly: bool) -> Found:
    parts: dict[str, Callable[[Handle, Payers], QuerySet[Any]]] = {
        "invoices": invoices,
        "payments": payments,
        "orders": orders,
        "refunds": refunds,
        "deposits": deposits,
    }
    return Found(**{name: Rows.of(look(handle, payers)) for name, look in parts.items()}, nearly=nearly)


def invoices(handle: Handle, payers: Payers) -> QuerySet[Invoice]:
    asked = Q(person__in=payers.people) | Q(organisation__in=payers.organisations)
    asked |= Q(pk__in=_shared_with(payers)) | Q(bill_reference__iexact=handle.text)
    meant = Q(pk=None)
    if ending := handle.is_number_of(INVOICE):
        meant = Q(number__endswith=ending)
    if ending := handle.is_number_of(CREDIT_NOTE):
        asked |= Q(credit_notes__number__endswith=ending)
    if handle.amount:
        asked |= Q(total=handle.amount) | Q(account__balance=F("total") - F("credited") - handle.amount)
    asked |= Q(account__in=Transfer.objects.filter(payment__reference__iexact=handle.text).values("target"))
    found = Invoice.objects.filter(asked | meant).distinct()
    found = found.annotate(
        beside=Case(When(meant, then=0), default=1)
    )  # the one whose number was typed comes first
    return found.select_related("person", "organisation", "account").order_by("beside", "-issued_at", "-pk")


def _shared_with(payers: Payers) -> QuerySet[Any]:
    shares = Invoice.objects.filter(shares__organisation__in=payers.organisations)
    return shares.order_by().values("pk")


def payments(handle: Handle, payers: Payers) -> QuerySet[Payment]:
    text = handle.text
    came = Q(payer__in=payers.people) | Q(organisation__in=payers.organisations)
    came |= Q(reference__iexact=text) | Q(charge=text) & ~Q(charge="")
    if ending := handle.is_number_of(DEPOSIT):
        came |= Q(deposit__number__endswith=ending)
    if handle.amount:
        came |= Q(amount=handle.amount)
    return Payment.objects.filter(came).with_payer().order_by("-received_on", "-pk")


def orders(handle: Handle, payers: Payers) -> QuerySet[PurchaseOrder]:
    promised = Q(share__organisation__in=payers.organisations) | Q(share__invoice__person__in=payers.people)
    promised |= Q(number__iexact=handle.text)
    if len(handle.text) > 2:
        promised |= Q(number__icontains=handle.text)
    if handle.amount:
        promised |= Q(amount=handle.amount)
    return with_share(PurchaseOrder.objects.filter(promised)).order_by("-received_at", "-pk")


def with_share(rows: QuerySet[PurchaseOrder]) -> QuerySet[PurchaseOrder]:
    return rows.select_related(
        "share__organisation", "share__invoice__person", "share__invoice__organisation", "document"
    )


def refunds(handle: Handle, payers: Payers) -> QuerySet[Refund]:
    text = handle.text
    back = Q(payment__payer__in=payers.people) | Q(payment__organisation__in=payers.organisations)
    back |= Q(gateway_id=text) | Q(reference__iexact=text) & ~Q(reference="")
    if handle.amount:
        back |= Q(amount=handle.amount)
    found = Refund.objects.filter(back).select_related("payment__payer", "payment__organisation")
    return found.order_by("-asked_at", "-pk")


def deposits(handle: Handle, _payers: Payers) -> QuerySet[Deposit]:
    ending = handle.is_number_of(DEPOSIT)
    rows = Deposit.objects.filter(number__endswith=ending) if ending else Deposit.objects.none()
    return rows.order_by("-banked_on", "-pk")
