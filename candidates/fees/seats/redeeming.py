"""Using a seat: its code pays the enrolment of one candidacy, once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.fees.models import EnrolmentFee
from candidates.fees.reasons import reason_in_words
from candidates.fees.seats import buying, codes, guessing, telling
from candidates.fees.seats.models import Seat
from candidates.fees.seats.slips import slip_in_words
from candidates.journey import services as journey
from lsscert.accounts.models import Person
from lsscert.money import refunding, sharing, using
from lsscert.money import services as money
from lsscert.money.models import Invoice, PurchaseOrder, Share
from lsscert.refused import Refused

WHY = "seat"
Status = Seat.Status


def redeem(*, typed: str, shares_progress: bool, by: Person, now: datetime) -> Seat:
    """Let a seat pay the enrolment of `by`; what they have paid themselves goes back to them.

    Refused: seat_typo, seat_guesses, seat_unknown, seat_used, seat_revoked, seat_not_paid, no_open_invoice,
    invoice_settled.
    """
    reading = codes.read(typed)
    if reading.slip:
        raise Refused("seat_typo", *slip_in_words(reading))
    guessing.require_patience(person=by, now=now)
    seat = Seat.objects.filter(code_hash=codes.hashed(reading.code)).first()
    if seat is None:
        guessing.note_a_miss(person=by, now=now)
        raise _unknown()
    return _redeem(seat, reading.code, shares_progress, by, now)


@transaction.atomic
def _redeem(seat: Seat, code: str, shares_progress: bool, by: Person, now: datetime) -> Seat:
    fee = open_fee(by)
    invoice = money.lock_invoice(fee.invoice)
    candidacy = fee.candidacy.lock()
    _require_unsettled(invoice)
    seat = seat.lock()
    _require_usable(seat, code)
    seat.state, seat.redeemed_by, seat.redeemed_at = Status.REDEEMED, candidacy, now
    seat.shares_progress = shares_progress
    seat.save(update_fields=["state", "redeemed_by", "redeemed_at", "shares_progress"])
    released = money.cancel_invoice(invoice=invoice, why=WHY, by=by, now=now)
    refunding.give_back(released=released, why=str(reason_in_words(WHY)), by=None, now=now)
    _ask_nobody_else(invoice, by, now)
    EnrolmentFee.objects.filter(pk=fee.pk).update(reopened_on=None)
    journey.note(candidacy, "seat_redeemed", by=by, now=now, sponsor=seat.order.organisation)
    if candidacy.settled_on is None:
        journey.settle(candidacy=candidacy, by=by, now=now)
    telling.redeemed(seat=seat, back=sum(amount for _payment, amount in released))
    return seat


def open_fee(person: Person) -> EnrolmentFee:
    """The enrolment fee of the candidacy that is open. Refused with no_open_invoice."""
    fees = EnrolmentFee.objects.filter(candidacy__in=person.candidacies.open())
    fee = fees.select_related("candidacy", "invoice").first()
    if fee is None:
        raise Refused(
            "no_open_invoice",
            _("A code pays the invoice that comes with your application, and you have none now."),
            _("Send your application first, then enter the code; it stays good meanwhile."),
        )
    return fee


def _require_unsettled(invoice: Invoice) -> None:
    if invoice.state == Invoice.Status.CANCELLED or using.covered(invoice):
        raise Refused(
            "invoice_settled",
            _("Your fee is settled already, so you need no seat."),
            _("Keep the code for a colleague: it has not been used."),
        )


def _require_usable(seat: Seat, code: str) -> None:
    if seat.code_hash != codes.hashed(code):  # it was replaced a moment ago
        raise _unknown()
    if seat.state == Status.REDEEMED:
        raise Refused(
            "seat_used",
            _("This code has been used already; each works once."),
            _("Ask whoever gave it to you for another one."),
        )
    if seat.state != Status.FREE:
        raise Refused(
            "seat_revoked",
            _("This code was taken back by those who bought it."),
            _("Ask whoever gave it to you for another one."),
        )
    if not buying.usable(seat.order):
        raise Refused(
            "seat_not_paid",
            _("This code is good, but those who bought it have not paid for it yet."),
            _("Keep it and try again later; nothing else is needed from you."),
        )


def _unknown() -> Refused:
    return Refused(
        "seat_unknown",
        _("This code opens nothing. It may have been replaced by a newer one."),
        _("Ask whoever gave it to you to look."),
    )


def _ask_nobody_else(invoice: Invoice, by: Person, now: datetime) -> None:
    """Whoever was asked for a part of the invoice owes nothing any more."""
    for share in invoice.shares.exclude(state=Share.Status.WITHDRAWN):
        if not share.orders.filter(state=PurchaseOrder.Status.PAID).exists():
            sharing.withdraw_share(share=share, by=by, now=now)


@transaction.atomic
def let_progress_be_seen(*, seat: Seat, seen: bool, by: Person, now: datetime) -> Seat:
    """The candidate's own choice, to be changed at any time."""
    seat = seat.lock()
    if seat.redeemed_by is None or seat.redeemed_by.person_id != by.pk:
        raise Refused("not_your_seat", _("This seat pays nothing of yours any more."))
    seat.shares_progress = seen
    seat.save(update_fields=["shares_progress"])
    return seat
