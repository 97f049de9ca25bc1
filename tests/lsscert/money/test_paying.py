"""One payment for several, several for one; what is refused leaves the books as they were."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from lsscert.accounts.models import Person
from lsscert.money import awards, banking, ledger, orders, paying, refunding, returning, services, sharing
from lsscert.money.models import Account, Invoice, Payment, Refund, Transfer
from lsscert.refused import Refused
from tests import people
from tests.lsscert.money import bills
from tests.lsscert.money.bills import cheque, credit, division, fresh, invoice
from tests.lsscert.money.test_services import refused
from tests.people import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


@pytest.fixture
def office() -> Person:
    return people.staff()


def pay(payer: Any, amount: str, *uses: paying.For, number: str = "1", **facts: Any) -> Payment:
    usual: dict[str, Any] = {"method": Payment.Method.CHEQUE, "received_on": TODAY, "by": None, "now": NOW}
    return paying.record_payment(
        payer=payer, amount=Decimal(amount), reference=number, uses=uses, **usual | facts
    )


def balances() -> dict[int, Decimal]:
    return dict(Account.objects.values_list("pk", "balance"))


def test_one_cheque_of_a_library_pays_two_candidates_and_the_rest_is_the_librarys():
    library, first, second = sharing.payer_named("Cedar Library"), invoice(), invoice()
    payment = pay(library, "750", paying.For(first), paying.For(second))
    assert fresh(first).settled
    assert fresh(second).settled
    assert ledger.free(payment) == 50
    assert Account.objects.get(organisation=library, kind="credit").balance == 50
    assert credit(first.person) == 0
    assert bills.books() == 0


def test_candidate_and_employer_pay_one_invoice_and_each_gets_theirs_back():
    bill, library = invoice(), sharing.payer_named("Cedar Library")
    cheque(bill, "200.00")
    pay(library, "150", paying.For(bill))
    freed = services.cancel_invoice(invoice=fresh(bill), why="not_eligible", by=None, now=NOW)
    refunds = refunding.give_back(released=freed, why="not eligible", by=None, now=NOW)
    assert [(refund.payment.payer_name, refund.amount) for refund in refunds] == [
        (bill.person.name, 200),
        ("Cedar Library", 150),
    ]


def test_a_credit_note_takes_off_all_payers_alike():
    """$35 off $350 that two paid, $150 and $200: fifteen and twenty go back."""
    bill, library = invoice(), sharing.payer_named("Cedar Library")
    pay(library, "150", paying.For(bill))
    cheque(bill, "200.00", "2")
    freed = services.credit_invoice(invoice=bill, amount=Decimal(35), why="member price", by=None, now=NOW)
    assert [(payment.payer_name, amount) for payment, amount in freed] == [
        ("Cedar Library", 15),
        (bill.person.name, 20),
    ]
    assert (fresh(bill).due, fresh(bill).paid, fresh(bill).settled) == (315, 315, True)
    assert bill.credit_notes.get().number == "CN-2026-0001"


def test_a_credit_note_over_what_nobody_paid_yet_frees_nothing():
    bill = invoice()
    cheque(bill, "100.00")
    assert (
        services.credit_invoice(invoice=bill, amount=Decimal(25), why="member price", by=None, now=NOW) == []
    )
    assert fresh(bill).left == 225


@pytest.mark.parametrize("amount", ["0", "-1", "350.01"])
def test_a_credit_note_takes_off_something_and_not_more_than_all(amount: str):
    with refused("credit_beyond_invoice"):
        services.credit_invoice(invoice=invoice(), amount=Decimal(amount), why="test", by=None, now=NOW)


def spoil(name: str) -> Any:
    """What is refused, by the code it is refused with."""
    library, bill = sharing.payer_named("Cedar Library"), invoice()
    if name == "cheque_known":
        pay(library, "10")
        return lambda: pay(library, "10")
    if name == "payment_known":
        pay(library, "10", method=Payment.Method.TRANSFER)
        return lambda: pay(bill.person, "10", method=Payment.Method.TRANSFER)
    if name == "beyond_payment":
        return lambda: pay(library, "100", paying.For(bill, Decimal(60)), paying.For(invoice(), Decimal(41)))
    if name == "beyond_invoice":
        return lambda: pay(library, "900", paying.For(bill, Decimal("350.01")))
    if name == "invoice_cancelled":
        services.cancel_invoice(invoice=bill, why="test", by=None, now=NOW)
    elif name == "invoice_settled":
        cheque(bill)
    elif name == "received_in_future":
        return lambda: pay(library, "10", received_on=TODAY + timedelta(days=1))
    return lambda: pay(library, "350", paying.For(bill), number="new")


@pytest.mark.parametrize(
    "code",
    [
        "cheque_known",
        "payment_known",
        "beyond_payment",
        "beyond_invoice",
        "invoice_cancelled",
        "invoice_settled",
        "received_in_future",
    ],
)
def test_what_cannot_be_is_refused_and_the_books_stay(code: str):
    act = spoil(code)
    before, moves = balances(), Transfer.objects.count()
    with refused(code):
        act()
    after = balances()
    assert {key: after[key] for key in before} == before
    assert Transfer.objects.count() == moves


def test_a_payment_is_used_up_to_what_it_has_and_what_is_asked():
    library, bill = sharing.payer_named("Cedar Library"), invoice()
    payment = pay(library, "400")
    with refused("beyond_payment"):
        paying.use_payment(
            payment=pay(library, "5", number="2"), invoice=bill, amount=Decimal(6), by=None, now=NOW
        )
    with refused("beyond_invoice"):
        paying.use_payment(payment=payment, invoice=bill, amount=Decimal(351), by=None, now=NOW)
    paying.use_payment(payment=payment, invoice=bill, amount=Decimal(350), by=None, now=NOW)
    assert (fresh(bill).settled, ledger.free(payment)) == (True, 50)


def test_credit_left_over_pays_the_next_invoice_oldest_first(office: Person):
    first = invoice(None, "100.00")
    cheque(first, "130.00", "1")
    cheque_two = pay(first.person, "40", number="2")
    second = invoice(first.person, "50.00")
    assert paying.use_credit(invoice=second, payer=first.person, by=first.person, now=NOW) == 50
    assert (fresh(second).settled, ledger.free(cheque_two)) == (True, 20)
    third = invoice(people.person())
    with refused("no_credit"):
        paying.use_credit(invoice=third, payer=third.person, by=third.person, now=NOW)


def test_what_was_meant_for_another_invoice_goes_back_to_credit(office: Person):
    bill = invoice()
    payment = cheque(bill, "100.00")
    assert paying.stop_using(payment=payment, invoice=bill, by=office, now=NOW) == 100
    assert (fresh(bill).paid, ledger.free(payment)) == (0, 100)


def test_a_cheque_is_in_hand_until_it_is_banked(office: Person):
    payment = cheque(invoice())
    assert Account.objects.get(kind="cheques").balance == -350
    deposit = banking.bank(cheques=[payment], banked_on=TODAY, by=office, now=NOW)
    assert deposit.number == "D-2026-0001"
    assert (Account.objects.get(kind="cheques").balance, ledger.outside().balance) == (0, -350)
    with refused("not_a_cheque_in_hand"):
        banking.bank(cheques=[payment], banked_on=TODAY, by=office, now=NOW)
    payment.refresh_from_db()
    returning.bounce(payment=payment, why="No funds.", by=office, now=NOW)
    assert ledger.outside().balance == 0
    assert bills.books() == 0


def test_a_bounce_takes_what_is_free_first_then_the_last_use(office: Person):
    library, first, second = sharing.payer_named("Cedar Library"), invoice(None, "100"), invoice(None, "100")
    payment = pay(library, "230", paying.For(first), paying.For(second))
    returning.bounce(payment=payment, why="No funds.", by=office, now=NOW)
    assert (fresh(first).paid, fresh(second).paid, ledger.free(payment)) == (0, 0, 0)


def test_money_that_had_left_before_the_cheque_came_back_is_a_shortfall(office: Person):
    bill = invoice(None, "100.00")
    payment = cheque(bill, "150.00")
    banking.bank(cheques=[payment], banked_on=TODAY, by=office, now=NOW)
    refunds = refunding.give_back_credit(payer=bill.person, why="asked for", by=office, now=NOW)
    refunding.mark_sent(refunds=refunds, reference="ours 1", by=office, now=NOW)
    payment.refresh_from_db()
    returning.bounce(payment=payment, why="No funds.", by=office, now=NOW)
    assert Account.objects.get(kind="shortfall").balance == -50
    assert (fresh(bill).paid, credit(bill.person), bills.books()) == (0, 0, 0)


def test_an_award_covers_at_once_and_one_transfer_settles_many(office: Person):
    ssd = division()
    given = [
        awards.record_award(
            invoice=invoice(),
            organisation=ssd,
            amount=Decimal(200),
            reference=f"A{number}",
            by=office,
            now=NOW,
        )
        for number in range(3)
    ]
    assert [owed for _award, owed in awards.unsettled(ssd)] == [200, 200, 200]
    settle: dict[str, Any] = {
        "organisation": ssd, "awards": given[:2], "reference": "T1", "received_on": TODAY, "by": office, "now": NOW,
    }  # fmt: skip
    with refused("transfer_differs"):
        awards.record_award_transfer(amount=Decimal(399), **settle)
    awards.record_award_transfer(amount=Decimal(400), **settle)
    assert awards.unsettled(ssd) == [(given[2], 200)]
    with refused("award_settled"):
        awards.record_award_transfer(amount=Decimal(400), **settle | {"reference": "T2"})
    assert ledger.owed_by(ssd).balance == -200
    assert bills.books() == 0


def test_award_money_goes_back_to_its_fund_never_to_the_candidate(office: Person):
    """Not sent yet: it comes off what is owed. Sent already: it goes back to the organisation by post."""
    ssd, bill, other = division(), invoice(), invoice()
    given = [
        awards.record_award(
            invoice=each, organisation=ssd, amount=Decimal(200), reference=str(each.pk), by=office, now=NOW
        )
        for each in (bill, other)
    ]
    awards.record_award_transfer(
        organisation=ssd,
        awards=given[:1],
        amount=Decimal(200),
        reference="T",
        received_on=TODAY,
        by=office,
        now=NOW,
    )
    for each in (bill, other):
        freed = services.cancel_invoice(invoice=each, why="withdrawn", by=None, now=NOW)
        refunding.give_back(released=freed, why="withdrawn", by=None, now=NOW)
    assert list(Refund.objects.order_by("pk").values_list("way", "state", "payment__organisation__name")) == [
        ("post", "due", ssd.name),
        ("owed", "sent", ssd.name),
    ]
    assert ledger.owed_by(ssd).balance == 0
    assert credit(bill.person) == credit(other.person) == 0


def test_only_what_came_can_go_back_and_only_once(office: Person):
    payment = cheque(invoice(None, "100.00"), "130.00")
    for amount in ("30.01", "0", "-5"):
        with refused("beyond_payment"):
            refunding.ask_refund(payment=payment, amount=Decimal(amount), why="asked", by=office, now=NOW)
    (refund,) = refunding.ask_refund(payment=payment, amount=Decimal(30), why="asked", by=office, now=NOW)
    with refused("beyond_payment"):
        refunding.ask_refund(payment=payment, amount=Decimal("0.01"), why="asked", by=office, now=NOW)
    with refused("cheque_in_hand"):
        refunding.mark_sent(refunds=[refund], reference="9", by=office, now=NOW)
    banking.bank(cheques=[payment], banked_on=TODAY, by=office, now=NOW)
    refunding.mark_sent(refunds=[refund], reference="9", by=office, now=NOW)
    with refused("move_not_allowed"):
        refunding.mark_sent(refunds=[refund], reference="10", by=office, now=NOW)


def test_one_cheque_of_ours_sends_back_once(office: Person):
    someone = people.person()
    for number in ("1", "2"):
        payment = cheque(invoice(someone, "100.00"), "130.00", number)
        banking.bank(cheques=[payment], banked_on=TODAY, by=office, now=NOW)
    first, second = refunding.give_back_credit(payer=someone, why="asked", by=office, now=NOW)
    refunding.mark_sent(refunds=[first], reference="ours", by=office, now=NOW)
    with refused("refund_known"):
        refunding.mark_sent(refunds=[second], reference="ours", by=office, now=NOW)


def test_a_stopped_refund_is_credit_again(office: Person):
    bill = invoice(None, "100.00")
    cheque(bill, "130.00")
    (refund,) = refunding.give_back_credit(payer=bill.person, why="asked", by=office, now=NOW)
    assert credit(bill.person) == 0
    refunding.stop(refund=refund, why="They keep it.", by=office, now=NOW)
    assert credit(bill.person) == 30


@pytest.mark.parametrize(("amount", "code"), [("351", "beyond_own_part"), ("350", ""), ("0.01", "")])
def test_nobody_is_asked_for_more_than_is_open(amount: str, code: str):
    bill, library = invoice(), sharing.payer_named("Cedar Library")

    def ask() -> Any:
        return sharing.ask_for_share(
            invoice=bill, organisation=library, amount=Decimal(amount), by=None, now=NOW
        )

    if not code:
        assert ask().left == Decimal(amount)
        return
    with refused(code):
        ask()


def test_a_second_request_waits_for_the_first_to_be_taken_back(office: Person):
    bill, library = invoice(), sharing.payer_named("Cedar Library")
    share = sharing.ask_for_share(invoice=bill, organisation=library, amount=Decimal(100), by=None, now=NOW)
    with refused("share_known"):
        sharing.ask_for_share(invoice=bill, organisation=library, amount=Decimal(50), by=None, now=NOW)
    order = orders.receive_order(share=share, number="7", amount=Decimal(100), by=None, now=NOW)
    with refused("order_known"):
        orders.receive_order(share=share, number="8", amount=Decimal(100), by=None, now=NOW)
    sharing.withdraw_share(share=share, by=None, now=NOW)
    order.refresh_from_db()
    assert order.state == "cancelled"
    with refused("share_withdrawn"):
        orders.receive_order(share=share, number="9", amount=Decimal(100), by=None, now=NOW)
    assert sharing.own_part(fresh(bill)) == 350


def test_an_order_must_cover_its_part():
    bill, library = invoice(), sharing.payer_named("Cedar Library")
    share = sharing.ask_for_share(invoice=bill, organisation=library, amount=Decimal(100), by=None, now=NOW)
    with refused("order_short"):
        orders.receive_order(share=share, number="7", amount=Decimal("99.99"), by=None, now=NOW)


def test_an_organisation_is_one_however_its_name_is_typed():
    assert sharing.payer_named("  cedar   LIBRARY ") == sharing.payer_named("Cedar Library")


def test_a_refund_above_the_limit_waits_for_a_second_person(office: Person):
    from lsscert.accounts import approvals
    from lsscert.accounts.models import Approval

    second = people.staff("Ines Second")
    payment = pay(sharing.payer_named("Cedar Library"), "400")
    (refund,) = refunding.ask_refund(
        payment=payment, amount=Decimal("350.01"), why="Ordered twice.", by=office, now=NOW
    )
    assert refund.state == Refund.Status.WAITING
    approval = Approval.objects.get(subject=refund.ref)
    assert "$350.01 back to Cedar Library" in approval.title
    with pytest.raises(Refused, match="somebody else has to confirm"):
        approvals.confirm(approval=approval, by=office, now=NOW)
    approvals.confirm(approval=approval, by=second, now=NOW)
    refund.refresh_from_db()
    assert refund.state == Refund.Status.DUE
    (half,) = refunding.ask_refund(payment=payment, amount=Decimal("49.99"), why="More.", by=office, now=NOW)
    assert half.state == Refund.Status.WAITING  # cut in two it is no smaller
    small = pay(sharing.payer_named("Cedar Library"), "400", number="2")
    (other,) = refunding.ask_refund(payment=small, amount=Decimal(350), why="More.", by=office, now=NOW)
    assert other.state == Refund.Status.DUE


def test_a_refund_that_the_second_person_stops_is_credit_again(office: Person):
    from lsscert.accounts import approvals
    from lsscert.accounts.models import Approval

    library = sharing.payer_named("Cedar Library")
    payment = pay(library, "400")
    (refund,) = refunding.ask_refund(payment=payment, amount=Decimal(400), why="Twice.", by=office, now=NOW)
    approvals.stop(
        approval=Approval.objects.get(subject=refund.ref),
        why="They ordered once.",
        by=people.staff(),
        now=NOW,
    )
    refund.refresh_from_db()
    assert (refund.state, ledger.free(payment)) == (Refund.Status.STOPPED, 400)


def test_what_nobody_asked_of_an_invoice_that_is_no_longer_there_is_not_asked():
    bill = invoice()
    services.cancel_invoice(invoice=bill, why="test", by=None, now=NOW)
    with refused("invoice_cancelled"):
        sharing.ask_for_share(
            invoice=bill, organisation=sharing.payer_named("X Library"), amount=Decimal(1), by=None, now=NOW
        )
    assert Invoice.objects.get().state == "cancelled"


def test_an_order_that_waits_is_closed_when_its_part_is_paid_in_another_way():
    bill, library = invoice(), sharing.payer_named("Cedar Library")
    share = sharing.ask_for_share(invoice=bill, organisation=library, amount=Decimal(100), by=None, now=NOW)
    order = orders.receive_order(share=share, number="7", amount=Decimal(100), by=None, now=NOW)
    pay(library, "100", paying.For(bill))
    order.refresh_from_db()
    assert (order.state, order.cancelled_why) == ("cancelled", "It was paid in another way.")


def test_credit_used_later_counts_for_the_day_it_is_used():
    first = invoice(None, "100.00")
    cheque(first, "130.00", received_on=TODAY - timedelta(days=20))
    second = invoice(first.person, "30.00")
    paying.use_credit(invoice=second, payer=first.person, by=None, now=NOW)
    days = Transfer.objects.order_by("pk").values_list("reason", "booked_on")
    assert list(days) == [
        ("payment", TODAY - timedelta(days=20)),
        ("use", TODAY - timedelta(days=20)),
        ("use", TODAY),
    ]
