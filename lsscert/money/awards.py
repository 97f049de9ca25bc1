"""Awards: promises of an organisation that cover an invoice at once, until one listed transfer settles many of them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation, Person
from lsscert.clock import programme_day
from lsscert.money import ledger, paying, refunding, services, using
from lsscert.money.models import AwardTransfer, Invoice, Payment, Refund
from lsscert.refused import Refused
from lsscert.ui.wording import money


def record_award(
    *,
    invoice: Invoice,
    organisation: Organisation,
    amount: Decimal,
    reference: str,
    now: datetime,
    by: Person,
    fund: str = "",
) -> Payment:
    """An organisation's award toward an invoice. It is credit of the organisation, never cash for the candidate.

    Refused when it is more than what is left to pay, and as in `paying.record_payment`.
    """
    return paying.record_payment(
        method=Payment.Method.AWARD,
        amount=amount,
        payer=organisation,
        reference=reference,
        fund=fund,
        received_on=programme_day(now),
        uses=[paying.For(invoice, amount=amount)],
        by=by,
        now=now,
    )


@transaction.atomic
def take_award_back(*, award: Payment, why: str, by: Person, now: datetime) -> list[Refund]:
    """All of an award off what it covers, and back to its fund."""
    invoices = services.lock_invoices(using.touched_by(award))
    award = award.lock()
    for use in using.uses_by(award):
        invoice = invoices[use.invoice.pk]
        using.release(payment=award, invoice=invoice, amount=use.amount, share=use.share, by=by, now=now)
        using.settle_up(invoice, by=by, now=now)
    return refunding.ask_refund(payment=award, amount=ledger.free(award), why=why, by=by, now=now)


def unsettled(organisation: Organisation) -> list[tuple[Payment, Decimal]]:
    """Awards that the organisation has not sent the money for yet, oldest first, each with what is missing."""
    found = [(award, refunding.still_owed(award)) for award in awards_of(organisation).order_by("pk")]
    return [(award, owed) for award, owed in found if owed]


def awards_of(organisation: Organisation) -> QuerySet[Payment]:
    return Payment.objects.standing().filter(method=Payment.Method.AWARD, organisation=organisation)


@transaction.atomic
def record_award_transfer(
    *,
    organisation: Organisation,
    awards: Sequence[Payment],
    amount: Decimal,
    reference: str,
    received_on: date,
    by: Person,
    now: datetime,
) -> AwardTransfer:
    """The organisation sent the money for these awards, all that is owed on them and not a cent more or less.

    Refused: received_in_future, transfer_differs, transfer_known, award_settled.
    """
    if received_on > programme_day(now):
        raise Refused("received_in_future", _("A transfer cannot arrive in the future."))
    locked = [award.lock() for award in sorted(set(awards), key=lambda one: one.pk)]
    owed = [(award, refunding.still_owed(award)) for award in locked if award.organisation == organisation]
    if len(owed) != len(locked) or not all(missing for _award, missing in owed):
        raise Refused("award_settled", _("One of these awards is settled already."), _("Reload the list."))
    total = sum((missing for _award, missing in owed), Decimal(0))
    if total != amount:
        raise Refused(
            "transfer_differs",
            _("The awards chosen come to %(total)s, the transfer to %(amount)s.")
            % {"total": money(total), "amount": money(amount)},
            _("Choose the awards that the transfer lists."),
        )
    sent = _note(organisation, reference, amount, received_on, by, now)
    for award, missing in owed:
        ledger.transfer(
            source=ledger.outside(),
            target=ledger.owed_by(organisation),
            amount=missing,
            payment=award,
            reason="award_settled",
            key=f"award-settled:{sent.ref}:{award.ref}",
            by=by,
            now=now,
            counts_for=received_on,
        )
    return sent


def _note(
    organisation: Organisation,
    reference: str,
    amount: Decimal,
    received_on: date,
    by: Person,
    now: datetime,
) -> AwardTransfer:
    try:
        with transaction.atomic():
            return AwardTransfer.objects.create(
                organisation=organisation,
                reference=reference,
                amount=amount,
                received_on=received_on,
                by=by,
                at=now,
            )
    except IntegrityError as problem:
        raise Refused(
            "transfer_known",
            _("The transfer %(reference)s is already recorded.") % {"reference": reference},
        ) from problem
