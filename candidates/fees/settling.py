"""What follows for a candidacy when its enrolment invoice is covered, or no longer."""

from datetime import datetime

from candidates.fees.models import EnrolmentFee
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.clock import programme_day
from lsscert.letters import services as letters
from lsscert.money.models import Invoice, Payment
from lsscert.ui.wording import money

Status = Candidacy.Status


def _fee_of(invoice: Invoice) -> EnrolmentFee | None:
    return EnrolmentFee.objects.filter(invoice=invoice).first()


def covered(*, invoice: Invoice, payment: Payment | None, by: Person | None, now: datetime) -> None:
    """Accepted becomes active. Told again, or after it had been open again, nothing happens twice."""
    fee = _fee_of(invoice)
    if fee is None:
        return
    candidacy = fee.candidacy.lock()
    if fee.reopened_on:
        fee.reopened_on = None
        fee.save(update_fields=["reopened_on"])
    if candidacy.settled_on:
        return
    journey.settle(candidacy=candidacy, by=by, now=now)
    own = payment is not None and payment.payer == candidacy.person
    # Whoever becomes active reads that in one letter, and whoever paid has a receipt.
    if candidacy.state != Status.ACTIVE and not own:
        letters.write(kind="fee_settled", occasion=invoice.ref, to=candidacy.person, invoice=invoice)


def uncovered(*, invoice: Invoice, by: Person | None, now: datetime) -> None:
    """A payment was taken back or a promise fell. Who is active stays so and owes again; the desk sees it."""
    fee = _fee_of(invoice)
    if fee is None:
        return
    candidacy = fee.candidacy.lock()
    if candidacy.settled_on is None:
        return
    if candidacy.state in (Status.SUBMITTED, Status.ACCEPTED):
        journey.unsettle(candidacy=candidacy, by=by, now=now, left=money(invoice.left))
    elif fee.reopened_on is None:
        fee.reopened_on = programme_day(now)
        fee.save(update_fields=["reopened_on"])
        journey.note(candidacy, "fee_open_again", by=None, now=now, left=money(invoice.left))
