"""What the page promises before the click is what the ledger does after it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from candidates.fees import leaving
from candidates.fees.models import EnrolmentFee
from candidates.journey import services as journey
from lsscert.accounts.models import Organisation
from lsscert.desk.invariants.money import CHECKS
from lsscert.letters.models import Letter
from lsscert.money import awards, services
from lsscert.money.models import Invoice, Payment, PurchaseOrder, Refund, Share
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees import shares
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard", "on_that_day")]


def three_payers():  # type: ignore[no-untyped-def]
    """Accepted and active by $150 of a library's cheque, SSD's $180 and the candidate's own $20."""
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    shares.paid_by_cheque(share)
    ssd = Organisation.objects.create(name="SSD", kind=Organisation.Kind.ASSOCIATION)
    invoice = shares.invoice_of(candidacy)
    awards.record_award(
        organisation=ssd, fund="General", amount=Decimal(180), invoice=invoice,
        reference="A-1", by=people.staff(), now=NOW,
    )  # fmt: skip
    people.pay(EnrolmentFee.objects.get(candidacy=candidacy).candidacy, by=people.staff())
    candidacy.refresh_from_db()
    return candidacy


def back_from_the_books() -> dict[str, Decimal]:
    return {refund.payment.payer_name: refund.amount for refund in Refund.objects.all()}


def test_the_page_says_to_the_dollar_what_then_happens():
    candidacy = three_payers()
    client = people.signed_in(candidacy.person)
    said = leaving.what_goes_back(candidacy, TODAY)
    assert said
    assert said.total == Decimal("350.00")
    page = client.get("/my/application/withdraw/").content.decode()
    for line in said.lines:
        assert line.payer in page
        assert f"${line.amount}" in page
        assert str(line.in_words) in page
    client.post("/my/application/withdraw/")
    assert back_from_the_books() == {line.payer: line.amount for line in said.lines}
    assert back_from_the_books()["SSD"] == Decimal(180)
    assert Refund.objects.get(payment__method=Payment.Method.AWARD).way == Refund.Way.OWED


def test_the_letter_of_leaving_carries_the_credit_note_and_the_library_gets_its_own():
    candidacy = three_payers()
    journey.withdraw_application(candidacy=candidacy, by=candidacy.person, now=NOW)
    note = shares.invoice_of(candidacy).credit_notes.get()
    assert Letter.objects.get(kind="application_withdrawn").attachments == [["credit_note", note.ref]]
    share = Share.objects.get()
    assert share.state == Share.Status.WITHDRAWN
    letter = Letter.objects.get(kind="share_credited")
    assert letter.address == shares.ACCOUNTS
    assert letter.attachments == [["share_credit_note", f"{share.ref}:{note.ref}"]]
    assert "$150.00" in letter.body
    assert "$350.00" not in letter.body


def test_leaving_ends_what_was_only_asked_or_promised():
    candidacy = people.accepted()
    order = shares.order(shares.asked(candidacy))
    page = people.signed_in(candidacy.person).get("/my/application/withdraw/").content.decode()
    assert "Nothing has been paid" in page
    assert "Cedar Valley Library is no longer asked" in page
    journey.withdraw_application(candidacy=candidacy, by=candidacy.person, now=NOW)
    order.refresh_from_db()
    assert order.state == PurchaseOrder.Status.CANCELLED
    assert not Letter.objects.filter(kind="order_cancelled").exists()
    # The first letter had not gone yet, so it never goes, and there is nothing to take back.
    assert Letter.objects.get(kind="share_asked").state == Letter.Status.WITHDRAWN
    assert not Letter.objects.filter(kind="share_withdrawn").exists()


def test_after_the_window_the_office_decides_and_does_what_it_was_shown():
    candidacy, office = three_payers(), people.staff()
    later = NOW + timedelta(days=31)
    assert leaving.what_goes_back(candidacy, later.date()).lines == ()  # type: ignore[union-attr]
    shown = services.would_release(shares.invoice_of(candidacy), Decimal(100))
    leaving.credit_fee(
        candidacy=candidacy,
        amount=Decimal(100),
        why="Moved away for family.",
        give_back=True,
        by=office,
        now=later,
    )
    assert back_from_the_books() == {use.payment.payer_name: part for use, part in shown}
    assert sum(back_from_the_books().values()) == Decimal(100)
    invoice = shares.invoice_of(candidacy)
    assert (invoice.state, invoice.due, invoice.left) == (Invoice.Status.ISSUED, Decimal(250), Decimal(0))
    letter = Letter.objects.get(kind="fee_credited")
    assert "Moved away for family." in letter.body
    assert "Maria Delgado-Ruiz" in letter.body


@pytest.mark.parametrize(
    ("amount", "why", "code"),
    [
        ("100", "  ", "reason_needed"),
        ("350.01", "x", "credit_beyond_invoice"),
        ("0", "x", "credit_beyond_invoice"),
    ],
)
def test_a_decision_needs_a_reason_and_a_possible_amount(amount: str, why: str, code: str):
    candidacy = people.active()
    with pytest.raises(Refused) as no:
        leaving.credit_fee(
            candidacy=candidacy, amount=Decimal(amount), why=why, give_back=True, by=people.staff(), now=NOW
        )
    assert no.value.code == code
    assert not Refund.objects.exists()


def test_what_only_lowers_the_fee_sends_nothing_back():
    candidacy = people.accepted()
    leaving.credit_fee(
        candidacy=candidacy, amount=Decimal(50), why="x", give_back=True, by=people.staff(), now=NOW
    )
    assert not Refund.objects.exists()


def test_the_whole_fee_goes_back_only_with_the_candidacy():
    candidacy, office = three_payers(), people.staff()
    facts: dict[str, Any] = {"candidacy": candidacy, "amount": Decimal(350), "why": "Retired.", "by": office}
    with pytest.raises(Refused, check=lambda no: no.code == "whole_fee"):
        leaving.credit_fee(give_back=False, now=NOW, **facts)
    assert shares.invoice_of(candidacy).state == Invoice.Status.ISSUED
    leaving.credit_fee(give_back=True, now=NOW, **facts)
    candidacy.refresh_from_db()
    assert (candidacy.state, shares.invoice_of(candidacy).state) == ("withdrawn", Invoice.Status.CANCELLED)
    assert sum(back_from_the_books().values()) == Decimal(350)
    assert "Retired." in Letter.objects.get(kind="candidacy_ended").body
    assert {check.code: check.breaches() for check in CHECKS if check.breaches()} == {}
