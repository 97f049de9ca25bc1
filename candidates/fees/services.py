"""The enrolment fee of a candidacy: issued when it is submitted, closed when it comes to nothing."""

from datetime import date, datetime
from decimal import Decimal

from candidates.fees import telling_employers
from candidates.fees.models import EnrolmentFee
from candidates.fees.pricing import EnrolmentPrices, enrolment_lines
from candidates.fees.reasons import reason_in_words
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.money import refunding
from lsscert.money import services as money
from lsscert.money.models import Invoice
from lsscert.policy import services as policy
from lsscert.ui.wording import money as dollars

PURPOSE = "enrolment"


def prices_on(day: date) -> EnrolmentPrices:
    return EnrolmentPrices(
        standard=policy.at("price.enrolment", day), ala_member=policy.at("price.enrolment_ala_member", day)
    )


def issue_enrolment_invoice(*, candidacy: Candidacy, by: Person, now: datetime) -> EnrolmentFee:
    """At submission, at the price of that day; it can be paid before or after the decision.

    An application that an appeal opens again gets a new one at the same price: the first went void with its refusal.
    """
    application, applied = candidacy.application, programme_day(candidacy.applied_at)
    invoice = money.issue_invoice(
        person=candidacy.person,
        purpose=PURPOSE,
        lines=enrolment_lines(ala_member=application.ala_member, prices=prices_on(applied)),
        now=now,
        by=by,
    )
    fee, first = EnrolmentFee.objects.update_or_create(
        candidacy=candidacy, defaults={"invoice": invoice, "reopened_on": None}
    )
    journey.note(
        candidacy, "invoice_issued", by=None, now=now, number=invoice.number, amount=dollars(invoice.total)
    )
    letters.write(
        kind="application_received",
        occasion=invoice.ref,
        to=candidacy.person,
        attach=[("invoice", invoice.ref)],
        invoice=invoice,
        again=not first,
        decision_days=policy.at("application.decision_days", programme_day(now)),
    )
    return fee


def lock_candidacy_of(*, invoice: Invoice) -> None:
    """Whoever locks an enrolment invoice has locked its candidacy before; so paying and accepting cannot cross."""
    Candidacy.objects.select_for_update(of=("self",), no_key=True).filter(
        enrolment_fee__invoice=invoice
    ).first()


def close_enrolment_fee(*, candidacy: Candidacy, why: str, by: Person | None, now: datetime) -> Decimal:
    """The candidacy came to nothing: the invoice is void, and each dollar goes back to the one who paid it."""
    fee = EnrolmentFee.objects.filter(candidacy=candidacy).select_related("invoice").first()
    if fee is None or fee.invoice.state == Invoice.Status.CANCELLED:
        return Decimal(0)
    released = money.cancel_invoice(invoice=fee.invoice, why=why, by=by, now=now)
    # A rule has decided it, unless the office ended the candidacy: then it is a person's decision as any other.
    decided_by = by if why == "ended" else None
    refunding.give_back(released=released, why=str(reason_in_words(why)), by=decided_by, now=now)
    telling_employers.fee_closed(fee.invoice, by=by, now=now)
    return sum((amount for _payment, amount in released), Decimal(0))
