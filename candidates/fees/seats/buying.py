"""Buying seats, and handing back those that nobody used."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidates.fees.pricing import PriceLine
from candidates.fees.seats import codes, deriving, members, telling
from candidates.fees.seats.models import SEAT_STATUS, Seat, SeatOrder
from lsscert.accounts.models import Organisation, Person
from lsscert.clock import programme_day
from lsscert.money import refunding, sharing, using
from lsscert.money import services as money
from lsscert.money.models import Invoice, Refund, Share
from lsscert.policy import services as policy
from lsscert.refused import Refused
from lsscert.ui.wording import money as dollars

PURPOSE = "seats"
MOST = 200


def price_on(day: date) -> Decimal:
    """A seat covers an enrolment whatever its price is for the person, so it costs the standard one."""
    return policy.at("price.enrolment", day)


@transaction.atomic
def buy_seats(
    *,
    organisation: Organisation,
    count: int,
    price: Decimal,
    key: str,
    reference: str,
    by: Person,
    now: datetime,
) -> SeatOrder:
    """One invoice for `count` seats at the price of today, which must be the `price` that was shown.

    The same `key` again returns the first order. Refused: seat_count, seat_price_changed, not_a_member,
    no_accounts_office.
    """
    organisation = organisation.lock()
    account = members.require_member(organisation=organisation, person=by)
    if known := SeatOrder.objects.filter(organisation=organisation, key=key).first():
        return known
    if not account.email:
        raise Refused(
            "no_accounts_office", _("It is not known where your invoices go."), _("Say that first.")
        )
    _check(count, price, programme_day(now))
    invoice = money.issue_invoice(
        organisation=organisation,
        purpose=PURPOSE,
        lines=[_line(count, price)],
        now=now,
        by=by,
        bill_to=organisation.name,
        bill_address=account.address,
        bill_email=account.email,
        bill_reference=reference,
    )
    sharing.ask_for_share(
        invoice=invoice,
        organisation=organisation,
        amount=invoice.total,
        contact=account.contact,
        email=account.email,
        address=account.address,
        reference=reference,
        by=by,
        now=now,
    )
    order = SeatOrder.objects.create(
        organisation=organisation,
        invoice=invoice,
        count=count,
        price=price,
        ordered_by=by,
        ordered_at=now,
        key=key,
    )
    Seat.objects.bulk_create(_new_seat(order, number) for number in range(1, count + 1))
    telling.ordered(order=order)
    return order


def _check(count: int, price: Decimal, today: date) -> None:
    if not 1 <= count <= MOST:
        raise Refused(
            "seat_count",
            _("Between 1 and %(most)s seats can be bought at once.") % {"most": MOST},
            _("For more, buy twice."),
        )
    if price != price_on(today):
        raise Refused(
            "seat_price_changed",
            _("The price of a seat is %(price)s since today.") % {"price": dollars(price_on(today))},
            _("Look at the new sum, then order."),
        )


def _line(count: int, price: Decimal) -> PriceLine:
    words = ngettext(
        "%(count)d seat: the enrolment of one person, %(price)s",
        "%(count)d seats: each the enrolment of one person, %(price)s",
        count,
    )
    return PriceLine("seats", words % {"count": count, "price": dollars(price)}, count * price)


def _new_seat(order: SeatOrder, number: int) -> Seat:
    seat = Seat(order=order, number=number)
    seat.code_hash = codes.hashed(deriving.code_for(seat.ref, seat.turn))
    return seat


def share_of(order: SeatOrder) -> Share | None:
    """The organisation's part of the invoice, which is all of it; None once everything was handed back."""
    shares = order.invoice.shares.filter(organisation=order.organisation)
    return shares.exclude(state=Share.Status.WITHDRAWN).first()


def usable(order: SeatOrder) -> bool:
    """Paid, or promised by a purchase order that the office accepted."""
    return using.covered(order.invoice)


def unused(order: SeatOrder) -> list[Seat]:
    """What could be handed back, those first that were taken back already."""
    states = [Seat.Status.FREE, Seat.Status.REVOKED]
    return sorted(
        order.seats.filter(state__in=states),
        key=lambda seat: (seat.state != Seat.Status.REVOKED, -seat.number),
    )


@transaction.atomic
def give_back_seats(*, seats: Sequence[Seat], why: str, by: Person, now: datetime) -> list[Refund]:
    """Unused seats of one order for their price: a credit note, and what was paid goes back to who paid it.

    Refused with move_not_allowed when one of them is used, with invoice_cancelled when nothing is left of the order.
    """
    order = seats[0].order
    invoice = money.lock_invoice(order.invoice)
    locked = Seat.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = list(locked.filter(order=order, pk__in=[seat.pk for seat in seats]))
    for seat in found:
        SEAT_STATUS.require(seat.state, Seat.Status.RETURNED)
        seat.state = Seat.Status.RETURNED
    Seat.objects.bulk_update(found, ["state"])
    released = _ask_for_less(order, invoice, order.price * len(found), why, by, now)
    telling.given_back(order=order, count=len(found), now=now)
    return refunding.give_back(released=released, why=why, by=by, now=now)


def _ask_for_less(
    order: SeatOrder, invoice: Invoice, off: Decimal, why: str, by: Person, now: datetime
) -> money.Released:
    """The part of the organisation follows its invoice; where nothing is left, it is not asked any more."""
    share = share_of(order)
    if share and off < share.amount:
        sharing.lower_share(share=share, off=off, by=by, now=now)
    released = money.credit_invoice(invoice=invoice, amount=off, why=why, by=by, now=now)
    if share and off >= share.amount:
        sharing.withdraw_share(share=share, by=by, now=now)
    return released
