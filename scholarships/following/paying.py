"""An award toward the fee becomes credit on the invoice, and comes back to its fund when that lets it go."""

from datetime import datetime

from django.db import transaction

from candidates.fees.models import EnrolmentFee
from candidates.journey.models import OPEN, Candidacy
from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.money import awards
from lsscert.money.models import Invoice, Payment, Refund
from scholarships.awarding import holding
from scholarships.awarding.models import Award, AwardPart
from scholarships.following.filling import fill_up
from scholarships.rounds.models import Round

Status = Award.Status


def _invoice_of(person: Person) -> Invoice | None:
    """The enrolment invoice of an open candidacy."""
    fees = EnrolmentFee.objects.filter(candidacy__person=person, candidacy__state__in=OPEN)
    fees = fees.exclude(invoice__state=Invoice.Status.CANCELLED)
    fee = fees.select_related("invoice__account").first()
    return fee.invoice if fee else None


def open_invoice_of(person: Person) -> Invoice | None:
    """While it asks for anything."""
    invoice = _invoice_of(person)
    return invoice if invoice and invoice.left > 0 else None


def has_paid(person: Person) -> bool:
    """Whether it asks for nothing more: an award cannot cover it."""
    invoice = _invoice_of(person)
    return invoice is not None and invoice.left <= 0


@transaction.atomic
def put_on_invoice(*, award: Award, by: Person | None, now: datetime) -> Invoice | None:
    """For an accepted award toward the fee whose round is locked. None when there is no invoice to put it on yet.

    What the invoice does not need any more goes back to the fund: award money is never cashed.
    """
    invoice = open_invoice_of(award.person) if award.round.purpose == Round.Purpose.FEE else None
    if invoice is None:
        return None
    left = invoice.left
    for part in award.parts.select_related("fund__organisation").filter(payment=None):
        part.award = award
        used = min(part.amount, left)
        if not used:
            holding.drop(part=part, by=by, now=now)
            continue
        holding.spend(part=part, amount=used, by=by, now=now)
        part.payment = awards.record_award(
            invoice=invoice,
            organisation=part.fund.organisation,
            amount=used,
            reference=f"{award.ref}-{part.ref}",
            fund=part.fund.name,
            by=by or award.person,
            now=now,
        )
        part.save(update_fields=["payment"])
        left -= used
    award.state = Status.PAID
    award.save(update_fields=["state"])
    return Invoice.objects.get(pk=invoice.pk)


@transaction.atomic
def invoice_issued(*, candidacy: Candidacy, by: Person, now: datetime) -> None:
    """Somebody who accepted an award before applying has an invoice now."""
    waiting = Award.objects.filter(
        person=candidacy.person, state=Status.ACCEPTED, round__purpose=Round.Purpose.FEE
    )
    for found in waiting.order_by("pk"):
        found.round.lock()
        award = found.lock()
        invoice = put_on_invoice(award=award, by=by, now=now) if award.state == Status.ACCEPTED else None
        if invoice:
            letters.write(
                kind="scholarship_on_invoice",
                occasion=award.ref,
                to=award.person,
                award=award,
                round=award.round,
                invoice=invoice,
            )


def came_back(*, refund: Refund, by: Person | None, now: datetime) -> None:
    """Dollars of an award that an invoice let go are in their fund again; a place they held is free."""
    if refund.payment.method != Payment.Method.AWARD:
        return
    found = AwardPart.objects.filter(payment=refund.payment).first()
    if found is None:  # an award that was entered by hand, of an organisation whose funds are not kept here
        return
    round_ = found.award.round.lock()
    part = AwardPart.objects.select_related("award", "fund").get(pk=found.pk)
    award = holding.take_back(part=part, amount=refund.amount, key=refund.ref, by=by, now=now)
    if award.state == Status.TAKEN_OFF:
        fill_up(round_=round_, by=by, now=now, left=award)
