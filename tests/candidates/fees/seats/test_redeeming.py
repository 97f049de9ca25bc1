"""A seat pays one enrolment, once, and comes free again when that comes to nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from candidates.fees.seats import codes, guessing, keeping, redeeming
from candidates.fees.seats.models import Seat
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.desk.invariants import candidacies as of_candidacies
from lsscert.desk.invariants import money as of_money
from lsscert.letters.models import Letter
from lsscert.money import paying, returning, sharing
from lsscert.money.models import Invoice, Payment, Refund, Share
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees.seats import sponsors
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def breaches() -> list[str]:
    return [check.code for check in (*of_money.CHECKS, *of_candidacies.CHECKS) if check.breaches()]


def refused(code: str, typed: str, someone) -> Refused:
    with pytest.raises(Refused) as no:
        redeeming.redeem(typed=typed, shares_progress=False, by=someone, now=NOW)
    assert no.value.code == code
    return no.value


def cheque(candidacy: Candidacy, amount: str) -> None:

    paying.record_cheque(
        invoice=candidacy.enrolment_fee.invoice,
        amount=Decimal(amount),
        number="77",
        received_on=TODAY,
        by=people.staff(),
        now=NOW,
    )


@pytest.mark.parametrize("member", ["", "1047711"])
def test_it_settles_an_accepted_place_whatever_its_price(member):
    seat = sponsors.seat_of(sponsors.order())
    candidacy = sponsors.use(seat, people.accepted(ala_member_number=member))
    assert (candidacy.state, candidacy.settled_on) == (Candidacy.Status.ACTIVE, TODAY)
    invoice = Invoice.objects.get(enrolment_fee__candidacy=candidacy)
    assert (invoice.state, invoice.left, invoice.cancelled_why) == (Invoice.Status.CANCELLED, 0, "seat")
    assert invoice.credit_notes.get().why == "seat"
    seat.refresh_from_db()
    assert (seat.state, seat.redeemed_by, seat.shares_progress) == (Seat.Status.REDEEMED, candidacy, False)
    assert candidacy.facts.filter(code="seat_redeemed").exists()
    assert Letter.objects.filter(kind="seat_redeemed", person=candidacy.person).exists()
    assert breaches() == []


def test_before_the_decision_it_is_noted_and_acceptance_makes_active():
    candidacy = sponsors.use(sponsors.seat_of(sponsors.order()))
    assert (candidacy.state, candidacy.settled_on) == (Candidacy.Status.SUBMITTED, TODAY)
    journey.accept(candidacy=candidacy, by=people.staff(), now=NOW)
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACTIVE
    assert breaches() == []


def test_what_they_had_paid_goes_back_to_them_and_nobody_else_is_asked():
    candidacy = people.applicant()
    invoice = candidacy.enrolment_fee.invoice
    cheque(candidacy, "120.00")
    share = sharing.ask_for_share(
        invoice=invoice,
        organisation=sharing.payer_named("Another county"),
        amount=Decimal(100),
        by=candidacy.person,
        now=NOW,
    )
    sponsors.use(sponsors.seat_of(sponsors.order()), candidacy)
    refund = Refund.objects.get()
    assert (refund.amount, refund.payment.payer) == (Decimal("120.00"), candidacy.person)
    assert Share.objects.get(pk=share.pk).state == Share.Status.WITHDRAWN
    assert "$120.00 had been paid before" in Letter.objects.get(kind="seat_redeemed").body
    assert breaches() == []


def test_what_comes_or_goes_afterwards_leaves_it_settled():
    candidacy = people.accepted()
    cheque(candidacy, "100.00")
    sponsors.use(sponsors.seat_of(sponsors.order()), candidacy)
    payment = Payment.objects.get(reference="77")
    returning.void(payment=payment, why="Typed twice", by=people.staff(), now=NOW)
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.ACTIVE
    assert breaches() == []


def test_a_fee_that_is_open_again_is_settled_by_a_seat():
    candidacy = people.active()
    returning.bounce(
        payment=Payment.objects.get(payer=candidacy.person), why="No funds", by=people.staff(), now=NOW
    )
    assert candidacy.enrolment_fee.invoice.left
    sponsors.use(sponsors.seat_of(sponsors.order()), candidacy)
    candidacy.enrolment_fee.refresh_from_db()
    assert candidacy.enrolment_fee.reopened_on is None
    assert breaches() == []


def test_a_typo_is_told_as_a_typo_and_nothing_else():
    seat, someone = sponsors.seat_of(sponsors.order()), people.applicant().person
    code = seat.code
    wrong = code[:3] + ("3" if code[3] != "3" else "4") + code[4:]
    assert "One character" in str(refused("seat_typo", wrong, someone))
    assert "27 characters; this has 26" in str(refused("seat_typo", code[:-1], someone))
    assert "“0” stands in no code" in str(refused("seat_typo", "0" + code[1:], someone))
    seat.refresh_from_db()
    assert seat.state == Seat.Status.FREE


def test_a_code_that_reads_well_and_opens_nothing_is_unknown():
    refused("seat_unknown", codes.spell(12345), people.applicant().person)


def test_a_code_works_once():
    seat = sponsors.seat_of(sponsors.order())
    code = seat.code
    first = sponsors.use(seat)
    refused("seat_used", code, people.applicant().person)
    refused("invoice_settled", code, first.person)


def test_a_code_taken_back_or_replaced_opens_nothing():
    order = sponsors.order(2)
    one, two = sponsors.seat_of(order, 1), sponsors.seat_of(order, 2)
    someone = people.applicant().person
    keeping.revoke(seat=one, by=order.ordered_by, now=NOW)
    refused("seat_revoked", one.code, someone)
    keeping.replace_code(seat=two, by=order.ordered_by, now=NOW)
    refused("seat_unknown", two.code, someone)
    fresh = keeping.free_again(seat=one, by=order.ordered_by, now=NOW)
    assert fresh.code != one.code
    refused("seat_unknown", one.code, someone)
    sponsors.use(fresh, someone.candidacies.get())


def test_not_before_it_is_paid():
    order = sponsors.order(1, paid=False)
    someone = people.applicant().person
    refused("seat_not_paid", sponsors.seat_of(order).code, someone)
    sponsors.pay(order, "349.99")
    refused("seat_not_paid", sponsors.seat_of(order).code, someone)
    sponsors.promise(order)
    sponsors.use(sponsors.seat_of(order), someone.candidacies.get())


def test_without_an_application_or_with_a_settled_one_the_code_stays_good():
    seat = sponsors.seat_of(sponsors.order())
    refused("no_open_invoice", seat.code, people.person())
    left = people.applicant()
    journey.withdraw_application(candidacy=left, by=left.person, now=NOW)
    refused("no_open_invoice", seat.code, left.person)
    refused("invoice_settled", seat.code, people.active().person)
    seat.refresh_from_db()
    assert seat.state == Seat.Status.FREE


def test_after_a_few_codes_that_open_nothing_even_a_good_one_waits():
    someone, seat = people.applicant().person, sponsors.seat_of(sponsors.order())
    for number in range(guessing.MOST):
        refused("seat_unknown", codes.spell(number), someone)
    refused("seat_guesses", seat.code, someone)
    redeeming.redeem(typed=seat.code, shares_progress=False, by=someone, now=NOW + timedelta(hours=1))


def test_the_database_refuses_one_candidacy_on_two_seats_and_half_a_use():
    order = sponsors.order(2)
    candidacy = sponsors.use(sponsors.seat_of(order, 1))
    other = Seat.objects.filter(pk=sponsors.seat_of(order, 2).pk)
    used = {"state": "redeemed", "redeemed_by": candidacy, "redeemed_at": NOW}
    for changes in (used, {"state": "redeemed"}, {"shares_progress": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            other.update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        other.update(code_hash=sponsors.seat_of(order, 1).code_hash)


def test_not_eligible_frees_the_seat_with_a_code_nobody_knows():
    seat = sponsors.seat_of(sponsors.order())
    code = seat.code
    candidacy = sponsors.use(seat, shares=True)
    journey.refuse(candidacy=candidacy, reason="Too few hours.", by=people.staff(), now=NOW)
    seat.refresh_from_db()
    assert (seat.state, seat.redeemed_by, seat.shares_progress) == (Seat.Status.FREE, None, False)
    assert seat.code not in ("", code)
    letter = Letter.objects.get(kind="seat_free_again")
    assert letter.person == seat.order.ordered_by
    assert "the applicant is not eligible" in letter.body
    assert seat.code not in letter.body
    assert not Refund.objects.exists()  # the value stays with the sponsor
    assert breaches() == []
    refused("seat_unknown", code, people.applicant().person)
    sponsors.use(seat)


def test_leaving_within_the_days_frees_it_and_later_does_not():
    order = sponsors.order(2)
    soon = sponsors.use(sponsors.seat_of(order, 1), people.accepted())
    late = sponsors.use(sponsors.seat_of(order, 2), people.accepted())
    journey.withdraw_application(candidacy=soon, by=soon.person, now=NOW + timedelta(days=30))
    assert sponsors.seat_of(order, 1).state == Seat.Status.FREE
    with pytest.raises(Refused):
        journey.withdraw_application(candidacy=late, by=late.person, now=NOW + timedelta(days=31))
    assert sponsors.seat_of(order, 2).state == Seat.Status.REDEEMED


def test_who_comes_back_may_use_another_seat():
    order = sponsors.order(2)
    candidacy = sponsors.use(sponsors.seat_of(order, 1))
    journey.withdraw_application(candidacy=candidacy, by=candidacy.person, now=NOW)
    again = people.applicant(candidacy.person, now=NOW + timedelta(days=1))
    assert sponsors.use(sponsors.seat_of(order, 1), again).settled_on
    assert breaches() == []


def test_only_whose_seat_it_is_says_whether_it_is_shared():
    seat = sponsors.seat_of(sponsors.order())
    candidacy = sponsors.use(seat)
    redeeming.let_progress_be_seen(seat=seat, seen=True, by=candidacy.person, now=NOW)
    seat.refresh_from_db()
    assert seat.shares_progress
    with pytest.raises(Refused) as no:
        redeeming.let_progress_be_seen(seat=seat, seen=False, by=seat.order.ordered_by, now=NOW)
    assert no.value.code == "not_your_seat"


def test_a_code_by_letter_is_secret_and_goes_once_to_an_address():
    order = sponsors.order(1)
    seat = sponsors.seat_of(order)
    seat = keeping.send_code(seat=seat, address="Ann@Staff.test", by=order.ordered_by, now=NOW)
    letter = Letter.objects.get(kind="seat_code")
    assert (letter.address, letter.secret) == ("ann@staff.test", True)
    assert codes.grouped(seat.code) in letter.body
    with pytest.raises(Refused) as no:
        keeping.send_code(seat=seat, address="ann@staff.test", by=order.ordered_by, now=NOW)
    assert no.value.code == "seat_sent_there"
    fresh = keeping.replace_code(seat=seat, by=order.ordered_by, now=NOW)
    letter.refresh_from_db()
    assert letter.state == Letter.Status.WITHDRAWN  # it had not gone yet
    assert fresh.sent_to == ""
    keeping.send_code(seat=fresh, address="ann@staff.test", by=order.ordered_by, now=NOW)
    assert Letter.objects.filter(kind="seat_code", state=Letter.Status.QUEUED).count() == 1


@pytest.mark.parametrize("act", [keeping.revoke, keeping.replace_code, keeping.free_again])
def test_a_used_seat_stays_as_it_is(act):
    order = sponsors.order(1)
    sponsors.use(sponsors.seat_of(order))
    with pytest.raises(Refused):
        act(seat=sponsors.seat_of(order), by=order.ordered_by, now=NOW)
    assert sponsors.seat_of(order).state == Seat.Status.REDEEMED


def test_another_sponsor_does_nothing_with_it():
    seat = sponsors.seat_of(sponsors.order())
    _other, stranger = sponsors.sponsor()
    for act in (keeping.revoke, keeping.replace_code):
        with pytest.raises(Refused) as no:
            act(seat=seat, by=stranger, now=NOW)
        assert no.value.code == "not_a_member"
