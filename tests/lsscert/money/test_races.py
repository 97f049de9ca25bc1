"""The same act by several at the same moment. Each has its control: without the lock it goes wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lsscert.money import cards, paying, refunding, services
from lsscert.money.models import CardCheckout, Invoice, NumberCounter, Payment, Refund, SandboxSession
from lsscert.refused import Refused
from tests import people
from tests.lsscert.money import bills
from tests.lsscert.money.bills import checkout, cheque, fresh, invoice
from tests.people import NOW
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_policy")]
TEN, TWENTY = 10, 20


def at_once(times: int, act: Callable[[], Any]) -> list[Any]:
    return together(*[act] * times)


def without_lock(bill: Invoice) -> Invoice:
    return Invoice.objects.select_related("account", "person").get(pk=bill.pk)


def test_ten_clicks_open_one_card_page():
    bill = invoice()
    made = at_once(TEN, lambda: checkout(bill))
    assert len({each.pk for each in made}) == 1
    assert len({each.url for each in made}) == 1
    assert SandboxSession.objects.count() == CardCheckout.objects.count() == 1


def test_control_without_the_lock_clicks_run_into_each_other(monkeypatch: pytest.MonkeyPatch):
    bill = invoice()
    monkeypatch.setattr(services, "lock_invoice", without_lock)
    assert len({getattr(each, "pk", each) for each in at_once(TEN, lambda: checkout(bill))}) > 1


def confirming_at_once(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Two come back from the card page; the first is held after it has asked the gateway."""
    made = checkout(invoice())
    SandboxSession.objects.update(paid=True)
    meeting, record = Meeting(), paying.record_payment

    def record_slowly(**kwargs: Any) -> Any:
        meeting.first_waits()
        return record(**kwargs)

    monkeypatch.setattr(paying, "record_payment", record_slowly)

    def first() -> Any:
        return cards.confirm(checkout=made, now=NOW)

    def second() -> Any:
        meeting.first_is_there.wait()
        try:
            return cards.confirm(checkout=made, now=NOW)
        finally:
            meeting.second_goes()

    return together(first, second)


def test_ten_returns_book_one_payment():
    bill = invoice()
    made = checkout(bill)
    SandboxSession.objects.update(paid=True)
    states = {each.state for each in at_once(TEN, lambda: cards.confirm(checkout=made, now=NOW))}
    assert states == {CardCheckout.Status.PAID}
    assert Payment.objects.count() == 1
    assert fresh(bill).settled
    assert bills.books() == 0


def test_the_second_return_waits_for_the_first(monkeypatch: pytest.MonkeyPatch):
    outcomes = confirming_at_once(monkeypatch)
    assert [each.state for each in outcomes] == [CardCheckout.Status.PAID] * 2
    assert Payment.objects.count() == 1


def test_control_without_the_locks_the_second_return_breaks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(services, "lock_invoice", without_lock)
    monkeypatch.setattr(CardCheckout, "lock", lambda self: CardCheckout.objects.get(pk=self.pk))
    outcomes = confirming_at_once(monkeypatch)
    assert any(isinstance(each, Exception) for each in outcomes)


def test_one_cheque_entered_by_ten_at_once_is_booked_once():
    bill = invoice()
    outcomes = at_once(TEN, lambda: cheque(bill, "100.00", "55"))
    assert sum(isinstance(each, Payment) for each in outcomes) == 1
    assert {each.code for each in outcomes if isinstance(each, Refused)} == {"cheque_known"}
    assert fresh(bill).paid == 100


def test_ten_cheques_at_once_pay_no_more_than_is_owed_and_lose_nothing():
    bill = invoice()
    numbers = iter(range(TEN))
    acts = [lambda number=number: cheque(bill, "100.00", str(number)) for number in numbers]
    outcomes = together(*acts)
    taken = sum(isinstance(each, Payment) for each in outcomes)
    assert taken == 4  # the fourth settles it
    assert {each.code for each in outcomes if not isinstance(each, Payment)} == {"invoice_settled"}
    assert fresh(bill).paid == 350
    assert bills.credit(bill.person) == 50
    assert bills.books() == 0


def test_control_reading_the_balance_along_with_the_lock_reads_an_old_one(monkeypatch: pytest.MonkeyPatch):
    def joined(bill: Invoice) -> Invoice:
        rows = Invoice.objects.select_for_update(of=("self",)).select_related("account", "person")
        return rows.get(pk=bill.pk)

    monkeypatch.setattr(services, "lock_invoice", joined)
    bill = invoice()
    outcomes = together(*[lambda number=number: cheque(bill, "100.00", str(number)) for number in range(TEN)])
    assert any(isinstance(each, IntegrityError) for each in outcomes)


def test_twenty_invoices_at_once_are_numbered_without_gap_or_double():
    people_ = [people.person() for _ in range(TWENTY)]
    together(*[lambda person=person: invoice(person) for person in people_])
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == [f"2026-{number:04d}" for number in range(1, TWENTY + 1)]


def test_control_without_the_counters_lock_numbers_collide(monkeypatch: pytest.MonkeyPatch):
    meeting = Meeting()

    def unlocked(series: str, year: int) -> int:
        counter, _created = NumberCounter.objects.get_or_create(series=series, year=year)
        meeting.first_waits()
        counter.last += 1
        counter.save()
        return counter.last

    NumberCounter.objects.create(series="invoice", year=2026)
    monkeypatch.setattr(services, "next_number", unlocked)
    outcomes = at_once(2, invoice)
    assert any(isinstance(each, Exception) for each in outcomes)


def test_a_number_given_in_vain_is_given_again():
    def fail() -> None:
        with transaction.atomic():
            assert invoice().number == "2026-0002"
            raise RuntimeError

    invoice()
    with pytest.raises(RuntimeError):
        fail()
    assert invoice().number == "2026-0002"


def test_paying_and_refunding_one_person_never_wait_in_a_circle():
    someone, office = people.person(), people.staff()
    owed = [invoice(someone, "100.00") for _ in range(6)]
    cheque(owed[0], "150.00", "first")
    acts: list[Callable[[], Any]] = []
    for number, bill in enumerate(owed[1:]):
        acts.append(lambda bill=bill, number=number: cheque(bill, "150.00", str(number)))
        acts.append(lambda: refunding.give_back_credit(payer=someone, why="asked for", by=office, now=NOW))
    problems = [each for each in together(*acts) if isinstance(each, Exception)]
    assert [each for each in problems if not isinstance(each, Refused)] == []
    assert bills.books() == 0


def test_credit_that_two_send_back_at_once_goes_back_once():
    bill = invoice()
    cheque(bill, "400.00")
    office = people.staff()
    outcomes = at_once(
        2, lambda: refunding.give_back_credit(payer=bill.person, why="asked for", by=office, now=NOW)
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["Refused", "list"]
    assert [refund.amount for refund in Refund.objects.all()] == [50]
    assert bills.books() == 0


def test_control_without_the_lock_both_try_to_send_the_same_credit(monkeypatch: pytest.MonkeyPatch):
    bill = invoice()
    payment = cheque(bill, "400.00")
    meeting, ask = Meeting(), refunding._ask

    def ask_slowly(*args: Any) -> Any:
        meeting.first_waits()
        return ask(*args)

    monkeypatch.setattr(refunding, "_ask", ask_slowly)
    monkeypatch.setattr(Payment, "lock", lambda self: Payment.objects.get(pk=self.pk))
    outcomes = at_once(
        2,
        lambda: refunding.ask_refund(
            payment=payment, amount=payment.amount - 350, why="asked for", by=None, now=NOW
        ),
    )
    assert any(isinstance(each, IntegrityError) for each in outcomes)
