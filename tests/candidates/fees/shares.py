"""Shares, links and orders for tests, made through the real services."""

import re
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.fees import employer
from candidates.journey.models import Candidacy
from lsscert.letters.models import Letter
from lsscert.money import orders, paying
from lsscert.money.models import Invoice, Payment, PurchaseOrder, Share
from tests import people
from tests.people import NOW, TODAY

ACCOUNTS = "accounts@cedar.test"


def invoice_of(candidacy: Candidacy) -> Invoice:
    return Invoice.objects.select_related("account", "person").get(enrolment_fee__candidacy=candidacy)


def asked(
    candidacy: Candidacy, amount: str | None = "150.00", *, invoice: Invoice | None = None, **changes: Any
) -> Share:
    """On the enrolment's invoice, if on no other."""
    facts: dict[str, Any] = {
        "name": "Cedar Valley Library",
        "contact": "Pat Ledger",
        "email": ACCOUNTS,
        "address": "4 Main Street\nCedar Valley, OR 97000",
        "reference": "",
        "now": NOW,
    }
    return employer.ask_employer(
        invoice=invoice or invoice_of(candidacy),
        amount=Decimal(amount) if amount else None,
        by=candidacy.person,
        **facts | changes,
    )


def link_to(address: str = ACCOUNTS) -> str:
    """The path of the newest link that went to an address."""
    letter = Letter.objects.filter(kind="share_asked", address=address).latest("pk")
    found = re.search(r"/t/[^/\s]+/", letter.body)
    assert found, letter.body
    return found[0]


def order(share: Share, amount: str = "150.00", number: str = "PO 4471") -> PurchaseOrder:
    return orders.receive_order(share=share, number=number, amount=Decimal(amount), by=None, now=NOW)


def accepted_order(share: Share) -> PurchaseOrder:
    return orders.accept_order(order=order(share), by=people.staff(), now=NOW)


def paid_by_cheque(share: Share, amount: str = "150.00", number: str = "9001") -> Payment:
    return paying.record_payment(
        method=Payment.Method.CHEQUE,
        amount=Decimal(amount),
        payer=share.organisation,
        reference=number,
        received_on=TODAY,
        uses=[paying.For(share.invoice, share=share)],
        by=people.staff(),
        now=NOW,
    )


def scan() -> SimpleUploadedFile:
    from lsscert.desk.demo.paper import purchase_order

    return purchase_order(number="PO 4471", buyer="Cedar Valley Library", amount=Decimal(150))
