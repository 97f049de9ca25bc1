"""An accepted place and who keeps it: both edges of every hold."""

from datetime import timedelta
from decimal import Decimal

import pytest

from candidates.fees import agreeing
from candidates.journey.lapsing import lapse_what_is_due
from candidates.journey.models import Candidacy
from lsscert.money import orders, paying
from tests import people
from tests.candidates.fees import shares
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
SETTLE, GRACE = 60, 14


def lapses(candidacy: Candidacy, days: int) -> bool:
    """Whether it has lapsed once the job has run, so many days after acceptance."""
    lapse_what_is_due(NOW + timedelta(days=days))
    candidacy.refresh_from_db()
    return candidacy.state == Candidacy.Status.LAPSED


def test_without_a_promise_the_place_lapses_on_the_day_after():
    candidacy = people.accepted()
    assert not lapses(candidacy, SETTLE)
    assert lapses(candidacy, SETTLE + 1)


def test_a_request_alone_keeps_no_place():
    candidacy = people.accepted()
    shares.asked(candidacy)
    assert lapses(candidacy, SETTLE + 1)


def test_an_order_that_waits_at_the_desk_keeps_the_place_however_long():
    candidacy = people.accepted()
    shares.order(shares.asked(candidacy))
    assert not lapses(candidacy, SETTLE + 200)


def test_an_order_turned_down_leaves_time_for_another():
    candidacy = people.accepted()
    order = shares.order(shares.asked(candidacy))
    turned_down = NOW + timedelta(days=SETTLE + 5)
    orders.cancel_order(order=order, why="No signature.", by=people.staff(), now=turned_down)
    assert not lapses(candidacy, SETTLE + 5 + GRACE)
    assert lapses(candidacy, SETTLE + 5 + GRACE + 1)


def test_a_plan_keeps_the_place_while_it_is_kept_to_and_a_while_longer():
    candidacy = people.accepted()
    agreeing.agree(invoice=shares.invoice_of(candidacy), count=7, by=candidacy.person, now=NOW)
    # Paid: the first two of seven. The third is due on 9 May, 68 days after acceptance.

    paying.record_cheque(
        invoice=shares.invoice_of(candidacy), amount=Decimal(100), number="1", received_on=TODAY,
        by=people.staff(), now=NOW,
    )  # fmt: skip
    third_due = 68
    assert not lapses(candidacy, SETTLE + 1)
    assert not lapses(candidacy, third_due)
    assert not lapses(candidacy, third_due + GRACE)
    assert lapses(candidacy, third_due + GRACE + 1)


def test_an_ended_plan_keeps_nothing():
    candidacy = people.accepted()
    invoice = shares.invoice_of(candidacy)
    agreeing.agree(invoice=invoice, count=2, by=candidacy.person, now=NOW + timedelta(days=50))
    assert not lapses(candidacy, SETTLE + 1)
    agreeing.end(invoice=invoice, by=candidacy.person, now=NOW)
    assert lapses(candidacy, SETTLE + 1)
