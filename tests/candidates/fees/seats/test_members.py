"""Who buys for an organisation, and how they come and go."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from candidates.fees.seats import members
from lsscert.accounts.models import Link, Membership, Organisation
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.candidates.fees.seats import sponsors
from tests.people import NOW
from tests.together import Meeting, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def invited(organisation: Organisation, buyer, address: str = "kim@staff.test") -> tuple[Link, str]:
    link = members.invite(organisation=organisation, address=address, by=buyer, now=NOW)
    body = Letter.objects.get(kind="sponsor_invitation", occasion=link.ref).body
    return link, next(word for word in body.split() if "/t/" in word).split("//", 1)[1].partition("/")[2]


@pytest.fixture(autouse=True)
def today(settings: Settings) -> None:
    settings.FAKE_NOW = NOW


@pytest.mark.parametrize("typed", ["Cedar County Library", "CEDAR  county library "])
@pytest.mark.parametrize("kind", [Organisation.Kind.SPONSOR, Organisation.Kind.LIBRARY])
def test_knowing_the_name_of_an_organisation_opens_nothing(typed, kind):
    known = Organisation.objects.create(kind=kind, name="Cedar County Library")
    someone = people.person()
    answer = people.signed_in(someone).post(
        reverse("sponsor_start"), {"name": typed, "address": "1 Street", "email": "a@b.test"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "is on record already" in page
    assert not someone.memberships.exists()
    assert known.memberships.count() == 0


def test_whoever_sets_it_up_is_its_first_member_and_sees_its_pages():
    client = people.signed_in(people.person("Ann Buyer"))
    assert client.get(reverse("sponsor_home")).status_code == 404
    answer = client.post(
        reverse("sponsor_start"),
        {"name": "Birch County", "address": "1 Street", "email": "pay@birch.test"},
        follow=True,
    )
    assert "Birch County" in answer.content.decode()
    assert answer.redirect_chain == [(reverse("sponsor_home"), 302)]


def test_an_invitation_is_secret_and_opens_once():
    organisation, buyer = sponsors.sponsor()
    link, path = invited(organisation, buyer)
    assert Letter.objects.get(kind="sponsor_invitation").secret
    nobody = Client()
    assert organisation.name in nobody.get(f"/{path}").content.decode()
    assert reverse("account_login") in nobody.post(f"/{path}")["Location"]
    kim = people.person("Kim")
    client = people.signed_in(kim)
    assert client.post(f"/{path}")["Location"] == reverse("sponsor_home")
    assert kim in [member.person for member in members.members_of(organisation)]
    assert people.signed_in(people.person()).post(f"/{path}").status_code == 404
    assert members.join(link=link, by=people.person(), now=NOW) is None


@pytest.mark.parametrize("ends", ["taken back", "too late", "sender left"])
def test_an_invitation_that_ended_opens_nothing(ends, settings):
    organisation, buyer = sponsors.sponsor()
    link, path = invited(organisation, buyer)
    if ends == "taken back":
        members.take_invitation_back(organisation=organisation, link=link, by=buyer)
    elif ends == "too late":
        settings.FAKE_NOW = NOW + timedelta(days=members.DAYS)
    else:
        _link, other = invited(organisation, buyer, "lee@staff.test")
        lee = people.person()
        people.signed_in(lee).post(f"/{other}")
        mine = organisation.memberships.get(person=buyer)
        members.remove(membership=mine, by=lee, now=NOW)
    someone = people.person()
    assert people.signed_in(someone).post(f"/{path}").status_code == 404
    assert not someone.memberships.exists()


def test_nobody_is_invited_twice_or_when_they_are_there():
    organisation, buyer = sponsors.sponsor()
    invited(organisation, buyer)
    for address, code in (("KIM@staff.test", "invited_already"), (buyer.email, "already_a_member")):
        with pytest.raises(Refused) as no:
            members.invite(organisation=organisation, address=address, by=buyer, now=NOW)
        assert no.value.code == code


def test_the_last_one_stays():
    organisation, buyer = sponsors.sponsor()
    mine = organisation.memberships.get()
    with pytest.raises(Refused) as no:
        members.remove(membership=mine, by=buyer, now=NOW)
    assert no.value.code == "last_member"
    answer = people.signed_in(buyer).post(reverse("sponsor_person_remove", args=[mine.ref]), follow=True)
    assert "Somebody must be left" in answer.content.decode()
    assert organisation.memberships.count() == 1


def test_who_is_removed_sees_nothing_any_more():
    organisation, buyer = sponsors.sponsor()
    order = sponsors.order(1, sold_to=(organisation, buyer))
    kim = people.person()
    Membership.objects.create(person=kim, organisation=organisation, role=Membership.Role.SPONSOR)
    page = reverse("sponsor_order", args=[order.ref])
    assert people.signed_in(kim).get(page).status_code == 200
    membership = organisation.memberships.get(person=kim)
    people.signed_in(buyer).post(reverse("sponsor_person_remove", args=[membership.ref]))
    for url in (page, reverse("sponsor_home")):
        assert people.signed_in(kim).get(url).status_code == 404


def test_nobody_removes_a_member_of_another_organisation_or_of_the_staff():
    organisation, _buyer = sponsors.sponsor()
    _other, stranger = sponsors.sponsor()
    people.staff()
    for membership in (organisation.memberships.get(), Membership.objects.get(role="staff")):
        answer = people.signed_in(stranger).post(reverse("sponsor_person_remove", args=[membership.ref]))
        assert answer.status_code == 404
    assert Membership.objects.count() == 3


def test_who_buys_for_two_goes_from_one_to_the_other():
    buyer = people.person()
    sponsors.sponsor("Alpha Library", buyer)
    beta, _buyer = sponsors.sponsor("Beta Library", buyer)
    client = people.signed_in(buyer)
    assert "Alpha Library</bdi></h1>" in client.get(reverse("sponsor_home")).content.decode()
    client.post(reverse("sponsor_choose"), {"organisation": beta.ref})
    assert "Beta Library</bdi></h1>" in client.get(reverse("sponsor_home")).content.decode()
    stranger, _someone = sponsors.sponsor("Gamma Library")
    assert client.post(reverse("sponsor_choose"), {"organisation": stranger.ref}).status_code == 404


def both_leave(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], int]:
    """The first has seen that another is there and is held while the second tries. Returns how many are left."""
    organisation, _buyer = sponsors.sponsor()
    kim = people.person()
    Membership.objects.create(person=kim, organisation=organisation, role=Membership.Role.SPONSOR)
    first, second = organisation.memberships.select_related("person", "organisation")
    meeting, look = Meeting(), members._require_another

    def look_slowly(organisation: Organisation) -> None:
        look(organisation)
        if not meeting.first_is_there.is_set():
            meeting.first_waits()

    monkeypatch.setattr(members, "_require_another", look_slowly)

    def second_leaves() -> None:
        meeting.first_is_there.wait()
        try:
            members.remove(membership=second, by=second.person, now=NOW)
        finally:
            meeting.second_goes()

    outcomes = together(lambda: members.remove(membership=first, by=first.person, now=NOW), second_leaves)
    return outcomes, organisation.memberships.count()


@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_once_leave_one_behind(monkeypatch: pytest.MonkeyPatch):
    outcomes, left = both_leave(monkeypatch)
    assert [type(outcome) for outcome in outcomes] == [type(None), Refused]
    assert left == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_nobody_would_be_left(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Organisation, "lock", lambda self: Organisation.objects.get(pk=self.pk))
    _outcomes, left = both_leave(monkeypatch)
    assert left == 0
