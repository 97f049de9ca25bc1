"""What the office does about sponsors: letting somebody in, and handing seats back."""

from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django import Settings

from candidates.fees.seats import buying, members
from candidates.fees.seats.models import Seat
from lsscert.letters.models import Letter
from lsscert.money import sharing
from lsscert.money.models import Invoice, Refund
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees.seats import sponsors
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture(autouse=True)
def today(settings: Settings) -> None:
    settings.FAKE_NOW = NOW


def test_the_office_lets_somebody_into_an_organisation_that_candidates_had_named():
    named = sharing.payer_named("Cedar County")
    desk = people.signed_in(people.staff())
    desk.post(reverse("desk_sponsor", args=[named.ref]), {"address": "kim@cedar.test"})
    body = Letter.objects.get(kind="sponsor_invitation").body
    path = "/t/" + body.split("/t/")[1].split()[0]
    kim = people.person("Kim")
    client = people.signed_in(kim)
    client.post(path)
    assert members.organisations_of(kim) == [named]
    answer = client.get(reverse("sponsor_buy"))
    assert answer["Location"] == reverse("sponsor_details")  # nobody knows yet where invoices go
    with pytest.raises(Refused) as no:
        buying.buy_seats(
            organisation=named, count=1, price=Decimal(350), key="k", reference="", by=kim, now=NOW
        )
    assert no.value.code == "no_accounts_office"
    client.post(reverse("sponsor_details"), {"address": "1 Street", "email": "pay@cedar.test"})
    assert client.get(reverse("sponsor_buy")).status_code == 200


def test_an_invitation_by_somebody_who_left_the_staff_opens_nothing():
    named, office = sharing.payer_named("Cedar County"), people.staff()
    link = members.invite_from_the_office(organisation=named, address="kim@cedar.test", by=office, now=NOW)
    office.memberships.all().delete()
    assert members.join(link=link, by=people.person(), now=NOW) is None


def test_seats_are_handed_back_those_taken_back_first_and_never_a_used_one():
    order = sponsors.order(4)
    sponsors.use(sponsors.seat_of(order, 1))
    order.seats.filter(number=2).update(state=Seat.Status.REVOKED)
    desk, url = people.signed_in(people.staff()), reverse("desk_seats_hand_back", args=[order.ref])
    assert desk.post(url, {"count": "4", "why": "Moved away"}).status_code == 422
    assert not Refund.objects.exists()
    desk.post(url, {"count": "2", "why": "Moved away"})
    assert list(order.seats.order_by("number").values_list("state", flat=True)) == [
        "redeemed",
        "returned",
        "free",
        "returned",
    ]
    assert Refund.objects.get().amount == Decimal("700.00")
    assert Invoice.objects.get(pk=order.invoice.pk).credit_notes.get().why == "Moved away"


def test_an_organisation_that_is_no_sponsor_has_no_such_page():
    office = people.staff()
    programme = office.memberships.get().organisation
    assert people.signed_in(office).get(reverse("desk_sponsor", args=[programme.ref])).status_code == 404
