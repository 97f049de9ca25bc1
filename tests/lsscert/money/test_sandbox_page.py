"""The demonstration's card page."""

import pytest
from django.test import Client

from lsscert.money import cards
from lsscert.money.gateways import gateway
from lsscert.money.models import SandboxSession
from tests import people
from tests.lsscert.money.bills import checkout, invoice
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]


@pytest.fixture
def payer() -> Client:
    return people.signed_in(people.person("Pia Payer", "pia@people.test"))


@pytest.fixture
def made(payer: Client):
    return checkout(invoice(people.Person.objects.get(name="Pia Payer")))


def test_it_says_what_it_is_and_offers_both_ways(payer: Client, made):
    page = payer.get(made.url).content.decode()
    for words in ("This is a demonstration card page.", "No card is asked for, no money moves.", "$350.00"):
        assert words in page
    assert f'href="http://testserver/not-paid/{made.ref}/"' in page
    assert 'type="text"' not in page


def test_opening_it_pays_nothing_and_the_button_does(payer: Client, made):
    payer.get(made.url)
    assert not SandboxSession.objects.get().paid
    assert payer.post(made.url)["Location"] == f"http://testserver/paid/{made.ref}/"
    assert SandboxSession.objects.get().paid


def test_clicking_twice_comes_back_to_the_same_place(payer: Client, made):
    assert payer.post(made.url)["Location"] == payer.post(made.url)["Location"]
    assert "This was paid already." in payer.get(made.url).content.decode()


def test_a_declined_card_comes_back_with_nothing_charged(payer: Client, made):
    assert payer.post(made.url, {"do": "decline"})["Location"].endswith(f"/not-paid/{made.ref}/")
    assert not SandboxSession.objects.get().paid


def test_paying_and_closing_the_window_comes_back_nowhere(payer: Client, made):
    answer = payer.post(made.url, {"do": "pay_and_leave"})
    assert (answer.status_code, "Location" in answer) == (200, False)
    assert "You can close this window" in answer.content.decode()
    assert SandboxSession.objects.get().paid


@pytest.mark.parametrize("do", ["pay", "pay_and_leave", "decline"])
def test_an_expired_page_takes_nothing(payer: Client, made, do: str):
    gateway().expire(made.session_id)
    assert payer.post(made.url, {"do": do}).status_code == 409
    assert not SandboxSession.objects.get().paid


def test_a_closed_page_takes_nothing(payer: Client, made):
    cards.give_up(checkout=made, now=NOW)
    assert "This card page is closed" in payer.get(made.url).content.decode()
    assert payer.post(made.url).status_code == 409
    assert not SandboxSession.objects.get().paid


def test_nobody_else_pays_or_sees_it(made, client: Client):
    stranger = people.signed_in(people.person())
    assert stranger.get(made.url).status_code == 404
    assert stranger.post(made.url).status_code == 404
    assert client.post(made.url)["Location"].startswith("/accounts/login/")
    assert not SandboxSession.objects.get().paid


def test_without_the_sandbox_there_is_no_such_page(payer: Client, made, settings):
    settings.CARD_GATEWAY = "none"
    assert payer.get(made.url).status_code == 404


def test_a_forged_ref_is_not_found(payer: Client):
    assert payer.get("/sandbox/checkout/aaaaaaaaaa/").status_code == 404
    assert payer.get("/sandbox/checkout/../../etc/").status_code == 404
