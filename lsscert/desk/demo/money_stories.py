"""Demo candidates whose fee has more to it than one payment by themselves."""

from decimal import Decimal

from lsscert.accounts.models import Organisation
from lsscert.desk.demo.story import Story
from lsscert.money import awards, orders, paying, returning, sharing
from lsscert.money.models import Payment, PurchaseOrder, Share

SUPPORT_STAFF_DIVISION = "Support Staff Division"


def division() -> Organisation:
    return Organisation.objects.get_or_create(
        kind=Organisation.Kind.ASSOCIATION, name=SUPPORT_STAFF_DIVISION, defaults={"state": "Oregon"}
    )[0]


def iris(story: Story) -> None:
    """The employer pays $150 on an accepted purchase order, and an award covers the other $200."""
    story.apply(24, region="Oregon")
    order = ask_employer(story, 22, "Willow Bend Public Library", Decimal(150), number="PO-77120")
    with story.on(20, story.staff) as now:
        orders.accept_order(order=order, by=story.staff, now=now)
    story.accept(15)
    with story.on(12, story.staff) as now:
        awards.record_award(
            invoice=story.invoice,
            organisation=division(),
            amount=Decimal(200),
            reference="SSD 2026-3",
            fund="Enrolment awards",
            by=story.staff,
            now=now,
        )


def victor(story: Story) -> None:
    """Has paid his part; the employer's purchase order waits to be checked."""
    story.apply(16, region="Nevada")
    ask_employer(story, 9, "Mesa Verde College Library", Decimal(200), number="4500-118")
    story.pay_by_card(8, amount=Decimal(150))
    story.accept(6)


def greta(story: Story) -> None:
    """Active, and the cheque came back from the bank."""
    story.become_active(70, cheque="3308", region="Kansas")
    with story.on(40, story.staff) as now:
        returning.bounce(
            payment=Payment.objects.get(payer=story.person),
            why="The account had been closed.",
            by=story.staff,
            now=now,
        )


def paul(story: Story) -> None:
    """His library sent one cheque over more than was asked; the rest is its credit."""
    story.apply(45, region="Wyoming")
    story.accept(30)
    payer = sharing.payer_named("Cottonwood County Library")
    with story.on(26, story.staff) as now:
        paying.record_payment(
            method=Payment.Method.CHEQUE,
            amount=Decimal(400),
            payer=payer,
            reference="60071",
            received_on=story.day(26),
            note="Paul Arden, certification",
            uses=[paying.For(story.invoice)],
            by=story.staff,
            now=now,
        )


def ask_employer(story: Story, ago: int, name: str, amount: Decimal, *, number: str) -> PurchaseOrder:
    """The candidate asks, and two days later the purchase order is there."""
    with story.on(ago) as now:
        share: Share = sharing.ask_for_share(
            invoice=story.invoice,
            organisation=sharing.payer_named(name),
            amount=amount,
            contact="Accounts office",
            email=f"accounts@{name.split()[0].lower()}.demo.test",
            by=story.person,
            now=now,
        )
    with story.on(ago - 1) as now:
        return orders.receive_order(
            share=share, number=number, amount=amount, by=None, received_from="Accounts office", now=now
        )
