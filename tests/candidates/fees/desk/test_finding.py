"""Money is found by whatever one has in the hand."""

from decimal import Decimal

import pytest

from candidates.fees.finding import find
from lsscert.money import banking, orders, refunding, services, sharing
from lsscert.money.models import Invoice, Payment, PurchaseOrder, Refund
from tests import people
from tests.lsscert.money import bills
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture
def story():
    """Maria's invoice: $150 by cheque and banked, $200 asked of Salem, which sent a purchase order."""
    bill = bills.invoice(people.person("María Delgado", "maria@people.test"))
    salem = sharing.payer_named("Salem Public Library")
    share = sharing.ask_for_share(invoice=bill, organisation=salem, amount=Decimal(200), by=None, now=NOW)
    orders.receive_order(share=share, number="PO-88-X", amount=Decimal("200"), by=None, now=NOW)
    cheque = bills.cheque(bill, "150.00", "77001")
    banking.bank(cheques=[cheque], banked_on=TODAY, by=people.staff(), now=NOW)
    services.credit_invoice(invoice=bill, amount=Decimal(175), why="goodwill", by=None, now=NOW)
    bills.invoice(people.person("Somebody Else"), "60.00")
    return bill


INVOICE = [
    "1",
    "0001",
    "2026-1",
    "2026-0001",
    "invoice 2026-0001",
    "CN-2026-1",
    "cn-2026-0001",
    "maria delgado",
    "DELGADO",
    "maria@people.test",
    "delgdo",
    "salem",
    "Salm Public Libary",
    "77001",
    "350",
    "$350.00",
]


@pytest.mark.parametrize("typed", INVOICE)
def test_an_invoice_is_found(story: Invoice, typed: str):
    assert list(find(typed).invoices)[:1] == [story]


@pytest.mark.parametrize(
    "typed",
    ["77001", "cheque 77001", "Check #77001", "cheque no. 77001", "D-2026-1", "maria", "150", "$150.00"],
)
def test_a_payment_is_found(story: Invoice, typed: str):
    assert list(find(typed).payments) == [Payment.objects.get()]


@pytest.mark.parametrize("typed", ["PO-88-X", "po-88", "salem", "maria", "200"])
def test_a_purchase_order_is_found(story: Invoice, typed: str):
    assert list(find(typed).orders) == [PurchaseOrder.objects.get()]


def test_what_stripe_calls_it_is_found():
    bill = bills.invoice()
    paid = bills.cheque(bill, "400.00", "cs_test_a1")
    Payment.objects.filter(pk=paid.pk).update(charge="pi_3X")
    refunding.ask_refund(payment=paid, amount=Decimal(50), why="too much", by=None, now=NOW)
    Refund.objects.update(gateway_id="re_9Z")
    assert list(find("cs_test_a1").payments) == list(find("pi_3X").payments) == [paid]
    assert list(find("re_9Z").refunds) == [Refund.objects.get()] == list(find("$50").refunds)


@pytest.mark.parametrize("typed", ["zzzzqqq", "9999", "''", "%", "CN-2031-9", "1e3", "-350"])
def test_what_fits_nothing_finds_nothing(story: Invoice, typed: str):
    assert not find(typed)


def test_the_page_asks_the_same_however_much_is_found(django_assert_max_num_queries):
    client = people.signed_in(people.staff())
    for number in range(15):
        bills.cheque(bills.invoice(people.person(f"Maria {number}")), "400.00", f"{number}")
    client.get("/desk/fees/", {"q": "maria"})
    with django_assert_max_num_queries(20):
        client.get("/desk/fees/", {"q": "maria"})
