"""The demo's sponsor: a library district with seats paid by card, and seats on a purchase order."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.urls import reverse

from candidates.fees.models import Seat, SeatOrder
from candidates.fees.seats import buying, keeping, members, redeeming
from lsscert.accounts.models import Organisation, Person
from lsscert.desk.demo import paper
from lsscert.desk.demo.story import REQUIRED, Story
from lsscert.files import services as files
from lsscert.money import cards, orders
from lsscert.money.models import SandboxSession

NAME = "Alder County Library District"


def live(people: Mapping[str, Person], *, today: date) -> None:
    if Organisation.objects.filter(name=NAME).exists():
        return
    staff = people["staff@demo.test"]
    buyer, ruth, ben = (
        Story(person=people[f"{name}@demo.test"], staff=staff, today=today)
        for name in ("sponsor", "ruth", "ben")
    )
    with buyer.on(112) as now:
        district = members.set_up(
            name=NAME,
            contact="Accounts payable",
            address="Accounts payable\n200 Main Street\nAlder, OR 97000",
            email="accounts@demo.test",
            by=buyer.person,
            now=now,
        )
    first = _buy(buyer, district, 110, count=5, reference="")
    _pay_by_card(buyer, first, 109)
    _enrol(ruth, first.seats.get(number=1), 100, shares=True)
    ruth.achieve(50, REQUIRED[0])
    ruth.achieve(14, REQUIRED[1])
    _enrol(ben, first.seats.get(number=2), 90, shares=False)
    with buyer.on(60) as now:
        keeping.revoke(seat=first.seats.get(number=5), by=buyer.person, now=now)
        keeping.send_code(seat=first.seats.get(number=3), address="kim@demo.test", by=buyer.person, now=now)
    _on_a_purchase_order(buyer, _buy(buyer, district, 20, count=8, reference="PO 2031-77"))


def _buy(buyer: Story, district: Organisation, ago: int, *, count: int, reference: str) -> SeatOrder:
    with buyer.on(ago) as now:
        return buying.buy_seats(
            organisation=district,
            count=count,
            price=buying.price_on(buyer.day(ago)),
            key=f"demo-{ago}",
            reference=reference,
            by=buyer.person,
            now=now,
        )


def _pay_by_card(buyer: Story, order: SeatOrder, ago: int) -> None:
    with buyer.on(ago) as now:
        checkout = cards.open_checkout(
            invoice=order.invoice,
            share=buying.share_of(order),
            success_url=lambda made: reverse("sponsor_paid", args=[made.ref]),
            cancel_url=lambda made: reverse("sponsor_not_paid", args=[made.ref]),
            by=buyer.person,
            now=now,
        )
        SandboxSession.objects.filter(ref=checkout.session_id).update(paid=True)
        cards.confirm(checkout=checkout, now=now)


def _enrol(story: Story, seat: Seat, ago: int, *, shares: bool) -> None:
    story.apply(ago)
    with story.on(ago - 1) as now:
        redeeming.redeem(typed=seat.code, shares_progress=shares, by=story.person, now=now)
    story.accept(ago - 14)


def _on_a_purchase_order(buyer: Story, order: SeatOrder) -> None:
    share = buying.share_of(order)
    assert share is not None
    scan = files.receive(
        upload=paper.purchase_order(number="2031-77", buyer=NAME, amount=order.invoice.total),
        max_megabytes=10,
    )
    with buyer.on(18) as now, files.together():
        bought = orders.receive_order(
            share=share,
            number="2031-77",
            amount=Decimal(order.invoice.total),
            document=files.store(received=scan, by=buyer.person, now=now),
            received_from=buyer.person.name,
            by=buyer.person,
            now=now,
        )
    with buyer.on(16, buyer.staff) as now:
        orders.accept_order(order=bought, by=buyer.staff, now=now)
