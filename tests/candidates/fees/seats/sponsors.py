"""Organisations that buy seats, for tests."""

from decimal import Decimal
from itertools import count

from candidates.fees.seats import buying, codes, members, redeeming
from candidates.fees.seats.models import Seat, SeatOrder
from candidates.journey.models import Candidacy
from lsscert.accounts.models import Organisation, Person
from lsscert.money import orders, paying
from lsscert.money.models import Invoice, Payment, PurchaseOrder
from tests import people
from tests.people import NOW

_numbers = count(1)


def sponsor(name: str = "", buyer: Person | None = None) -> tuple[Organisation, Person]:
    buyer = buyer or people.person("Sylvia Buyer")
    organisation = members.set_up(
        name=name or f"Library District {next(_numbers)}",
        contact="Accounts payable",
        address="1 Main Street\nSalem, OR 97301",
        email="accounts@district.test",
        by=buyer,
        now=NOW,
    )
    return organisation, buyer


def order(
    seats: int = 2, *, sold_to: tuple[Organisation, Person] | None = None, paid: bool = True
) -> SeatOrder:
    organisation, buyer = sold_to or sponsor()
    made = buying.buy_seats(
        organisation=organisation,
        count=seats,
        price=buying.price_on(NOW.date()),
        key=f"page-{next(_numbers)}",
        reference="PO 17",
        by=buyer,
        now=NOW,
    )
    if paid:
        pay(made)
    return SeatOrder.objects.select_related("organisation", "invoice__account").get(pk=made.pk)


def pay(made: SeatOrder, amount: str = "") -> Payment:
    return paying.record_cheque(
        invoice=made.invoice,
        amount=Decimal(amount) if amount else Invoice.objects.get(pk=made.invoice.pk).left,
        number=f"90{next(_numbers)}",
        received_on=NOW.date(),
        by=people.staff(),
        now=NOW,
    )


def promise(made: SeatOrder, *, accept: bool = True) -> PurchaseOrder:
    share = buying.share_of(made)
    assert share is not None
    bought = orders.receive_order(share=share, number="PO 17", amount=share.left, by=made.ordered_by, now=NOW)
    return orders.accept_order(order=bought, by=people.staff(), now=NOW) if accept else bought


def seat_of(made: SeatOrder, number: int = 1) -> Seat:
    return made.seats.get(number=number)


def use(seat: Seat, candidacy: Candidacy | None = None, *, shares: bool = False) -> Candidacy:
    candidacy = candidacy or people.applicant()
    redeeming.redeem(typed=codes.grouped(seat.code), shares_progress=shares, by=candidacy.person, now=NOW)
    candidacy.refresh_from_db()
    return candidacy
