"""Invoices and checkouts without a candidacy around them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from lsscert.accounts.models import Organisation, Person
from lsscert.money import cards, paying, services
from lsscert.money.models import Account, CardCheckout, Invoice, Payment
from tests import people
from tests.people import NOW, TODAY


@dataclass(frozen=True)
class Line:
    code: str
    description: str
    amount: Decimal


def invoice(person: Person | None = None, *amounts: str, year: int = 2026) -> Invoice:
    person = person or people.person()
    lines = [
        Line("line", f"Line {number}", Decimal(amount))
        for number, amount in enumerate(amounts or ("350.00",))
    ]
    return services.issue_invoice(
        person=person, purpose="test", lines=lines, now=NOW.replace(year=year), by=person
    )


def fresh(bill: Invoice) -> Invoice:
    return Invoice.objects.select_related("account", "person").get(pk=bill.pk)


def cheque(bill: Invoice, amount: str = "350.00", number: str = "1001", received_on: date = TODAY) -> Payment:
    return paying.record_cheque(
        invoice=bill,
        amount=Decimal(amount),
        number=number,
        received_on=received_on,
        by=people.staff(),
        now=NOW,
    )


def checkout(bill: Invoice, **changes: Any) -> CardCheckout:
    facts: dict[str, Any] = {
        "invoice": bill,
        "success_url": lambda made: f"http://testserver/paid/{made.ref}/",
        "cancel_url": lambda made: f"http://testserver/not-paid/{made.ref}/",
        "by": bill.person,
        "now": NOW,
    }
    return cards.open_checkout(**facts | changes)


def credit(person: Person) -> Decimal:
    found = Account.objects.filter(person=person).first()
    return found.balance if found else Decimal(0)


def books() -> Decimal:
    """What all balances come to: nothing, because every transfer takes where it gives."""
    return sum((account.balance for account in Account.objects.all()), Decimal(0))


def division() -> Organisation:
    """An organisation that gives awards."""
    return Organisation.objects.get_or_create(
        kind=Organisation.Kind.ASSOCIATION, name="Support Staff Division"
    )[0]
