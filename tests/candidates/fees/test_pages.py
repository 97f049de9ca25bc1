"""Paying by the pages: the candidate by card, staff by cheque; bad amounts change nothing."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.journey.models import Candidacy
from lsscert.money.models import CardCheckout, Payment, Refund, SandboxSession
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def test_paying_by_sandbox_card_settles_once_however_often_one_returns():
    candidacy = people.accepted()
    client = people.signed_in(candidacy.person)
    invoice = candidacy.enrolment_fee.invoice
    card_page = client.post(f"/my/fees/{invoice.ref}/pay/")["Location"]
    assert client.post(f"/my/fees/{invoice.ref}/pay/")["Location"] == card_page
    back = client.post(card_page)["Location"]
    for _ in range(3):
        assert client.get(back)["Location"] == f"/my/fees/{invoice.ref}/"
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACTIVE
    assert Payment.objects.get().amount == Decimal("350.00")


def test_coming_back_without_paying_books_nothing():
    candidacy = people.accepted()
    client = people.signed_in(candidacy.person)
    invoice = candidacy.enrolment_fee.invoice
    client.post(f"/my/fees/{invoice.ref}/pay/")
    checkout = CardCheckout.objects.get()
    client.get(f"/my/fees/card/{checkout.ref}/paid/")
    assert not Payment.objects.exists()
    client.get(f"/my/fees/card/{checkout.ref}/not-paid/")
    checkout.refresh_from_db()
    assert checkout.state == CardCheckout.Status.CANCELLED
    assert not Payment.objects.exists()


def test_giving_up_after_the_card_was_charged_counts_as_paid():
    candidacy = people.accepted()
    client = people.signed_in(candidacy.person)
    client.post(f"/my/fees/{candidacy.enrolment_fee.invoice.ref}/pay/")
    SandboxSession.objects.update(paid=True)
    client.get(f"/my/fees/card/{CardCheckout.objects.get().ref}/not-paid/")
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACTIVE


def test_another_persons_invoice_and_checkout_are_not_there():
    candidacy = people.accepted()
    people.signed_in(candidacy.person).post(f"/my/fees/{candidacy.enrolment_fee.invoice.ref}/pay/")
    stranger = people.signed_in(people.person("Stranger"))
    checkout = CardCheckout.objects.get()
    assert stranger.get(f"/my/fees/{candidacy.enrolment_fee.invoice.ref}/").status_code == 404
    assert stranger.post(f"/my/fees/{candidacy.enrolment_fee.invoice.ref}/pay/").status_code == 404
    assert stranger.get(f"/my/fees/card/{checkout.ref}/paid/").status_code == 404


def test_refunds_wait_until_they_are_noted_as_sent():
    candidacy = people.applicant()
    people.pay(candidacy, by=people.staff())
    people.signed_in(candidacy.person).post("/my/application/withdraw/")
    client = people.signed_in(people.staff())
    assert "$350.00" in client.get("/desk/fees/refunds/").content.decode()
    refund = Refund.objects.get()
    client.post(f"/desk/fees/refunds/{refund.ref}/", {"reference": ""})
    assert "$350.00" in client.get("/desk/fees/refunds/").content.decode()
    client.post(f"/desk/fees/refunds/{refund.ref}/", {"reference": "Cheque 12"})
    page = client.get("/desk/fees/refunds/").content.decode()
    assert "Nothing to send back" in page
    assert "Cheque 12" in page.partition("Posted last")[2]


@pytest.mark.parametrize(
    "page", ["/desk/fees/", "/desk/fees/?show=all", "/desk/fees/?q=Maria", "/desk/fees/refunds/"]
)
def test_lists_take_the_same_queries_for_one_and_three(page: str):
    client = people.signed_in(people.staff())

    def one_more() -> int:
        candidacy = people.applicant()
        if "refunds" in page:
            people.pay(candidacy, by=people.staff())
            people.signed_in(candidacy.person).post("/my/application/withdraw/")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        return len(seen)

    one = one_more()
    one_more()
    assert one_more() == one
