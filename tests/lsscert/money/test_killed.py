"""kill -9 between the card company's answer and our commit, then the same again: nothing happens twice."""

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from lsscert.money import card_refunds, cards, refunding
from lsscert.money.models import CardCheckout, Payment, Refund
from tests.lsscert.money import bills
from tests.lsscert.money.bills import checkout, fresh, invoice
from tests.people import NOW
from tests.stripe_double import StripeDouble

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_policy")]


def killed(double: StripeDouble, what: str, key: int) -> None:
    """Do it in a process that is killed as soon as the card company has answered."""
    server = urlsplit(os.environ["DATABASE_URL"])
    done = subprocess.run(
        [sys.executable, "-m", "tests.lsscert.money.killed", what, str(key)],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "lsscert.settings",
            "DATABASE_URL": server._replace(path=f"/{connection.settings_dict['NAME']}").geturl(),
            "LSSC_CARD_GATEWAY": "stripe",
            "STRIPE_SECRET_KEY": double.key,
            "STRIPE_API_BASE": double.base,
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def test_a_click_after_a_crash_gets_the_same_card_page(stripe_double: StripeDouble):
    bill = invoice()
    killed(stripe_double, "checkout", bill.pk)
    assert len(stripe_double.sessions) == 1
    intent = CardCheckout.objects.get()
    assert intent.session_id is None  # the answer was lost with the process

    again = checkout(bill)
    assert again.pk == intent.pk
    assert list(stripe_double.sessions) == [again.session_id]

    stripe_double.pay(again.session_id)
    for _ in range(2):
        cards.confirm(checkout=again, now=NOW)
    assert len(stripe_double.charges) == Payment.objects.count() == 1
    assert fresh(bill).settled
    assert bills.books() == 0


def test_what_is_paid_before_anybody_clicks_again_is_booked(stripe_double: StripeDouble):
    """The payer had the page open in another tab: its event names an intent whose session we never noted."""
    bill = invoice()
    killed(stripe_double, "checkout", bill.pk)
    (session_id,) = stripe_double.sessions
    stripe_double.pay(session_id)
    assert [cards.converge(session_id=session_id, now=NOW) for _ in range(2)] == ["booked", "nothing_new"]
    assert fresh(bill).settled
    assert Payment.objects.count() == 1


def test_a_refund_that_went_before_the_crash_goes_once(stripe_double: StripeDouble):
    bill = invoice()
    made = checkout(bill)
    stripe_double.pay(made.session_id or "")
    cards.confirm(checkout=made, now=NOW)
    payment = Payment.objects.get()
    cards.services.cancel_invoice(invoice=bill, why="test", by=None, now=NOW)
    (refund,) = refunding.ask_refund(
        payment=payment, amount=payment.amount - 100, why="asked for", by=None, now=NOW
    )
    killed(stripe_double, "refund", refund.pk)
    assert Refund.objects.get().state == Refund.Status.DUE
    for _ in range(2):
        card_refunds.send(refund_id=refund.pk, now=NOW)
    assert [each["amount"] for each in stripe_double.refunds.values()] == [25000]
    assert Refund.objects.get().state == Refund.Status.SENT
    assert bills.credit(bill.person) == 100
    assert bills.books() == 0
