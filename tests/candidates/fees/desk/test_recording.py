"""Typing in payments without scripts: who, how much, for which invoices; whatever is refused loses nothing."""

from decimal import Decimal

import pytest

from lsscert.accounts.models import Organisation
from lsscert.money import services, sharing, using
from lsscert.money.models import Account, Payment, Transfer
from tests import people
from tests.candidates.fees.desk.typing_in import CHEQUE, POST, RECORD, boxes, look, type_in, words
from tests.lsscert.money import bills
from tests.people import NOW

pytestmark = pytest.mark.django_db


def used(payment: Payment) -> dict[str, Decimal]:
    return {use.invoice.number: use.amount for use in using.uses_by(payment)}


def library(name: str = "Salem Public Library") -> Organisation:
    return sharing.payer_named(name)


def ask(bill, organisation, amount: str = "350.00"):
    return sharing.ask_for_share(
        invoice=bill, organisation=organisation, amount=Decimal(amount), by=None, now=NOW
    )


def test_an_invoice_number_an_amount_and_a_cheque_number_are_enough(desk):
    bill = bills.invoice(people.person("Maria Delgado"))
    answer = type_in(desk, who=bill.number.split("-")[1], amount="350")
    assert answer.status_code == 302
    payment = Payment.objects.get()
    assert (payment.payer, used(payment)) == (bill.person, {bill.number: Decimal("350.00")})


def test_after_saving_the_form_is_empty_and_the_cheque_is_in_the_list_of_today(desk):
    bill = bills.invoice()
    answer = desk.get(type_in(desk, who=bill.number, amount="350")["Location"])
    assert "autofocus" in answer.content.decode()
    assert "1 cheque, $350.00 in all" in words(answer)
    assert look(desk, POST)["number"] == "4471"  # what the test types, not what was left in the form
    assert desk.get(POST).content.decode().count('value="4471"') == 0


def test_one_cheque_of_an_organisation_pays_several_candidates(desk):
    salem = library()
    first, second = (bills.invoice(people.person(name)) for name in ("Ann First", "Ben Second"))
    ask(first, salem), ask(second, salem, "300.00")
    type_in(desk, RECORD, who="salem", amount="700", method="cheque")
    payment = Payment.objects.get()
    assert used(payment) == {first.number: Decimal("350.00"), second.number: Decimal("300.00")}
    assert Account.objects.get(organisation=salem, kind="credit").balance == Decimal("50.00")


def test_the_sum_says_how_far_it_goes(desk):
    salem, bill = library(), bills.invoice()
    ask(bill, salem)
    answer = desk.post(RECORD, CHEQUE | {"who": "salem", "amount": "400", "look": "1"})
    assert "Of $400.00: used $350.00, left over $50.00 → credit of Salem Public Library." in words(answer)


def test_an_exact_match_is_filled_before_an_older_invoice(desk):
    person = people.person()
    bills.invoice(person, "350.00")
    exact = bills.invoice(person, "60.00")
    assert boxes(look(desk, POST, who=person.email, amount="60")) == {exact.ref: "60.00"}


def test_a_new_organisation_is_named_and_pays_for_an_invoice_added_by_number(desk):
    bill = bills.invoice()
    first = look(desk, RECORD, who="Friends of the Bend Library", amount="350", more=bill.number)
    assert desk.post(RECORD, first).status_code == 302
    payment = Payment.objects.get()
    assert payment.payer_name == "Friends of the Bend Library"
    assert used(payment) == {bill.number: Decimal("350.00")}


def test_what_fits_several_invoices_is_offered_and_nothing_is_added_by_itself(desk):
    bills.invoice(people.person("Kim Park")), bills.invoice(people.person("Kim Pool"))
    seen = look(desk, RECORD, who="Bend Library Friends", amount="350", more="kim")
    assert boxes(seen) == {}
    assert "added" not in seen


def test_a_name_with_a_slip_of_the_pen_is_found(desk):
    library("Salem Public Library")
    assert "Salem Public Library" in words(desk.post(POST, {"who": "salm public libary", "look": "1"}))


def test_nothing_is_saved_that_was_not_seen_first(desk):
    bill = bills.invoice()
    answer = desk.post(POST, CHEQUE | {"who": bill.number, "amount": "350"})
    assert answer.status_code == 200
    assert "Look at what it is for, then save." in words(answer)
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    "amount", ["", "0", "-5", "1.234", "1e3", "٣٥٠", "NaN", "Infinity", "12,34", "99999999", "5\x00"]
)
def test_a_bad_amount_is_told_and_nothing_is_lost(desk, amount: str):
    bill = bills.invoice()
    answer = desk.post(POST, CHEQUE | {"who": bill.number, "amount": amount, "note": "for Maria"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="4471"' in page
    assert 'value="for Maria"' in page
    assert f'value="{bill.number}"' in page
    assert not Transfer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-5", "Write an amount in dollars"),
        ("1.234", "Write an amount in dollars"),
        ("1e3", "Write an amount in dollars"),
        ("٣٥٠", "Write an amount in dollars"),
        ("360", "It asks only for $350.00 more."),
    ],
)
def test_a_bad_part_is_told_at_its_box(desk, typed: str, sentence: str):
    bill = bills.invoice()
    answer = type_in(desk, who=bill.number, amount="400", **{f"use-{bill.ref}": typed})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Look at the amounts beside the invoices." in words(answer)
    assert not Payment.objects.exists()


def test_more_than_came_cannot_be_used(desk):
    bill = bills.invoice()
    answer = type_in(desk, who=bill.number, amount="100", **{f"use-{bill.ref}": "120"})
    assert answer.status_code == 422
    assert "That is $20.00 too much." in words(answer)
    assert not Payment.objects.exists()


def test_a_cancelled_invoice_takes_nothing(desk):
    bill = bills.invoice()
    seen = look(desk, POST, who=bill.number, amount="350")
    services.cancel_invoice(invoice=bill, why="withdrawn", by=None, now=NOW)
    answer = desk.post(POST, seen)
    assert answer.status_code in (200, 422)
    assert not Payment.objects.exists()


def test_the_same_cheque_twice_is_told_at_its_number(desk):
    bill = bills.invoice()
    type_in(desk, who=bill.number, amount="100")
    answer = type_in(desk, who=bill.number, amount="100")
    assert answer.status_code == 422
    assert "Cheque 4471 from this payer is already recorded." in words(answer)
    assert Payment.objects.count() == 1


def test_the_same_number_and_amount_from_somebody_else_is_questioned_first(desk):
    first, second = bills.invoice(people.person("Ann")), bills.invoice(people.person("Ben"))
    type_in(desk, who=first.number, amount="100")
    asked = type_in(desk, who=second.number, amount="100")
    assert asked.status_code == 422
    assert "from Ann was recorded" in words(asked)
    assert "It is another cheque" in words(asked)
    assert type_in(desk, who=second.number, amount="100", another_cheque="on").status_code == 302
    assert Payment.objects.count() == 2


def test_undo_takes_the_cheque_out_and_opens_the_invoice_again(desk):
    bill = bills.invoice()
    type_in(desk, who=bill.number, amount="350")
    payment = Payment.objects.get()
    desk.post(f"/desk/fees/post/{payment.ref}/undo/")
    payment.refresh_from_db()
    assert (payment.state, bills.fresh(bill).left) == (Payment.Status.VOID, Decimal("350.00"))
    assert "Nothing yet." in words(desk.get(POST))


def test_the_list_of_today_is_ones_own(desk):
    bill = bills.invoice()
    type_in(desk, who=bill.number, amount="350")
    assert "Nothing yet." in words(people.signed_in(people.staff("Other")).get(POST))


def test_who_was_chosen_for_other_words_is_not_kept(desk):
    ann, ben = people.person("Ann Park"), people.person("Ben Park")
    bills.invoice(ann), bills.invoice(ben)
    seen = look(desk, POST, who="park", payer=f"person:{ann.ref}", found_for="park", amount="350")
    assert seen["payer"] == f"person:{ann.ref}"
    again = look(desk, POST, **seen | {"who": "ben park"})
    assert again["payer"] == f"person:{ben.ref}"


def test_enter_in_the_box_for_another_invoice_adds_it_and_keeps_nothing_yet(desk):
    bill = bills.invoice(people.person("Tessa Quinn"))
    typed = {"who": "Friends of the Bend Library", "amount": "700", "number": "9002", "more": bill.number}
    page = desk.post(RECORD, typed | {"received_on": "2026-03-02", "method": "cheque"}).content.decode()
    assert f'value="{bill.ref}"' in page
    assert not Payment.objects.exists()
