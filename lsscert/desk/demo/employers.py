"""Employers in the demo: a purchase order that waits at the desk, and a card page that was left open."""

from datetime import datetime
from decimal import Decimal

from candidates.fees import agreeing, employer
from lsscert.desk.demo import paper
from lsscert.desk.demo.story import Story
from lsscert.files import services as files
from lsscert.money import cards, orders
from lsscert.money.models import Share

LIBRARY, FRIENDS = "Cedar Hollow Public Library", "Friends of the Cedar Hollow Library"
MEGABYTES = 10


def ask_two_and_agree(story: Story) -> None:
    with story.on(28) as now:
        library = _ask(story, LIBRARY, Decimal(100), now)
        friends = _ask(story, FRIENDS, Decimal(50), now)
    with story.on(26) as now:
        agreeing.agree(invoice=story.invoice, count=4, by=story.person, now=now)
    story.pay_by_cheque(18, "3302", Decimal(50))
    with story.on(12, story.staff) as now:
        _hand_in(library, now)
        _open_card_page(friends, now)


def _ask(story: Story, name: str, amount: Decimal, now: datetime) -> Share:
    return employer.ask_employer(
        invoice=story.invoice,
        name=name,
        amount=amount,
        contact="Accounts payable",
        email=f"accounts@{name.split()[0].lower()}.demo.test",
        address="4 Main Street\nCedar Hollow, OR 97000",
        by=story.person,
        now=now,
    )


def _hand_in(share: Share, now: datetime) -> None:
    scan = paper.purchase_order(number="PO 7781", buyer=LIBRARY, amount=share.amount)
    received = files.receive(upload=scan, max_megabytes=MEGABYTES)
    orders.receive_order(
        share=share,
        number="PO 7781",
        amount=share.amount,
        document=files.store(received=received, by=None, now=now),
        received_from="Accounts payable",
        by=None,
        now=now,
    )


def _open_card_page(share: Share, now: datetime) -> None:
    cards.open_checkout(
        invoice=share.invoice,
        share=share,
        success_url=lambda made: "/ways-to-pay/",
        cancel_url=lambda made: "/ways-to-pay/",
        by=None,
        now=now,
    )
