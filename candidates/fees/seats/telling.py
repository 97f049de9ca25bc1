"""What sponsors and those who use their seats are told by letter."""

from datetime import datetime
from decimal import Decimal

from candidates.fees.seats import members
from candidates.fees.seats.models import Seat, SeatOrder
from lsscert.accounts.models import Organisation, Person
from lsscert.letters import services as letters
from lsscert.money.models import PurchaseOrder


def _buyers(organisation: Organisation) -> list[Person]:
    return [member.person for member in members.members_of(organisation)]


def ordered(*, order: SeatOrder) -> None:
    """To the accounts office, which pays."""
    invoice = order.invoice
    letters.write_to_address(
        kind="seats_invoice",
        occasion=order.ref,
        address=invoice.bill_email,
        attach=[("seats_invoice", invoice.ref)],
        order=order,
        invoice=invoice,
    )


def ready(*, order: SeatOrder) -> None:
    for buyer in _buyers(order.organisation):
        letters.write(kind="seats_ready", occasion=order.ref, to=buyer, order=order)


def not_ready_after_all(*, order: SeatOrder) -> None:
    letters.withdraw(kind="seats_ready", occasion=order.ref)


def purchase_order_cancelled(*, order: SeatOrder, cancelled: PurchaseOrder) -> None:
    for buyer in _buyers(order.organisation):
        letters.write(
            kind="seats_order_cancelled", occasion=cancelled.ref, to=buyer, order=order, cancelled=cancelled
        )


def given_back(*, order: SeatOrder, count: int, now: datetime) -> None:
    note = order.invoice.credit_notes.latest("pk")
    for buyer in _buyers(order.organisation):
        letters.write(
            kind="seats_given_back", occasion=note.ref, to=buyer, order=order, note=note, count=count
        )


def redeemed(*, seat: Seat, back: Decimal | int) -> None:
    candidacy = seat.redeemed_by
    assert candidacy is not None  # it was used just now
    letters.write(
        kind="seat_redeemed",
        occasion=f"{seat.ref}:{seat.turn}",
        to=candidacy.person,
        candidacy=candidacy,
        seat=seat,
        back=back,
    )


def free_again(*, seat: Seat, name: str, why: str) -> None:
    """`seat` has its new code already."""
    for buyer in _buyers(seat.order.organisation):
        letters.write(
            kind="seat_free_again",
            occasion=f"{seat.ref}:{seat.turn}",
            to=buyer,
            seat=seat,
            name=name,
            why=why,
        )
