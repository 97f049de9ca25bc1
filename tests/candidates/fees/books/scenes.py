"""Invoices with several payers, at chosen days."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from lsscert.accounts.models import Organisation, Person
from lsscert.money import orders, services, sharing
from lsscert.money.models import Invoice, PurchaseOrder, Share
from tests import people
from tests.lsscert.money.bills import Line
from tests.people import NOW


def noon(day: date) -> datetime:
    return datetime.combine(day, time(18), UTC)


def after(days: int) -> datetime:
    """So many days after NOW, when everything here is issued: due after 30, first reminded of after 44."""
    return NOW + timedelta(days=days)


def bill(
    person: Person | None = None, amount: str = "350.00", *, now: datetime = NOW, **said: Any
) -> Invoice:
    person = None if "organisation" in said else person or people.person()
    return services.issue_invoice(
        person=person,
        purpose="test",
        lines=[Line("line", "Line", Decimal(amount))],
        now=now,
        by=person or people.person(),
        **said,
    )


def city(name: str = "Cedar Valley Library") -> Organisation:
    return sharing.payer_named(name)


def share(
    invoice: Invoice,
    amount: str = "200.00",
    *,
    payer: Organisation | None = None,
    now: datetime = NOW,
    **said: str,
) -> Share:
    facts = {"contact": "Accounts", "email": "accounts@city.test"} | said
    return sharing.ask_for_share(
        invoice=invoice,
        organisation=payer or city(),
        amount=Decimal(amount),
        by=invoice.person,
        now=now,
        **facts,
    )


def order(part: Share, *, now: datetime = NOW) -> PurchaseOrder:
    return orders.receive_order(share=part, number="PO-7", amount=part.amount, by=None, now=now)


def accepted(part: Share, *, now: datetime = NOW) -> PurchaseOrder:
    return orders.accept_order(order=order(part, now=now), by=people.staff(), now=now)


def association(name: str = "SSD of ALA") -> Organisation:
    return Organisation.objects.get_or_create(name=name, kind=Organisation.Kind.ASSOCIATION)[0]
