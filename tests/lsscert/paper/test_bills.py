"""What each paper says. Amounts are added up by hand."""

from datetime import date
from decimal import Decimal

from lsscert.paper import bills
from lsscert.paper.download import as_download
from lsscert.paper.sheet import Line, Note, as_pdf
from tests.lsscert.paper import papers
from tests.pdfs import says, text_in


def assert_says(pdf: bytes, *expected: str) -> None:
    words = text_in(pdf)
    assert [each for each in expected if not says(each, words)] == []


def test_an_invoice_says_who_pays_what_for_whom_until_when_and_how():
    assert_says(
        as_pdf(papers.invoice()),
        *("Invoice 2026-0147", "TO Cedar Valley Library", "Accounts payable 4 Main Street"),
        *("Issued 2 March 2026", "Please pay by 1 April 2026", "Your reference PO 4471"),
        *("Candidate Maria Delgado-Ruiz", "Enrolment in the Library Support Staff Certification"),
        *("Total $350.00", "ALA-APA programme office · 12 Example Street", "Page 1 of 1"),
        *("Make it out to ALA-APA and write the number 2026-0147 on it.", "Routing 000000000"),
        "https://lssc.example.org/t/q7Jd0vX2mP4kTz9sLw1bRc/",
    )


def test_what_came_is_taken_off_and_what_is_left_stands_below():
    part = papers.invoice(payments=[("Card, 3 April 2026", Decimal("100.00"))])
    assert_says(as_pdf(part), "Total $350.00", "Card, 3 April 2026 −$100.00", "Left to pay $250.00")
    assert part.across == ""
    assert part.notes == papers.WAYS


def test_a_paid_invoice_says_so_and_no_longer_how_to_pay():
    paid = papers.invoice(payments=[("Card", Decimal("300")), ("Cheque 7", Decimal("50"))])
    assert (paid.across, paid.notes) == ("Paid", ())
    assert_says(as_pdf(paid), "Left to pay $0.00", "Paid")
    assert papers.invoice(payments=[("Card", Decimal("350"))], across="Void").across == "Void"


def test_ways_that_the_programme_has_not_named_are_not_offered():
    assert bills.ways_to_pay(invoice_number="1", postal=("12 Example Street",)) == ()
    only = bills.ways_to_pay(invoice_number="2026-0147", payee="ALA-APA")
    assert only == (Note("Pay by cheque", ("Make it out to ALA-APA and write the number 2026-0147 on it.",)),)


def test_a_receipt_is_enough_for_an_employer_who_pays_it_back():
    assert_says(
        as_pdf(papers.receipt()),
        *("Receipt R-2026-0031", "RECEIVED FROM Maria Delgado-Ruiz", "Received on 6 March 2026"),
        *("Paid by Cheque 1042", "Invoice 2026-0147", "$100.00 left to pay", "Received $250.00"),
        *("Enrolment in the Library Support Staff Certification", "Candidate Maria Delgado-Ruiz"),
        "Written on 9 March 2026",
    )


def test_a_receipt_over_the_rest_says_paid_in_full():
    words = text_in(as_pdf(papers.receipt(left=Decimal(0), day=date(2026, 3, 6))))
    assert says("Paid in full", words)
    assert not says("left to pay", words)
    assert not says("Written on", words), "the same day is not said twice"


def test_a_receipt_over_several_invoices_adds_up():
    lines = [Line("Enrolment", Decimal("350.00"), "Invoice 1"), Line("Kept as credit", Decimal("0.05"))]
    assert_says(as_pdf(papers.receipt(lines=lines)), "$350.00", "$0.05", "Received $350.05")


def test_a_credit_note_says_of_what_why_and_where_the_money_goes():
    assert_says(
        as_pdf(papers.credit_note()),
        *("Credit note C-2026-0004", "For invoice 2026-0147", "Credit $350.00"),
        *("The application was not accepted", "A cheque over $350.00 goes to Cedar Valley Library."),
    )


def test_a_quote_says_how_long_it_holds_and_that_nothing_is_due():
    assert_says(
        as_pdf(papers.quote()),
        *("Quote Q-2026-0012", "Valid until 31 May 2026", "20 enrolments at $350.00", "Total $7,000.00"),
        *("Nothing is to be paid on a quote.", "Send a purchase order"),
    )


def test_a_deposit_slip_lists_the_cheques_and_counts_them():
    assert_says(
        as_pdf(papers.deposit_slip()),
        *("Cheque From Amount", "88213 Cedar Valley Library Invoice 2026-0151 $7,000.00"),
        *("Cheques 3", "Total of 3 cheques $7,350.00", "PAID IN AT Example Bank"),
    )
    assert_says(
        as_pdf(papers.deposit_slip(cheques=[Line("Ada", Decimal(1), number="9")])), "Total of 1 cheque $1.00"
    )


def test_the_name_of_the_file_is_plain():
    assert papers.invoice().file_name == "invoice-2026-0147.pdf"
    assert papers.credit_note(number="../C 2026/4\r\n").file_name == "credit-note-c-20264.pdf"


def test_a_download_is_a_file_that_nothing_on_the_way_keeps():
    answer = as_download(b"%PDF", papers.invoice().file_name)
    assert answer["Content-Disposition"] == 'attachment; filename="invoice-2026-0147.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
