"""Seats from order to invoice, paid, promised, and handed back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from candidates.fees.seats import buying, codes, keeping, showing
from candidates.fees.seats.models import Seat, SeatOrder
from lsscert.desk.invariants import money as invariants
from lsscert.letters.models import Letter
from lsscert.money import orders, returning
from lsscert.money.models import Invoice, PurchaseOrder, Refund, Share
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees.seats import sponsors
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def breaches() -> list[str]:
    return [check.code for check in invariants.CHECKS if check.breaches()]


def again(order: SeatOrder) -> SeatOrder:
    return SeatOrder.objects.select_related("invoice__account").get(pk=order.pk)


def test_one_invoice_for_all_at_the_price_of_the_day_to_the_accounts_office():
    order = sponsors.order(5, paid=False)
    invoice = order.invoice
    assert (invoice.total, invoice.organisation, invoice.purpose) == (
        Decimal("1750.00"),
        order.organisation,
        "seats",
    )
    assert (invoice.bill_address, invoice.bill_reference) == ("1 Main Street\nSalem, OR 97301", "PO 17")
    assert invoice.shares.get().amount == invoice.total
    letter = Letter.objects.get(kind="seats_invoice")
    assert letter.address == "accounts@district.test"
    assert letter.attachments == [["seats_invoice", invoice.ref]]
    assert order.seats.count() == len(set(order.seats.values_list("code_hash", flat=True))) == 5


def buy(organisation, buyer, **changes):
    facts = {"count": 2, "price": Decimal("350.00"), "key": "one-page", "reference": ""}
    return buying.buy_seats(organisation=organisation, by=buyer, now=NOW, **facts | changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"count": 0}, "seat_count"),
        ({"count": 201}, "seat_count"),
        ({"price": Decimal("349.00")}, "seat_price_changed"),
    ],
)
def test_what_is_not_sold(changes, code):
    with pytest.raises(Refused) as no:
        buy(*sponsors.sponsor(), **changes)
    assert no.value.code == code
    assert not Invoice.objects.filter(purpose="seats").exists()


def test_200_are_sold_at_once():
    order = buy(*sponsors.sponsor(), count=200)
    assert order.invoice.total == Decimal("70000.00")


def test_two_clicks_buy_once_and_a_new_page_buys_again():
    sold_to = sponsors.sponsor()
    first = buy(*sold_to)
    assert buy(*sold_to) == first
    assert buy(*sold_to, key="another-page") != first
    assert Invoice.objects.filter(purpose="seats").count() == 2


def test_a_stranger_buys_nothing_for_them():
    organisation, _buyer = sponsors.sponsor()
    with pytest.raises(Refused) as no:
        buy(organisation, people.person())
    assert no.value.code == "not_a_member"


def test_the_last_cent_makes_them_usable_and_tells_the_buyers_once():
    order = sponsors.order(2, paid=False)
    sponsors.pay(order, "699.99")
    assert not buying.usable(again(order))
    assert not Letter.objects.filter(kind="seats_ready").exists()
    sponsors.pay(again(order), "0.01")
    assert buying.usable(again(order))
    assert Letter.objects.get(kind="seats_ready").person == order.ordered_by
    assert breaches() == []


def test_an_accepted_purchase_order_makes_them_usable_and_one_only_received_does_not():
    order = sponsors.order(2, paid=False)
    received = sponsors.promise(order, accept=False)
    assert not buying.usable(again(order))
    assert showing.order_state(again(order)).tone == "wait"
    orders.accept_order(order=received, by=people.staff(), now=NOW)
    assert buying.usable(again(order))
    assert Letter.objects.filter(kind="seats_ready").exists()
    orders.cancel_order(order=received, why="Typed for another county", by=people.staff(), now=NOW)
    assert not buying.usable(again(order))
    assert "Typed for another county" in Letter.objects.get(kind="seats_order_cancelled").body
    assert breaches() == []


def test_a_cheque_that_bounces_closes_them_again():
    order = sponsors.order(2, paid=False)
    cheque = sponsors.pay(order)
    returning.bounce(payment=cheque, why="No funds", by=people.staff(), now=NOW)
    assert not buying.usable(again(order))


def give_back(order: SeatOrder, *numbers: int) -> list[Refund]:
    seats = list(order.seats.filter(number__in=numbers))
    return buying.give_back_seats(seats=seats, why="Not needed any more", by=people.staff(), now=NOW)


def test_unused_seats_are_handed_back_for_what_was_paid_for_them():
    order = sponsors.order(5)
    sponsors.use(sponsors.seat_of(order, 1))
    (refund,) = give_back(order, 2, 3)
    assert (refund.amount, refund.payment.organisation) == (Decimal("700.00"), order.organisation)
    order = again(order)
    assert (order.invoice.due, order.invoice.left) == (Decimal("1050.00"), 0)
    assert buying.usable(order)
    assert order.invoice.shares.get().state == Share.Status.PAID
    assert "$700.00" in Letter.objects.get(kind="seats_given_back").subject
    assert breaches() == []


def test_handed_back_before_anything_was_paid_only_the_sum_falls():
    order = sponsors.order(3, paid=False)
    assert give_back(order, 3) == []
    order = again(order)
    assert (order.invoice.left, buying.share_of(order).left) == (Decimal("700.00"), Decimal("700.00"))
    sponsors.promise(order)
    assert buying.usable(again(order))
    assert breaches() == []


def test_all_of_them_handed_back_leaves_nothing_to_ask_for():
    order = sponsors.order(2)
    purchase = sponsors.order(2, paid=False)
    promised = sponsors.promise(purchase)
    sponsors.pay(purchase)
    for each in (order, purchase):
        assert sum(refund.amount for refund in give_back(each, 1, 2)) == Decimal("700.00")
        assert again(each).invoice.state == Invoice.Status.CANCELLED
        assert buying.share_of(again(each)) is None
    assert PurchaseOrder.objects.get(pk=promised.pk).state == PurchaseOrder.Status.CANCELLED
    assert not Letter.objects.filter(kind="seats_order_cancelled").exists()
    assert breaches() == []


def test_a_used_seat_is_not_handed_back_and_nothing_else_is():
    order = sponsors.order(2)
    sponsors.use(sponsors.seat_of(order, 1))
    with pytest.raises(Refused) as no:
        give_back(order, 1, 2)
    assert no.value.code == "move_not_allowed"
    assert sponsors.seat_of(order, 2).state == Seat.Status.FREE
    assert not Refund.objects.exists()


def test_the_code_follows_from_the_seat_and_is_not_on_record():
    seat = sponsors.seat_of(sponsors.order(1))
    assert codes.hashed(seat.code) == seat.code_hash
    assert codes.read(seat.code).slip is None
    values = Seat.objects.values().get(pk=seat.pk).values()
    assert not any(seat.code in str(value) for value in values)


def test_when_the_secret_key_has_changed_no_wrong_code_is_shown(settings):
    order = sponsors.order(1)
    seat, old = sponsors.seat_of(order), settings.SECRET_KEY
    code = seat.code
    settings.SECRET_KEY = "another-secret-key-of-at-least-fifty-characters-x-x-x-x"
    assert seat.code == ""
    row = showing.seat_rows([seat], usable=True, now=NOW)[0]
    assert (row.code, row.lost) == ("", True)
    with pytest.raises(Refused) as no:
        keeping.send_code(seat=seat, address="ann@staff.test", by=order.ordered_by, now=NOW)
    assert no.value.code == "seat_code_lost"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert seat.code == code
    settings.SECRET_KEY_FALLBACKS = []
    keeping.replace_code(seat=seat, by=order.ordered_by, now=NOW)
    fresh = sponsors.seat_of(order).code
    assert fresh
    assert fresh != code


def test_a_price_of_tomorrow_leaves_todays_invoice_alone():
    from lsscert.policy.models import PolicyRow

    order = sponsors.order(2, paid=False)
    PolicyRow.objects.create(
        key="price.enrolment", value="400.00", effective_from=NOW.date() + timedelta(days=1), set_at=NOW
    )
    assert buying.price_on(NOW.date() + timedelta(days=1)) == Decimal("400.00")
    assert again(order).invoice.total == Decimal("700.00")
