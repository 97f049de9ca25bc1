"""The enrolment fee of a candidacy: issued when it is submitted, settled when paid, closed when it comes to nothing."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from candidates.fees.models import EnrolmentFee
from candidates.fees.pricing import EnrolmentPrices, enrolment_lines
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.money import services as money
from lsscert.money.models import Invoice, Payment
from lsscert.policy import services as policy

PURPOSE = "enrolment"


def prices_on(day: date) -> EnrolmentPrices:
    return EnrolmentPrices(
        standard=policy.at("price.enrolment", day), ala_member=policy.at("price.enrolment_ala_member", day)
    )


def issue_enrolment_invoice(*, candidacy: Candidacy, by: Person, now: datetime) -> EnrolmentFee:
    """At submission, at the price of that day; it can be paid before or after the decision."""
    application = candidacy.application
    invoice = money.issue_invoice(
        person=candidacy.person,
        purpose=PURPOSE,
        lines=enrolment_lines(ala_member=application.ala_member, prices=prices_on(programme_day(now))),
        now=now,
        by=by,
    )
    fee = EnrolmentFee.objects.create(candidacy=candidacy, invoice=invoice)
    journey.note(
        candidacy, "invoice_issued", by=None, now=now, number=invoice.number, amount=f"${invoice.total}"
    )
    letters.write(
        kind="application_received",
        occasion=candidacy.ref,
        to=candidacy.person,
        invoice=invoice,
        decision_days=policy.at("application.decision_days", programme_day(now)),
    )
    return fee


def lock_candidacy_of(*, invoice: Invoice) -> None:
    """Whoever locks an enrolment invoice has locked its candidacy before; so paying and accepting cannot cross."""
    Candidacy.objects.select_for_update(of=("self",), no_key=True).filter(
        enrolment_fee__invoice=invoice
    ).first()


def settle_candidacy_of(*, invoice: Invoice, by: Person | None, now: datetime) -> None:
    candidacy = (
        Candidacy.objects.select_for_update(of=("self",), no_key=True)
        .filter(enrolment_fee__invoice=invoice)
        .first()
    )
    if candidacy is None:
        return
    journey.settle(candidacy=candidacy, by=by, now=now)
    if candidacy.state != Candidacy.Status.ACTIVE:  # whoever becomes active by it reads that in one letter
        letters.write(kind="fee_settled", occasion=invoice.ref, to=candidacy.person, invoice=invoice)


def close_enrolment_fee(*, candidacy: Candidacy, why: str, by: Person | None, now: datetime) -> Decimal:
    """The candidacy came to nothing: the invoice is void and what was paid on it waits to be sent back."""
    fee = EnrolmentFee.objects.filter(candidacy=candidacy).select_related("invoice").first()
    if fee is None:
        return Decimal(0)
    back = money.cancel_invoice(invoice=fee.invoice, why=why, by=by, now=now)
    if back:
        journey.note(candidacy, "refund_due", by=None, now=now, amount=f"${back}")
    return back


@transaction.atomic
def record_cheque(*, invoice: Invoice, by: Person, now: datetime, **cheque: Any) -> Payment:
    """A cheque in the post, entered by staff: amount, number, received_on."""
    candidacy = Candidacy.objects.filter(enrolment_fee__invoice=invoice).first()
    if candidacy:
        facts = {"number": cheque["number"], "amount": f"${cheque['amount']}"}
        journey.note(candidacy, "cheque_recorded", by=by, now=now, **facts)
    return money.record_cheque(invoice=invoice, by=by, now=now, **cheque)


@transaction.atomic
def record_refund_sent(*, person: Person, reference: str, by: Person, now: datetime) -> Decimal:
    """The office has posted a refund; the payer is told what was sent and how."""
    amount = money.pay_back_credit(person=person, reference=reference, by=by, now=now)
    candidacy = person.candidacies.order_by("-applied_at").first()
    if candidacy:
        journey.note(candidacy, "refund_sent", by=by, now=now, amount=f"${amount}", reference=reference)
    letters.write(
        kind="refund_sent",
        occasion=f"{person.ref}:{reference}"[:80],
        to=person,
        amount=amount,
        reference=reference,
    )
    return amount
