"""What a sponsor does with seats that nobody has used yet."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from candidates.fees.seats import buying, codes, deriving, members
from candidates.fees.seats.models import SEAT_STATUS, Seat
from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.refused import Refused

Status = Seat.Status


@transaction.atomic
def revoke(*, seat: Seat, by: Person, now: datetime) -> Seat:
    """Its code opens nothing any more, and a letter with it that has not gone stays here."""
    seat = _locked_for(seat, by)
    SEAT_STATUS.require(seat.state, Status.REVOKED)
    _forget_letter(seat)
    seat.state = Status.REVOKED
    seat.save(update_fields=["state"])
    return seat


@transaction.atomic
def free_again(*, seat: Seat, by: Person, now: datetime) -> Seat:
    """A seat that was taken back, with a new code."""
    seat = _locked_for(seat, by)
    if seat.state != Status.REVOKED:
        SEAT_STATUS.require(seat.state, Status.FREE)
        raise Refused("seat_in_use", _("This seat is used."), _("Reload the page to see by whom."))
    seat.state = Status.FREE
    with_new_code(seat)
    return seat


@transaction.atomic
def replace_code(*, seat: Seat, by: Person, now: datetime) -> Seat:
    """A new code for a free seat; the old one opens nothing any more."""
    seat = _locked_for(seat, by)
    _require_free(seat)
    _forget_letter(seat)
    with_new_code(seat)
    return seat


@transaction.atomic
def send_code(*, seat: Seat, address: str, by: Person, now: datetime) -> Seat:
    """A secret letter with the code. Refused: seat_not_paid, seat_sent_there, seat_code_lost, move_not_allowed."""
    seat = _locked_for(seat, by)
    _require_free(seat)
    if not buying.usable(seat.order):
        raise Refused(
            "seat_not_paid",
            _("The order of this seat is not paid yet."),
            _("Its code can be sent as soon as it is, or the office has accepted your purchase order."),
        )
    if not seat.code:
        raise Refused(
            "seat_code_lost", _("This code cannot be shown any more."), _("Make a new one, then send it.")
        )
    if seat.sent_to == address.lower():
        raise Refused(
            "seat_sent_there",
            _("This code has been sent to that address already."),
            _("Should the letter be lost, make a new code and send that."),
        )
    letters.write_to_address(
        kind="seat_code",
        occasion=_occasion(seat),
        address=address,
        secret=True,
        code=codes.grouped(seat.code),
        organisation=seat.order.organisation,
        by=by,
    )
    seat.sent_to, seat.sent_at = address.lower(), now
    seat.save(update_fields=["sent_to", "sent_at"])
    return seat


def with_new_code(seat: Seat) -> None:
    """For a locked seat: saves it with the next code of its own."""
    seat.turn += 1
    seat.code_hash = codes.hashed(deriving.code_for(seat.ref, seat.turn))
    seat.sent_to, seat.sent_at = "", None
    seat.save()


def _occasion(seat: Seat) -> str:
    return f"{seat.ref}:{seat.turn}"


def _forget_letter(seat: Seat) -> None:
    letters.withdraw(kind="seat_code", occasion=_occasion(seat))


def _locked_for(seat: Seat, by: Person) -> Seat:
    members.require_member(organisation=seat.order.organisation, person=by)
    return seat.lock()


def _require_free(seat: Seat) -> None:
    if seat.state != Status.FREE:
        SEAT_STATUS.require(seat.state, Status.REDEEMED)
