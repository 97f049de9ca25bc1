"""What the desk does with payments, invoices, purchase orders and credit, by its pages."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from lsscert.desk.demo.paper import proof
from lsscert.money import orders, paying, sharing
from lsscert.money.models import CreditNote, Deposit, Payment, PurchaseOrder, Refund, Share
from tests import people
from tests.candidates.fees.desk.typing_in import words
from tests.lsscert.money import bills
from tests.pdfs import assert_tagged
from tests.people import NOW, TODAY

pytestmark = pytest.mark.django_db


def press(client, url: str, act: str, **typed: str):
    """The first press."""
    return client.post(url, {"act": act} | {f"{act}-{name}": value for name, value in typed.items()})


def twice(client, url: str, act: str, **typed: str):
    """Read what would happen, then press again."""
    seen = press(client, url, act, **typed)
    sure = html.fromstring(seen.content).xpath(f"//input[@name='{act}-sure']/@value")
    assert sure, words(seen)
    return press(client, url, act, **typed, sure=sure[0])


@pytest.fixture
def bill():
    return bills.invoice(people.person("Maria Delgado"))


@pytest.fixture
def cheque(bill):
    return bills.cheque(bill, "400.00", "4471")


def page_of(payment: Payment) -> str:
    return f"/desk/fees/payments/{payment.ref}/"


def invoice_page(bill) -> str:
    return f"/desk/fees/{bill.ref}/"


def share_of(bill, amount: str = "200.00") -> Share:
    salem = sharing.payer_named("Salem Public Library")
    return sharing.ask_for_share(invoice=bill, organisation=salem, amount=Decimal(amount), by=None, now=NOW)


def test_a_payment_says_where_its_dollars_are(desk, bill, cheque):
    said = words(desk.get(page_of(cheque)))
    assert f"$350.00 on invoice {bill.number}" in said
    assert "$50.00 credit of the payer" in said


def test_the_rest_is_used_for_another_invoice(desk, cheque):
    other = bills.invoice(cheque.payer, "60.00")
    assert press(desk, page_of(cheque), "use", invoice=other.number, amount="50").status_code == 302
    assert bills.fresh(other).left == Decimal("10.00")


@pytest.mark.parametrize(("amount", "sentence"), [("51", "Only $50.00 of it"), ("1e1", "Write an amount")])
def test_more_than_the_rest_is_told_and_kept(desk, cheque, amount: str, sentence: str):
    other = bills.invoice(cheque.payer, "60.00")
    answer = press(desk, page_of(cheque), "use", invoice=other.number, amount=amount)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert f'value="{amount}"' in answer.content.decode()
    assert bills.fresh(other).left == Decimal("60.00")


def test_nothing_happens_before_it_was_read(desk, bill, cheque):
    seen = press(desk, page_of(cheque), "bounce", why="no funds")
    assert seen.status_code == 200
    assert f"Invoice {bill.number} is open again by $350.00." in words(seen)
    cheque.refresh_from_db()
    assert cheque.state == Payment.Status.RECEIVED
    twice(desk, page_of(cheque), "bounce", why="no funds")
    cheque.refresh_from_db()
    assert cheque.state == Payment.Status.RETURNED


def test_what_was_changed_after_reading_is_read_again(desk, cheque):
    seen = press(desk, page_of(cheque), "back", amount="20", why="too much")
    sure = html.fromstring(seen.content).xpath("//input[@name='back-sure']/@value")[0]
    assert press(desk, page_of(cheque), "back", amount="50", why="too much", sure=sure).status_code == 200
    assert not Refund.objects.exists()


def test_money_is_sent_back_and_a_large_sum_waits_for_a_second_person(desk, real_policy, bill):
    payment = bills.cheque(bill, "5000.00", "9000")
    seen = press(desk, page_of(payment), "back", amount="4000", why="far too much")
    assert "a second person confirms it first" in words(seen)
    twice(desk, page_of(payment), "back", amount="4000", why="far too much")
    assert Refund.objects.get().state == Refund.Status.WAITING


def test_what_an_invoice_holds_comes_off_it(desk, bill, cheque):
    twice(desk, page_of(cheque), "stop", one=bill.ref)
    assert bills.fresh(bill).left == Decimal("350.00")


def test_a_banked_cheque_can_bounce_but_was_not_entered_by_mistake(desk, cheque):
    desk.post("/desk/fees/banking/", {"cheque": cheque.ref, "banked_on": TODAY.isoformat()})
    page = desk.get(page_of(cheque)).content.decode()
    assert 'value="bounce"' in page
    assert 'value="void"' not in page


def test_chosen_cheques_go_to_the_bank_on_one_slip(desk, bill, cheque):
    left = bills.cheque(bills.invoice(), "100.00", "4472")
    answer = desk.post("/desk/fees/banking/", {"cheque": cheque.ref, "banked_on": TODAY.isoformat()})
    deposit = Deposit.objects.get()
    assert answer["Location"] == f"/desk/fees/deposits/{deposit.ref}/"
    assert "4472" not in words(desk.get(answer["Location"]))
    assert "4472" in words(desk.get("/desk/fees/banking/"))
    assert left.deposit is None
    assert_tagged(desk.get(f"/desk/fees/deposits/{deposit.ref}/slip.pdf").content)


@pytest.mark.parametrize(
    ("day", "chosen", "sentence"),
    [
        ("2026-03-03", True, "in the future"),
        ("", True, "give the date"),
        ("2026-03-02", False, "Choose the cheques"),
    ],
)
def test_a_deposit_that_cannot_be_is_told(desk, cheque, day: str, chosen: bool, sentence: str):
    answer = desk.post("/desk/fees/banking/", {"banked_on": day} | ({"cheque": cheque.ref} if chosen else {}))
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Deposit.objects.exists()


def test_a_credit_note_says_who_gets_what_back_and_then_does_it(desk, bill):
    share = share_of(bill)
    paying.record_payment(
        method=Payment.Method.CHEQUE,
        amount=Decimal(200),
        payer=share.organisation,
        reference="1",
        received_on=TODAY,
        uses=[paying.For(bill)],
        by=None,
        now=NOW,
    )
    bills.cheque(bill, "150.00", "2")
    seen = press(desk, invoice_page(bill), "note", amount="70", why="kindness", then="back")
    assert "$40.00 to Salem Public Library" in words(seen)
    assert "$30.00" in words(seen)
    assert not CreditNote.objects.exists()
    twice(desk, invoice_page(bill), "note", amount="70", why="kindness", then="back")
    assert sorted(Refund.objects.values_list("amount", flat=True)) == [Decimal("30.00"), Decimal("40.00")]


def test_a_credit_note_may_leave_the_money_as_credit(desk, bill, cheque):
    twice(desk, invoice_page(bill), "note", amount="100", why="kindness", then="leave")
    assert bills.credit(bill.person) == Decimal("150.00")
    assert not Refund.objects.exists()


def test_a_credit_note_over_more_than_is_asked_is_told(desk, bill):
    answer = twice(desk, invoice_page(bill), "note", amount="351", why="kindness", then="leave")
    assert answer.status_code == 422
    assert bills.fresh(bill).due == Decimal("350.00")


def test_an_organisation_is_asked_and_no_longer_asked(desk, bill):
    press(desk, invoice_page(bill), "ask", name="Salem Public Library", amount="200", email="pay@salem.test")
    share = Share.objects.get()
    assert (share.organisation.name, share.email) == ("Salem Public Library", "pay@salem.test")
    twice(desk, invoice_page(bill), "withdraw", one=share.ref)
    share.refresh_from_db()
    assert share.state == Share.Status.WITHDRAWN


def test_more_than_the_rest_cannot_be_asked_for_and_leaves_no_organisation_behind(desk, bill):
    answer = press(desk, invoice_page(bill), "ask", name="Nobody's Library", amount="351")
    assert answer.status_code == 422
    assert 'value="Nobody&#x27;s Library"' in answer.content.decode()
    assert not Share.objects.exists()


def test_credit_pays_an_invoice(desk, cheque):
    other = bills.invoice(cheque.payer, "60.00")
    press(desk, invoice_page(other), "credit", one=f"person:{cheque.payer.ref}")
    assert bills.fresh(other).left == Decimal("10.00")


def test_the_invoice_is_made_out_to_somebody_else(desk, bill):
    press(desk, invoice_page(bill), "bill", bill_to="Accounts Payable", bill_email="ap@salem.test")
    found = bills.fresh(bill)
    assert (found.bill_to, found.bill_email, found.person) == (
        "Accounts Payable",
        "ap@salem.test",
        bill.person,
    )


def test_a_purchase_order_that_came_by_post_is_entered_read_and_accepted(desk, bill):
    share = share_of(bill)
    paper = proof(name="Salem", course="PO", provider="Salem", completed_on=TODAY)
    document = SimpleUploadedFile("po.pdf", paper.read(), "application/pdf")
    press(desk, invoice_page(bill), "order", one=share.ref, number="PO-7", amount="200", document=document)
    order = PurchaseOrder.objects.get()
    assert "PO-7" in words(desk.get("/desk/fees/orders/"))
    read = desk.get(f"/desk/fees/orders/{order.ref}/document/")
    assert b"".join(read.streaming_content).startswith(b"%PDF")
    press(desk, f"/desk/fees/orders/{order.ref}/", "accept")
    order.refresh_from_db()
    assert order.state == PurchaseOrder.Status.INVOICED
    assert f"/desk/fees/orders/{order.ref}/" not in desk.get("/desk/fees/orders/").content.decode()


def test_the_document_of_an_order_is_not_there_for_others(bill):
    share = share_of(bill)
    order = orders.receive_order(share=share, number="1", amount=Decimal(200), by=None, now=NOW)
    candidate = people.signed_in(bill.person)
    assert candidate.get(f"/desk/fees/orders/{order.ref}/document/").status_code == 404


def test_an_order_is_not_accepted_with_a_reason(desk, bill):
    order = orders.receive_order(share=share_of(bill), number="1", amount=Decimal(200), by=None, now=NOW)
    assert press(desk, f"/desk/fees/orders/{order.ref}/", "cancel", why="").status_code == 422
    press(desk, f"/desk/fees/orders/{order.ref}/", "cancel", why="wrong name")
    order.refresh_from_db()
    assert (order.state, order.cancelled_why) == (PurchaseOrder.Status.CANCELLED, "wrong name")


def test_credit_that_lies_around_is_listed_since_when_and_sent_back(desk, cheque):
    assert "Maria Delgado 2 March 2026 $50.00" in words(desk.get("/desk/fees/credits/"))
    url = f"/desk/fees/credits/person/{cheque.payer.ref}/"
    twice(desk, url, "back", why="left over")
    assert Refund.objects.get().amount == Decimal("50.00")
    assert "No credit lies around" in words(desk.get("/desk/fees/credits/"))


def test_the_list_of_credit_asks_the_same_for_one_and_many(desk):
    def questions(numbers: range) -> int:
        for number in numbers:
            bills.cheque(bills.invoice(), "400.00", f"{number}")
        desk.get("/desk/fees/credits/")
        with CaptureQueriesContext(connection) as asked:
            desk.get("/desk/fees/credits/")
        return len(asked)

    assert questions(range(1)) == questions(range(1, 12))
