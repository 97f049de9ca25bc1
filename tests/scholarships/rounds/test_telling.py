"""Being told of the next round: confirmed, once, not too often, and taken back by a link in every letter."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from lsscert.accounts.models import Link, Organisation
from lsscert.letters.models import Letter
from scholarships.rounds import telling
from scholarships.rounds.models import Interest
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW

pytestmark = pytest.mark.django_db
ADDRESS = "iris@people.test"
FORM = "/scholarships/tell-me/"


@pytest.fixture(autouse=True)
def on_a_day_we_know(settings):
    settings.FAKE_NOW = NOW
    cache.clear()


def ours(name: str = "Support Staff Division") -> Organisation:
    """An organisation whose next round opens in ten days."""
    fund = making.fund(of=making.organisation(name), name=f"Fund of {name}")
    days = {"opens_on": NOW.date() + timedelta(days=10), "closes_on": NOW.date() + timedelta(days=40)}
    return making.round_(draws_on=fund, news_by=NOW.date() + timedelta(days=60), **days).organisation


def ask(client: Client, organisation: Organisation, address: str = ADDRESS) -> int:
    return client.post(FORM, {"organisation": organisation.ref, "address": address}).status_code


def link_in(kind: str) -> str:
    """The last link of the newest letter of a kind."""
    body = Letter.objects.filter(kind=f"scholarship_{kind}").latest("pk").body
    return "/t/" + body.split("/t/")[-1].split()[0]


def sign_up(client: Client, organisation: Organisation) -> None:
    ask(client, organisation)
    client.post(link_in("tell_me"))


def test_an_address_is_on_the_list_once_its_link_was_pressed_and_not_by_looking(client):
    organisation = ours()
    ask(client, organisation)
    assert "Shall we tell you" in client.get(link_in("tell_me")).content.decode()
    assert not Interest.objects.exists()
    client.post(link_in("tell_me"))
    assert Interest.objects.get().address == ADDRESS
    assert Letter.objects.filter(kind="scholarship_noted", address=ADDRESS).count() == 1


def test_who_waits_already_is_written_no_other_letter_and_the_page_says_the_same(client):
    organisation = ours()
    first = client.post(FORM, {"organisation": organisation.ref, "address": ADDRESS}, follow=True)
    client.post(link_in("tell_me"))
    again = client.post(FORM, {"organisation": organisation.ref, "address": "IRIS@people.test"}, follow=True)
    assert "We sent you a letter" in first.content.decode()
    assert "We sent you a letter" in again.content.decode()
    assert Letter.objects.filter(kind="scholarship_tell_me").count() == 1
    assert Interest.objects.count() == 1


@pytest.mark.parametrize("kind", ["noted", "opens"])
def test_every_letter_takes_the_address_off_every_list_by_its_link(client, kind):
    organisation, others = ours(), ours("Round Table")
    sign_up(client, organisation)
    sign_up(client, others)
    if kind == "opens":
        telling.tell_of_what_opens(NOW + timedelta(days=11))
    telling.note(organisation=others, address="else@people.test", person=None, now=NOW)
    leave = link_in(kind) if kind == "opens" else _noted_of(ADDRESS)
    assert ADDRESS in client.get(leave).content.decode()
    assert Interest.objects.filter(address=ADDRESS).exists()
    assert "off the list" in client.post(leave, follow=True).content.decode()
    assert list(Interest.objects.values_list("address", flat=True)) == ["else@people.test"]


def _noted_of(address: str) -> str:
    body = Letter.objects.filter(kind="scholarship_noted", address=address).latest("pk").body
    return "/t/" + body.split("/t/")[-1].split()[0]


def test_leaving_closes_what_was_still_to_be_confirmed(client):
    organisation = ours()
    sign_up(client, organisation)
    ask(client, ours("Round Table"))
    pending = link_in("tell_me")
    client.post(_noted_of(ADDRESS))
    client.post(pending)
    assert not Interest.objects.exists()


def test_an_account_is_noted_at_once_and_told_where_it_gets_letters_by_then():
    organisation, someone = ours(), people.person("Iris Interested")
    people.signed_in(someone).post(FORM, {"organisation": organisation.ref})
    people.signed_in(someone).post(FORM, {"organisation": organisation.ref})
    assert Letter.objects.filter(kind="scholarship_noted", person=someone).count() == 1
    someone.email = "moved@people.test"
    someone.save()
    assert telling.tell_of_what_opens(NOW + timedelta(days=11)) == 1
    assert Letter.objects.get(kind="scholarship_opens").address == "moved@people.test"


def test_an_address_is_asked_three_times_an_hour_and_the_page_says_so(client, settings):
    organisation = ours()
    assert [ask(client, organisation) for _time in range(4)] == [302, 302, 302, 429]
    assert Letter.objects.filter(kind="scholarship_tell_me").count() == 3
    assert ask(client, organisation, "somebody.else@people.test") == 302


def test_one_place_asks_for_thirty_addresses_an_hour(client):
    organisation = ours()
    answers = [ask(client, organisation, f"a{number}@people.test") for number in range(31)]
    assert (answers[:30], answers[30]) == ([302] * 30, 429)
    assert Letter.objects.filter(kind="scholarship_tell_me").count() == 30


def test_told_or_after_two_years_an_address_is_forgotten(client):
    organisation = ours()
    told = NOW + timedelta(days=11)
    sign_up(client, organisation)
    telling.note(organisation=ours("Round Table"), address="old@people.test", person=None, now=NOW)
    Interest.objects.filter(address="old@people.test").update(asked_at=NOW - timedelta(days=729))
    assert telling.purge(NOW) == 0
    Interest.objects.filter(address=ADDRESS).update(told_of=organisation.rounds.get())
    assert telling.purge(told) == 2
    assert not Interest.objects.exists()


def test_links_that_open_nothing_any_more_are_forgotten_too(client):
    ask(client, ours())
    telling.purge(NOW + timedelta(days=13))
    assert Link.objects.filter(kind=telling.CONFIRM).count() == 1
    telling.purge(NOW + timedelta(days=15))
    assert not Link.objects.filter(kind=telling.CONFIRM).exists()
