"""What follows for seats when their invoice is paid, and when the candidacy that used one comes to nothing."""

from datetime import datetime

from candidates.fees.reasons import reason_in_words
from candidates.fees.seats import keeping, telling
from candidates.fees.seats.models import SEAT_STATUS, Seat, SeatOrder
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Person
from lsscert.money.models import Invoice, Payment, PurchaseOrder


def _order_of(invoice: Invoice) -> SeatOrder | None:
    return SeatOrder.objects.filter(invoice=invoice).select_related("organisation").first()


def covered(*, invoice: Invoice, payment: Payment | None, by: Person | None, now: datetime) -> None:
    if order := _order_of(invoice):
        telling.ready(order=order)


def uncovered(*, invoice: Invoice, by: Person | None, now: datetime) -> None:
    if order := _order_of(invoice):
        telling.not_ready_after_all(order=order)


def order_moved(*, order: PurchaseOrder, by: Person | None, now: datetime) -> None:
    """That one was accepted is told by the seats being ready."""
    invoice = order.share.invoice
    if order.state != PurchaseOrder.Status.CANCELLED or invoice.state != Invoice.Status.ISSUED:
        return
    if seats := _order_of(invoice):
        telling.purchase_order_cancelled(order=seats, cancelled=order)


def candidacy_closed(*, candidacy: Candidacy, why: str, by: Person | None, now: datetime) -> None:
    """The value of a seat goes back to its payer: it is free again, with a code that nobody knows yet."""
    seat = Seat.objects.filter(redeemed_by=candidacy).first()
    if seat is None:
        return
    seat = seat.lock()
    SEAT_STATUS.require(seat.state, Seat.Status.FREE)
    seat.state = Seat.Status.FREE
    seat.redeemed_by, seat.redeemed_at, seat.shares_progress = None, None, False
    keeping.with_new_code(seat)
    telling.free_again(seat=seat, name=candidacy.person.name, why=str(reason_in_words(why)))
