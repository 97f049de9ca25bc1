"""What a fee that is covered, promised, or open again means for the candidacy."""

from decimal import Decimal

import pytest

from candidates.certificates import services as certificates
from candidates.fees import agreeing
from candidates.fees.models import EnrolmentFee
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from candidates.my.home import home_for
from competencies.standard.models import CompetencySet
from lsscert.letters.models import Letter
from lsscert.money import awards, orders, paying, returning, sharing
from lsscert.money.models import Invoice, Payment, PurchaseOrder, Share
from lsscert.refused import Refused
from tests import people
from tests.lsscert.money.bills import division
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
Status = Candidacy.Status


def invoice_of(candidacy: Candidacy) -> Invoice:
    return Invoice.objects.get(enrolment_fee__candidacy=candidacy)


def asked(candidacy: Candidacy, amount: str) -> Share:
    return sharing.ask_for_share(
        invoice=invoice_of(candidacy),
        organisation=sharing.payer_named("Cedar Valley Library"),
        amount=Decimal(amount),
        by=candidacy.person,
        now=NOW,
    )


def order(share: Share) -> PurchaseOrder:
    return orders.receive_order(share=share, number="PO 7", amount=share.amount, by=None, now=NOW)


def state_of(candidacy: Candidacy) -> str:
    return Candidacy.objects.get(pk=candidacy.pk).state


def test_employers_order_and_an_award_make_an_active_candidate_who_pays_nothing():
    """$150 by purchase order, $200 from the Support Staff Division (DOMAIN §1, §2)."""
    candidacy, office = people.accepted(), people.staff()
    promise = order(asked(candidacy, "150"))
    awards.record_award(
        invoice=invoice_of(candidacy), organisation=division(), amount=Decimal(200), reference="1",
        by=office, now=NOW,
    )  # fmt: skip
    assert state_of(candidacy) == Status.ACCEPTED  # an order that nobody has accepted covers nothing
    orders.accept_order(order=promise, by=office, now=NOW)
    assert state_of(candidacy) == Status.ACTIVE
    bill = invoice_of(candidacy)
    assert (bill.paid, bill.left, sharing.own_part(bill)) == (200, 150, 0)
    page = people.signed_in(office).get("/desk/fees/").content.decode()
    assert "Promised" in page
    assert "Paid in part" not in page
    paying.record_cheque(
        invoice=bill, amount=Decimal(150), number="9", received_on=TODAY, by=office, now=NOW,
        payer=sharing.payer_named("cedar valley library"),
    )  # fmt: skip
    promise.refresh_from_db()
    assert (promise.state, invoice_of(candidacy).settled) == ("paid", True)


def test_the_order_that_is_cancelled_opens_the_fee_of_an_active_candidate_again():
    candidacy, office = people.accepted(), people.staff()
    promise = order(asked(candidacy, "350"))
    orders.accept_order(order=promise, by=office, now=NOW)
    orders.cancel_order(order=promise, why="No budget this year.", by=office, now=NOW)
    assert state_of(candidacy) == Status.ACTIVE
    assert EnrolmentFee.objects.get().reopened_on == TODAY
    assert "No budget this year." in Letter.objects.get(kind="order_cancelled").body


def test_before_the_place_is_active_what_falls_away_unsettles_it():
    candidacy, office = people.applicant(), people.staff()
    people.pay(candidacy, by=office)
    assert Candidacy.objects.get().settled_on == TODAY
    returning.bounce(payment=Payment.objects.get(), why="No funds.", by=office, now=NOW)
    assert Candidacy.objects.get().settled_on is None
    people.pay(candidacy, by=office)
    assert Candidacy.objects.get().settled_on == TODAY


def test_a_bounced_cheque_leaves_who_is_active_active_and_asks_for_it_again():
    candidacy, office = people.active(), people.staff()
    returning.bounce(payment=Payment.objects.get(), why="No funds.", by=office, now=NOW)
    assert state_of(candidacy) == Status.ACTIVE
    letter = Letter.objects.get(kind="payment_taken_back")
    assert "No funds." in letter.body
    assert "$350.00" in letter.body
    assert "is open again" in str(home_for(candidacy.person, today=TODAY).step.text)
    people.pay(candidacy, by=office)
    assert EnrolmentFee.objects.get().reopened_on is None
    assert "is open again" not in str(home_for(candidacy.person, today=TODAY).step.text)


def test_no_certificate_while_the_fee_is_open_again():
    candidacy, office = people.active(), people.staff()
    for each in CompetencySet.objects.filter(required=True) | CompetencySet.objects.filter(
        code__in=[chosen.code for chosen in people.electives()]
    ):
        people.achieve(candidacy, each.code)
    journey.choose_electives(candidacy=candidacy, sets=people.electives(), by=candidacy.person, now=NOW)
    request = certificates.ask_for_certificate(
        candidacy=candidacy, holder_name="Maria Delgado-Ruiz", listed=False, by=candidacy.person, now=NOW
    )
    returning.bounce(payment=Payment.objects.get(), why="No funds.", by=office, now=NOW)
    with pytest.raises(Refused, check=lambda no: no.code == "fee_open_again"):
        certificates.issue(request=request, by=office, now=NOW)
    people.pay(candidacy, by=office)
    assert certificates.issue(request=request, by=office, now=NOW).number


def test_a_receipt_for_each_payment_and_none_for_one_that_never_was():
    candidacy, office = people.accepted(), people.staff()
    payment = paying.record_cheque(
        invoice=invoice_of(candidacy), amount=Decimal(100), number="1", received_on=TODAY, by=office, now=NOW
    )
    assert "$250.00 is left to pay" in Letter.objects.get(kind="payment_received").body
    returning.void(payment=payment, why="Another Maria's.", by=office, now=NOW)
    assert Letter.objects.get(kind="payment_received").state == Letter.Status.WITHDRAWN


def test_having_paid_ones_part_the_next_step_is_to_wait_for_the_others():
    candidacy, office = people.accepted(), people.staff()
    asked(candidacy, "150")
    paying.record_cheque(
        invoice=invoice_of(candidacy), amount=Decimal(200), number="1", received_on=TODAY, by=office, now=NOW
    )
    step = str(home_for(candidacy.person, today=TODAY).step.text)
    assert "Your own part is paid" in step
    assert "$150.00" in step


def test_with_instalments_agreed_the_next_one_is_the_next_step_and_the_place_is_kept():
    candidacy = people.accepted()
    agreeing.agree(invoice=invoice_of(candidacy), count=7, by=candidacy.person, now=NOW)
    home = home_for(candidacy.person, today=TODAY)
    assert str(home.step.text) == "Your next instalment: $50.00 by 9 March 2026."
    assert home.place_held


def test_a_receipt_that_has_gone_already_is_put_right_by_another_letter():
    candidacy, office = people.accepted(), people.staff()
    payment = paying.record_cheque(
        invoice=invoice_of(candidacy),
        amount=Decimal(100),
        number="9003",
        received_on=TODAY,
        by=office,
        now=NOW,
    )
    Letter.objects.filter(kind="payment_received").update(state="sent", sent_at=NOW)
    returning.void(payment=payment, why="Another Maria's.", by=office, now=NOW)
    letter = Letter.objects.get(kind="payment_corrected")
    assert "9003" in letter.body
    assert "$350.00 is left to pay" in letter.body
