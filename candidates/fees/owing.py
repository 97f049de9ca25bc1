"""What is open, read from the books: always the same few questions, however many invoices."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Sum, When
from django.db.models.functions import Coalesce

from candidates.fees.aging import ORGANISATIONS, PEOPLE, Piece, divided, due_on
from lsscert.clock import programme_day
from lsscert.money.fields import MoneyField
from lsscert.money.models import Invoice, PurchaseOrder, Share
from lsscert.money.using import PROMISING
from lsscert.policy.keys import KEYS
from lsscert.policy.models import PolicyRow

Days = Callable[[date], int]


def dated(key: str) -> Callable[[date], Any]:
    """A figure of the policy on any day, in one query for all days. As `policy.at`."""
    rows = list(PolicyRow.objects.filter(key=key).order_by("effective_from"))
    if not rows:
        raise LookupError(f"no policy row for {key}; run load_policy")
    values = [(row.effective_from, KEYS[key].parse(row.value)) for row in rows]

    def on(day: date) -> Any:
        return [value for start, value in values if start <= day or start == values[0][0]][-1]

    return on


def terms() -> tuple[Days, Days]:
    """In how many days people have to pay, and organisations: theirs where their terms are on record."""
    people, organisations = dated("invoice.due_days"), dated("office.payment_terms_days")

    def of_organisations(day: date) -> int:
        days = organisations(day)
        return people(day) if days is None else days

    return people, of_organisations


def open_pieces(invoice: Invoice | None = None) -> list[Piece]:
    """All that is open, or all that is of one invoice; payers apart."""
    rows = _invoices(Q() if invoice is None else Q(pk=invoice.pk))
    shares = _shares(Q() if invoice is None else Q(invoice=invoice))
    people, organisations = terms()
    pieces = []
    for row in rows:
        theirs = shares[row["pk"]]
        own, parts = divided(row["unpaid"], [max(share["unpaid"], Decimal(0)) for share in theirs])
        checking = any(share["checking"] for share in theirs)
        if own:
            pieces.append(_own_piece(row, own, checking, people, organisations))
        pieces += [
            _share_piece(row, share, part, checking, organisations)
            for share, part in zip(theirs, parts, strict=True)
            if part
        ]
    return pieces


def _invoices(only: Q) -> list[dict[str, Any]]:
    unpaid: Any = F("total") - F("credited") - F("account__balance")
    found: Any = (
        Invoice.objects.unpaid()
        .filter(only)
        .annotate(unpaid=unpaid)
        .order_by("issued_at", "pk")
        .values(
            "pk",
            "ref",
            "number",
            "issued_at",
            "unpaid",
            "person_id",
            "person__name",
            "person__email",
            "bill_email",
            "organisation_id",
            "organisation__name",
        )
    )
    return list(found)


def _shares(only: Q) -> dict[int, list[dict[str, Any]]]:
    """Those asked and not paid, by invoice, in the order in which they were asked."""
    order = PurchaseOrder.objects.filter(share=OuterRef("pk"))
    signed = Case(
        When(transfers__target__invoice=F("invoice"), then=F("transfers__amount")),
        default=-F("transfers__amount"),
        output_field=MoneyField(),
    )
    found = (
        Share.objects.filter(only, state=Share.Status.ASKED)
        .annotate(
            unpaid=F("amount") - Coalesce(Sum(signed), Decimal(0), output_field=MoneyField()),
            checking=Exists(order.filter(state=PurchaseOrder.Status.RECEIVED)),
            invoiced_at=order.filter(state__in=PROMISING).values("decided_at")[:1],
        )
        .order_by("pk")
        .values(
            "pk",
            "invoice_id",
            "organisation_id",
            "organisation__name",
            "email",
            "asked_at",
            "unpaid",
            "checking",
            "invoiced_at",
        )
    )
    by_invoice: dict[int, list[Any]] = defaultdict(list)
    for share in found:
        by_invoice[share["invoice_id"]].append(share)
    return by_invoice


def _own_piece(
    row: dict[str, Any], amount: Decimal, checking: bool, people: Days, organisations: Days
) -> Piece:
    issued = programme_day(row["issued_at"])
    is_person = row["person_id"] is not None
    return Piece(
        payer=(PEOPLE, row["person_id"]) if is_person else (ORGANISATIONS, row["organisation_id"]),
        name=row["person__name"] if is_person else row["organisation__name"],
        invoice=row["pk"],
        invoice_ref=row["ref"],
        number=row["number"],
        amount=amount,
        due_on=due_on(issued, (people if is_person else organisations)(issued)),
        email=row["person__email"] if is_person else row["bill_email"],
        checking=checking,
    )


def _share_piece(
    row: dict[str, Any], share: dict[str, Any], amount: Decimal, checking: bool, organisations: Days
) -> Piece:
    """Due from the day they were asked, or from the day their purchase order was accepted and invoiced."""
    since = programme_day(share["invoiced_at"] or share["asked_at"])
    return Piece(
        payer=(ORGANISATIONS, share["organisation_id"]),
        name=share["organisation__name"],
        invoice=row["pk"],
        invoice_ref=row["ref"],
        number=row["number"],
        amount=amount,
        due_on=due_on(since, organisations(since)),
        email=share["email"],
        share=share["pk"],
        promised=share["invoiced_at"] is not None,
        checking=checking,
    )
