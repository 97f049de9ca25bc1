"""Papers of every kind, for tests."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from lsscert.paper import bills, receipts
from lsscert.paper.sheet import Line, Note, Paper, Party

OFFICE = Party("ALA-APA programme office", ("12 Example Street", "Chicago, IL 60600", "office@lssc.test"))
LIBRARY = Party("Cedar Valley Library", ("Accounts payable", "4 Main Street", "Cedar Valley, OR 97000"))
ENROLMENT = Line(
    "Enrolment in the Library Support Staff Certification", Decimal("350.00"), "Six sets, four years"
)
DAY = date(2026, 3, 2)
WAYS = bills.ways_to_pay(
    invoice_number="2026-0147",
    payee="ALA-APA",
    postal=("12 Example Street", "Chicago, IL 60600"),
    bank=("Example Bank, Chicago", "Routing 000000000, account 0000000000"),
    link="https://lssc.example.org/t/q7Jd0vX2mP4kTz9sLw1bRc/",
)


def invoice(**changes: Any) -> Paper:
    return bills.invoice(
        **{
            "number": "2026-0147",
            "day": DAY,
            "due": date(2026, 4, 1),
            "sender": OFFICE,
            "to": LIBRARY,
            "reference": "PO 4471",
            "candidate": "Maria Delgado-Ruiz",
            "lines": [ENROLMENT],
            "ways": WAYS,
        }
        | changes
    )


def receipt(**changes: Any) -> Paper:
    return receipts.receipt(
        **{
            "number": "R-2026-0031",
            "day": date(2026, 3, 9),
            "received": date(2026, 3, 6),
            "sender": OFFICE,
            "payer": Party("Maria Delgado-Ruiz", ("8 Elm Road", "Cedar Valley, OR 97000")),
            "method": "Cheque 1042",
            "lines": [Line(ENROLMENT.description, Decimal("250.00"), "First part of two")],
            "invoice_number": "2026-0147",
            "left": Decimal("100.00"),
            "candidate": "Maria Delgado-Ruiz",
        }
        | changes
    )


def credit_note(**changes: Any) -> Paper:
    return receipts.credit_note(
        **{
            "number": "C-2026-0004",
            "day": date(2026, 3, 20),
            "sender": OFFICE,
            "to": LIBRARY,
            "lines": [ENROLMENT],
            "invoice_number": "2026-0147",
            "reason": "The application was not accepted, so the whole fee goes back.",
            "outcome": "A cheque over $350.00 goes to Cedar Valley Library.",
            "candidate": "Maria Delgado-Ruiz",
        }
        | changes
    )


def quote(**changes: Any) -> Paper:
    return bills.quote(
        **{
            "number": "Q-2026-0012",
            "day": DAY,
            "valid_until": date(2026, 5, 31),
            "sender": OFFICE,
            "to": LIBRARY,
            "lines": [Line("20 enrolments at $350.00", Decimal("7000.00"))],
            "notes": [Note("How to order", ("Send a purchase order to office@lssc.test.",))],
        }
        | changes
    )


def deposit_slip(**changes: Any) -> Paper:
    return receipts.deposit_slip(
        **{
            "number": "D-2026-0009",
            "day": date(2026, 3, 12),
            "sender": OFFICE,
            "bank": Party("Example Bank", ("Account 0000000000",)),
            "cheques": [
                Line("Maria Delgado-Ruiz", Decimal("250.00"), "Invoice 2026-0147", "1042"),
                Line("Cedar Valley Library", Decimal("7000.00"), "Invoice 2026-0151", "88213"),
                Line("Friends of the Bend Library", Decimal("100.00"), "Invoice 2026-0147", "301"),
            ],
            "prepared_by": "Staff of the office",
        }
        | changes
    )


EVERY_KIND: dict[str, Callable[..., Paper]] = {
    "invoice": invoice,
    "receipt": receipt,
    "credit note": credit_note,
    "quote": quote,
    "deposit slip": deposit_slip,
}
