"""Who a payment may be from, as somebody types it: a name, an address, an invoice number, an amount."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from candidates.fees.finding import Handle
from lsscert.accounts.finding import (
    organisations_named,
    organisations_nearly_named,
    people_named,
    people_nearly_named,
)
from lsscert.accounts.models import Organisation, Person
from lsscert.money.models import Invoice, PurchaseOrder, Share
from lsscert.money.numbers import INVOICE
from lsscert.ui.wording import money

MOST = 8
SHORTEST = 2
NEW = "new"
PERSON, ORGANISATION = "person", "organisation"
# The office does not pay itself.
PAYING = ~Q(kind=Organisation.Kind.PROGRAMME)


@dataclass(frozen=True)
class Choice:
    """Somebody who may have paid; `payer` is None for an organisation that is new.

    `sure` says that what was typed fits; another is only written in a similar way.
    """

    value: str
    name: str
    detail: str = ""
    payer: Person | Organisation | None = None
    sure: bool = True


def value_of(payer: Person | Organisation) -> str:
    return f"{PERSON if isinstance(payer, Person) else ORGANISATION}:{payer.ref}"


def payer_of(value: str) -> Person | Organisation | None:
    kind, _colon, ref = value.partition(":")
    if kind == PERSON:
        return Person.objects.filter(ref=ref, merged_into=None).first()
    return Organisation.objects.filter(PAYING, ref=ref).first() if kind == ORGANISATION else None


def choice_for(payer: Person | Organisation, detail: str = "", *, sure: bool = True) -> Choice:
    if not detail:
        detail = payer.email if isinstance(payer, Person) else str(payer.get_kind_display())
    return Choice(value_of(payer), str(payer), detail, payer, sure)


def choices(text: str, amount: Decimal | None) -> list[Choice]:
    """Those who fit, most telling first, and last the organisation that nobody has named before."""
    handle = Handle(text)
    if len(handle.text) < SHORTEST:
        return _of_invoices(_asking_for(amount)) if amount and not handle.text else []
    found = _distinct([*_of_invoices(invoices_named(handle)), *_by_order(handle), *_named(handle)])[:MOST]
    if not found and handle.amount:
        return _of_invoices(_asking_for(handle.amount))
    if handle.number or handle.amount or "@" in handle.text or _is_known(handle.text):
        return found
    return [*found, Choice(NEW, handle.text, _("an organisation that has not paid before"), sure=False)]


def invoices_named(handle: Handle) -> list[Invoice]:
    """Open invoices of the number that was typed, in any year."""
    ending = handle.is_number_of(INVOICE)
    if not ending:
        return []
    rows = Invoice.objects.unpaid().filter(number__endswith=ending)
    return list(rows.select_related("person", "organisation", "account").order_by("-issued_at")[:MOST])


def _asking_for(amount: Decimal) -> list[Invoice]:
    exact = Q(account__balance=F("total") - F("credited") - amount)
    exact |= Q(shares__amount=amount, shares__state=Share.Status.ASKED)
    rows = Invoice.objects.unpaid().filter(exact).distinct()
    return list(rows.select_related("person", "organisation", "account").order_by("issued_at")[:MOST])


def _of_invoices(invoices: Iterable[Invoice]) -> list[Choice]:
    """Of each its owner, and the organisations that were asked for a part."""
    return _distinct(each for invoice in invoices for each in _of_invoice(invoice))


def _of_invoice(invoice: Invoice) -> Iterator[Choice]:
    left = _("invoice %(number)s, %(left)s left") % {"number": invoice.number, "left": money(invoice.left)}
    owner: Any = invoice.person or invoice.organisation
    yield choice_for(owner, left)
    for share in invoice.shares.filter(state=Share.Status.ASKED).select_related("organisation"):
        asked = _("asked for %(amount)s of invoice %(number)s") % {
            "amount": money(share.amount),
            "number": invoice.number,
        }
        yield choice_for(share.organisation, asked)


def _by_order(handle: Handle) -> Iterator[Choice]:
    orders = PurchaseOrder.objects.filter(number__iexact=handle.text).select_related("share__organisation")
    for order in orders[:MOST]:
        yield choice_for(order.share.organisation, _("purchase order %(number)s") % {"number": order.number})


def _named(handle: Handle) -> Iterator[Choice]:
    if handle.number:
        return
    people = people_named(handle.text).order_by("name", "pk")[:MOST]
    organisations = organisations_named(handle.text).filter(PAYING).order_by("name", "pk")[:MOST]
    found: list[Person | Organisation] = [*organisations, *people]
    nearly = [] if found else _nearly_named(handle.text)
    yield from (choice_for(each) for each in found)
    yield from (choice_for(each, sure=False) for each in nearly)


@transaction.atomic
def _nearly_named(text: str) -> list[Person | Organisation]:
    return [*organisations_nearly_named(text).filter(PAYING)[:3], *people_nearly_named(text)[:3]]


def _is_known(name: str) -> bool:
    return Organisation.objects.filter(kind=Organisation.Kind.SPONSOR, name__iexact=name).exists()


def _distinct(found: Iterable[Choice]) -> list[Choice]:
    return list({each.value: each for each in reversed(list(found))}.values())[::-1]
