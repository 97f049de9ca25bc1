"""The papers of a fee: what they say, who may have them, and that they can be read aloud."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import Settings

from candidates.fees import agreeing, papers
from candidates.fees.attaching import closing_papers
from candidates.journey import services as journey
from candidates.journey.models import Candidacy
from lsscert.letters import attachments
from lsscert.letters.models import Letter
from lsscert.money import paying, refunding, returning
from lsscert.money.models import CreditNote, Payment
from lsscert.paper.sheet import as_pdf
from tests import people
from tests.candidates.fees import shares
from tests.pdfs import assert_tagged, says, text_in
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard", "on_that_day")]


def cheque(candidacy: Candidacy, amount: str, number: str = "1042") -> Payment:
    return paying.record_cheque(
        invoice=shares.invoice_of(candidacy), amount=Decimal(amount), number=number, received_on=TODAY,
        by=people.staff(), now=NOW,
    )  # fmt: skip


def receipt_text(payment: Payment) -> str:
    payment.refresh_from_db()
    pdf = as_pdf(papers.receipt_paper(payment, on=TODAY))
    assert_tagged(pdf, title=papers.receipt_number(payment))
    return text_in(pdf)


def test_a_receipt_says_who_paid_when_how_for_what_and_for_whom():
    candidacy = people.accepted()
    text = receipt_text(cheque(candidacy, "250"))
    for words in ("Maria Delgado-Ruiz", "2 March 2026", "Cheque 1042", "Enrolment", "$250.00", "2026-0001",
                  "$100.00 left to pay"):  # fmt: skip
        assert says(words, text)


def test_a_receipt_adds_up_and_tells_what_was_credit_and_what_went_back():
    candidacy = people.accepted()
    payment = cheque(candidacy, "400")
    assert says("Kept as the payer's credit", receipt_text(payment))
    refunding.ask_refund(payment=payment, amount=Decimal(30), why="Too much.", by=people.staff(), now=NOW)
    paper = papers.receipt_paper(payment, on=TODAY)
    assert [(line.description, line.amount) for line in paper.lines] == [
        ("Enrolment", Decimal(350)),
        ("On its way back to the payer", Decimal(30)),
        ("Kept as the payer's credit", Decimal(20)),
    ]
    assert paper.sums[0].amount == payment.amount


def test_a_cheque_that_bounced_leaves_no_receipt_that_could_be_used():
    candidacy = people.accepted()
    payment = cheque(candidacy, "350")
    number = papers.receipt_number(payment)
    returning.bounce(payment=payment, why="No funds", by=people.staff(), now=NOW)
    text = receipt_text(payment)
    assert says("Taken back", text)
    assert says("did not stand", text)
    assert not says("Enrolment", text)
    assert papers.receipt_number(payment) == number


def test_the_invoice_tells_what_came_and_what_is_left_and_then_that_it_is_paid():
    candidacy = people.accepted()
    cheque(candidacy, "100", "1")
    text = text_in(as_pdf(papers.invoice_paper(shares.invoice_of(candidacy), on=TODAY)))
    assert says("Left to pay", text)
    assert says("$250.00", text)
    assert not says("Paid in full", text)
    cheque(candidacy, "250", "2")
    paper = papers.invoice_paper(shares.invoice_of(candidacy), on=TODAY)
    assert paper.across == "Paid"
    assert paper.notes == ()
    assert_tagged(as_pdf(paper), title="2026-0001")


def test_in_the_demo_every_paper_says_that_it_is_one(settings: Settings):
    settings.DEMO = True
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    payment = cheque(candidacy, "200")
    paid = shares.paid_by_cheque(share)
    journey.withdraw_application(candidacy=candidacy, by=candidacy.person, now=NOW)
    note, invoice = CreditNote.objects.get(), shares.invoice_of(candidacy)
    made = [
        papers.invoice_paper(invoice, on=TODAY),
        papers.share_invoice_paper(share, on=TODAY),
        papers.receipt_paper(payment, on=TODAY),
        papers.share_receipt_paper(paid, share, on=TODAY),
        papers.credit_note_paper(note, on=TODAY),
        papers.share_credit_note_paper(note, share, on=TODAY),
    ]
    assert len({paper.kind for paper in made}) == 3
    for paper in made:
        assert "Demonstration" in paper.across
        assert_tagged(as_pdf(paper), title=paper.number)


def test_the_letters_carry_what_they_tell_of():
    candidacy = people.accepted()
    invoice = shares.invoice_of(candidacy)
    payment = cheque(candidacy, "350")
    kept = {letter.kind: letter.attachments for letter in Letter.objects.filter(person=candidacy.person)}
    assert kept["application_received"] == [["invoice", invoice.ref]]
    assert kept["payment_received"] == [["receipt", payment.ref]]
    for (name, pdf, media_type), number in zip(
        attachments.made([*kept["application_received"], *kept["payment_received"]]),
        (invoice.number, papers.receipt_number(payment)),
        strict=True,
    ):
        assert name.endswith(".pdf")
        assert media_type == "application/pdf"
        assert_tagged(pdf, title=number)


def test_who_is_not_eligible_gets_the_credit_note_with_the_letter():
    candidacy = people.applicant()
    journey.refuse(candidacy=candidacy, reason="Too few hours.", by=people.staff(), now=NOW)
    kept = Letter.objects.get(kind="application_refused").attachments
    assert [tuple(each) for each in kept] == closing_papers(candidacy)
    _name, pdf, _type = attachments.made(kept)[0]
    assert says("The applicant is not eligible", text_in(pdf))
    assert says("CN-2026-0001", text_in(pdf))


@pytest.fixture
def addresses() -> dict[str, Any]:
    candidacy = people.accepted()
    payment = cheque(candidacy, "350")
    share_of = people.accepted(people.person("Other"))
    share = shares.asked(share_of)
    journey.withdraw_application(candidacy=share_of, by=share_of.person, now=NOW)
    note, invoice = CreditNote.objects.get(), shares.invoice_of(candidacy)
    return {
        "candidacy": candidacy,
        "other": share_of,
        "mine": [f"{invoice.ref}/invoice.pdf", f"{invoice.ref}/receipt/{payment.ref}.pdf"],
        "theirs": [f"{note.invoice.ref}/credit-note/{note.ref}.pdf",
                   f"{note.invoice.ref}/employer/{share.ref}/invoice.pdf"],
        "wrong": [f"{note.invoice.ref}/receipt/{payment.ref}.pdf", f"{invoice.ref}/credit-note/{note.ref}.pdf"],
    }  # fmt: skip


def test_everybody_gets_their_own_papers_and_no_others(addresses: dict[str, Any]):
    mine, theirs = (people.signed_in(addresses[name].person) for name in ("candidacy", "other"))
    for client, has, has_not in (
        (mine, addresses["mine"], addresses["theirs"]),
        (theirs, addresses["theirs"], addresses["mine"]),
    ):
        for url in has:
            answer = client.get(f"/my/fees/{url}")
            assert answer.content.startswith(b"%PDF")
            assert "no-store" in answer["Cache-Control"]
        for url in [*has_not, *addresses["wrong"]]:
            assert client.get(f"/my/fees/{url}").status_code == 404


def test_what_an_employer_paid_is_no_receipt_of_the_candidates():
    candidacy = people.accepted()
    payment = shares.paid_by_cheque(shares.asked(candidacy))
    url = f"{shares.invoice_of(candidacy).ref}/receipt/{payment.ref}.pdf"
    assert people.signed_in(candidacy.person).get(f"/my/fees/{url}").status_code == 404
    assert people.signed_in(people.staff()).get(f"/desk/fees/{url}").content.startswith(b"%PDF")


def test_the_whole_invoice_says_which_part_is_asked_of_whom():
    candidacy = people.accepted()
    share = shares.asked(candidacy)
    shares.accepted_order(share)
    paper = papers.invoice_paper(shares.invoice_of(candidacy), on=TODAY)
    assert [(each.label, each.amount) for each in paper.sums[1:]] == [
        ("Asked of Cedar Valley Library (purchase order PO 4471)", Decimal(150)),
        ("Your part", Decimal(200)),
    ]
    assert says("Your part", text_in(as_pdf(paper)))
    part = papers.share_invoice_paper(share, on=TODAY)
    assert part.file_name == "invoice-2026-0001-part-cedar-valley-library.pdf"
    assert paper.file_name == "invoice-2026-0001.pdf"


def test_instalments_stand_on_the_invoice_instead_of_one_day():
    candidacy = people.accepted()
    invoice = shares.invoice_of(candidacy)
    agreeing.agree(invoice=invoice, count=2, by=candidacy.person, now=NOW)
    facts = dict(papers.invoice_paper(invoice, on=TODAY).facts)
    assert facts["Instalments"].count("$175.00") == 2
    assert "Please pay by" not in facts


def test_their_own_reference_and_the_order_both_stand_on_the_part():
    share = shares.asked(people.accepted(), reference="CC-4410")
    shares.accepted_order(share)
    share.refresh_from_db()
    assert share.reference == "CC-4410, order PO 4471"
