"""Orders and seats as a sponsor's pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from candidates.fees.seats import codes
from candidates.fees.seats.faring import Fare, fares
from candidates.fees.seats.models import SEAT_STATUS, Seat, SeatOrder
from lsscert.accounts.models import Organisation
from lsscert.money import using
from lsscert.money.models import Invoice
from lsscert.ui.bars import Bar, bar

Status = Seat.Status
LABELS = {
    Status.REDEEMED: _("used"),
    Status.FREE: _("free"),
    Status.REVOKED: _("taken back"),
    Status.RETURNED: _("handed back"),
}


@dataclass(frozen=True)
class Figures:
    """How many seats an organisation, or one order, has in each state."""

    counts: dict[str, int]

    @property
    def bought(self) -> int:
        return sum(self.counts.values())

    @property
    def free(self) -> int:
        return self.counts.get(Status.FREE, 0)

    @property
    def parts(self) -> list[tuple[str, Any, int]]:
        return [(str(state), LABELS[state], self.counts.get(state, 0)) for state in LABELS]

    @property
    def bar(self) -> Bar:
        drawn = {f"seat-{state}": Decimal(count) for state, _label, count in self.parts}
        return bar(drawn, whole=Decimal(self.bought))


def figures(**of: Any) -> Figures:
    """`of` narrows the seats: `order__organisation=` or `order=`."""
    rows = Seat.objects.filter(**of).order_by().values_list("state")
    return Figures(dict(rows.annotate(count=Count("pk"))))


@dataclass(frozen=True)
class OrderState:
    """What an order waits for. `usable` says whether its codes open something."""

    tone: str
    word: Any
    sentence: Any
    usable: bool


def order_state(order: SeatOrder) -> OrderState:
    """Needs the invoice with its account."""
    invoice = order.invoice
    if invoice.state == Invoice.Status.CANCELLED:
        return OrderState("stop", _("Handed back"), _("All seats of this order were handed back."), False)
    if invoice.settled:
        return OrderState("done", _("Paid"), _("Its codes can be used."), True)
    if using.covered(invoice):
        return OrderState(
            "done", _("Promised"), _("Your purchase order is accepted: the codes can be used already."), True
        )
    if _with_the_office(order):
        return OrderState(
            "wait",
            _("Purchase order with the office"),
            _("The office checks your purchase order; once it is accepted, the codes can be used."),
            False,
        )
    return OrderState("act", _("To pay"), _("The codes can be used as soon as it is paid."), False)


def _with_the_office(order: SeatOrder) -> bool:
    return any(
        purchase.state == purchase.Status.RECEIVED
        for share in order.invoice.shares.all()
        for purchase in share.orders.all()
    )


@dataclass(frozen=True)
class SeatRow:
    """One seat of an order. `name` is of who used it; `fare` only where they agreed to it."""

    seat: Seat
    tone: str
    label: Any
    code: str
    lost: bool
    name: str
    fare: Fare | None


def seat_rows(seats: Sequence[Seat], *, usable: bool, now: datetime) -> list[SeatRow]:
    """Codes are shown for free seats that can be used; a code is `lost` when the secret key has changed since."""
    how = fares(seats, now=now)
    return [_row(seat, usable and seat.state == Status.FREE, how.get(seat.pk)) for seat in seats]


def _row(seat: Seat, show: bool, fare: Fare | None) -> SeatRow:
    info, code = SEAT_STATUS[seat.state], seat.code if show else ""
    return SeatRow(
        seat=seat,
        tone=info.tone,
        label=info.candidate,
        code=codes.grouped(code),
        lost=show and not code,
        name=seat.redeemed_by.person.name if seat.redeemed_by else "",
        fare=fare,
    )


def orders_of(organisation: Organisation) -> QuerySet[SeatOrder]:
    return SeatOrder.objects.filter(organisation=organisation).select_related(
        "invoice__account", "organisation"
    )


def seats_of(order: SeatOrder) -> list[Seat]:
    return list(order.seats.select_related("order__invoice", "redeemed_by__person").order_by("number"))
