"""The enrolment fee from invoice to settlement or refund."""

from datetime import timedelta
from decimal import Decimal

import pytest

from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.letters.models import Letter
from lsscert.money import paying, refunding
from lsscert.money.models import Account, Refund
from lsscert.refused import Refused
from tests import people
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def cheque(candidacy: Candidacy, amount: str, number: str = "4471") -> None:
    paying.record_cheque(
        invoice=candidacy.enrolment_fee.invoice,
        amount=Decimal(amount),
        number=number,
        received_on=TODAY,
        by=people.staff(),
        now=NOW,
    )
    candidacy.refresh_from_db()


def test_part_payment_does_not_settle_the_last_cent_does():
    candidacy = people.accepted()
    cheque(candidacy, "349.99", "1")
    assert (candidacy.state, candidacy.settled_on) == (Candidacy.Status.ACCEPTED, None)
    cheque(candidacy, "0.01", "2")
    assert (candidacy.state, candidacy.settled_on) == (Candidacy.Status.ACTIVE, TODAY)
    assert Letter.objects.filter(kind="now_active").count() == 1
    assert not Letter.objects.filter(kind="fee_settled").exists()


def test_paying_before_the_decision_is_confirmed_by_a_letter():
    candidacy = people.applicant()
    cheque(candidacy, "350.00")
    assert "is paid in full" in Letter.objects.get(kind="payment_received").body
    assert not Letter.objects.filter(kind="fee_settled").exists()


def test_what_is_over_becomes_the_payers_credit():
    candidacy = people.accepted()
    cheque(candidacy, "400.00")
    assert candidacy.enrolment_fee.invoice.paid == Decimal("350.00")
    assert candidacy.person.credit.balance == Decimal("50.00")
    assert "$50.00 was not needed" in Letter.objects.get(kind="payment_received").body


def test_one_cheque_is_recorded_once():
    candidacy = people.accepted()
    cheque(candidacy, "100.00")
    with pytest.raises(Refused) as no:
        cheque(candidacy, "100.00")
    assert no.value.code == "cheque_known"
    assert candidacy.enrolment_fee.invoice.paid == Decimal("100.00")


def test_a_settled_and_a_void_invoice_take_no_cheque():
    candidacy = people.accepted()
    cheque(candidacy, "350.00")
    with pytest.raises(Refused) as no:
        cheque(candidacy, "1.00", "99")
    assert no.value.code == "invoice_settled"
    void = people.applicant()
    journey.withdraw_application(candidacy=void, by=void.person, now=NOW)
    with pytest.raises(Refused) as no:
        cheque(void, "350.00")
    assert no.value.code == "invoice_cancelled"


def test_every_dollar_of_a_withdrawn_application_goes_back_once():
    candidacy, office = people.applicant(), people.staff()
    cheque(candidacy, "120.00")
    journey.withdraw_application(candidacy=candidacy, by=candidacy.person, now=NOW)
    (refund,) = Refund.objects.all()
    refunding.mark_sent(refunds=[refund], reference="Cheque 9", by=office, now=NOW)
    assert refund.amount == Decimal("120.00")
    assert Account.objects.get(kind="cheques").balance == 0
    with pytest.raises(Refused) as no:
        refunding.mark_sent(refunds=[refund], reference="Cheque 10", by=office, now=NOW)
    assert no.value.code == "move_not_allowed"
    assert "$120.00" in Letter.objects.get(kind="refund_sent").subject


def test_a_cheque_from_the_future_is_refused():
    candidacy = people.applicant()
    with pytest.raises(Refused) as no:
        paying.record_cheque(
            invoice=candidacy.enrolment_fee.invoice,
            amount=Decimal(350),
            number="1",
            received_on=TODAY + timedelta(days=1),
            by=people.staff(),
            now=NOW,
        )
    assert no.value.code == "received_in_future"
