"""What happens to the money of a candidacy, told on its timeline and by letter."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.money import using
from lsscert.money.models import Invoice, Payment, PurchaseOrder, Refund
from lsscert.ui.wording import money


def candidacy_of(invoice: Invoice) -> Candidacy | None:
    return Candidacy.objects.filter(enrolment_fee__invoice=invoice).select_related("person").first()


def payment_recorded(
    *, payment: Payment, invoices: Sequence[Invoice], by: Person | None, now: datetime
) -> None:
    for invoice in invoices:
        candidacy = candidacy_of(invoice)
        used = _used(payment, invoice)
        if candidacy and used:
            journey.note(
                candidacy,
                _fact_of(payment, candidacy),
                by=by,
                now=now,
                amount=money(used),
                number=payment.reference,
                payer=payment.payer_name,
            )
    if payment.payer:
        letters.write(
            kind="payment_received",
            occasion=payment.ref,
            to=payment.payer,
            attach=[("receipt", payment.ref)],
            payment=payment,
            invoices=invoices,
            over=payment.amount - sum((_used(payment, one) for one in invoices), Decimal(0)),
        )


def _fact_of(payment: Payment, candidacy: Candidacy) -> str:
    if payment.method == Payment.Method.CARD and payment.payer == candidacy.person:
        return "paid_by_card"
    return {
        Payment.Method.CARD: "paid_by_other",
        Payment.Method.CHEQUE: "cheque_recorded",
        Payment.Method.TRANSFER: "transfer_arrived",
        Payment.Method.AWARD: "award_arrived",
    }[Payment.Method(payment.method)]


def _used(payment: Payment, invoice: Invoice) -> Decimal:
    return sum((use.amount for use in using.uses_of(invoice) if use.payment == payment), Decimal(0))


def payment_taken_back(
    *, payment: Payment, invoices: Sequence[Invoice], by: Person | None, now: datetime
) -> None:
    _correct(payment, invoices)
    for invoice in invoices:
        candidacy = candidacy_of(invoice)
        if candidacy is None:
            continue
        journey.note(
            candidacy,
            "payment_entered_by_mistake" if payment.state == Payment.Status.VOID else "payment_taken_back",
            by=by,
            now=now,
            amount=money(payment.amount),
            reason=payment.returned_why,
        )
        if payment.state != Payment.Status.VOID:
            letters.write(
                kind="payment_taken_back",
                occasion=f"{payment.ref}:{invoice.ref}",
                to=candidacy.person,
                payment=payment,
                invoice=invoice,
                # The number of a card payment is the card company's and says nothing to anybody.
                number="" if payment.method == Payment.Method.CARD else f" {payment.reference}",
            )


def _correct(payment: Payment, invoices: Sequence[Invoice]) -> None:
    """A letter that has not gone never goes; one that has gone is put right by another."""
    unsent = letters.withdraw(kind="payment_received", occasion=payment.ref)
    if payment.payer and payment.state == Payment.Status.VOID and not unsent:
        letters.write(
            kind="payment_corrected",
            occasion=payment.ref,
            to=payment.payer,
            payment=payment,
            invoices=invoices,
        )


def refund_asked(*, refund: Refund, by: Person | None, now: datetime) -> None:
    candidacy = _last_candidacy(refund)
    if candidacy and refund.state != Refund.Status.SENT:
        journey.note(candidacy, "refund_due", by=None, now=now, amount=money(refund.amount))


def refund_sent(*, refund: Refund, by: Person | None, now: datetime) -> None:
    candidacy = _last_candidacy(refund)
    if candidacy:
        journey.note(
            candidacy, "refund_sent", by=by, now=now, amount=money(refund.amount), reference=refund.reference
        )
    if refund.payment.payer:
        letters.write(
            kind="refund_sent",
            occasion=refund.ref,
            to=refund.payment.payer,
            amount=refund.amount,
            reference=refund.reference,
            to_card=refund.way == Refund.Way.CARD,
        )


def _last_candidacy(refund: Refund) -> Candidacy | None:
    payer = refund.payment.payer
    return payer.candidacies.order_by("-applied_at").first() if payer else None


def order_moved(*, order: PurchaseOrder, by: Person | None, now: datetime) -> None:
    invoice = order.share.invoice
    candidacy = candidacy_of(invoice)
    if candidacy is None:
        return
    journey.note(
        candidacy,
        "order_accepted"
        if order.state == PurchaseOrder.Status.ACCEPTED
        else "order_received"
        if order.state == PurchaseOrder.Status.RECEIVED
        else "order_cancelled",
        by=by,
        now=now,
        number=order.number,
        amount=money(order.amount),
        payer=order.share.organisation,
        reason=order.cancelled_why,
    )
    if invoice.state == Invoice.Status.CANCELLED:
        return  # the letter that says so says all
    if order.state == PurchaseOrder.Status.CANCELLED and by is None:
        return  # its organisation has handed in another one
    if order.state in (PurchaseOrder.Status.ACCEPTED, PurchaseOrder.Status.CANCELLED):
        letters.write(
            kind="order_accepted" if order.state == PurchaseOrder.Status.ACCEPTED else "order_cancelled",
            occasion=order.ref,
            to=candidacy.person,
            order=order,
            invoice=invoice,
        )
