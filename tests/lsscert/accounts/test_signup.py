"""Signing up by a link: what is stored, what is sent, what a stranger learns, and what bad input does."""

import re

import pytest
from django.test import Client

from lsscert.accounts.models import Person, User
from lsscert.letters.models import Letter
from tests.lsscert.accounts import newcomers
from tests.lsscert.accounts.newcomers import confirm, letters_to, link_in, sign_up, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
SENT = "/accounts/confirm-email/"


def test_the_link_confirms_and_signs_in_in_the_same_browser(client: Client):
    assert sign_up(client)["Location"] == SENT
    assert "_auth_user_id" not in client.session
    answer = confirm(client, "maria@people.test")
    assert answer["Location"] == "/accounts/home/"
    assert client.get("/accounts/home/")["Location"] == "/my/"
    assert newcomers.stored("maria@people.test") == {
        "person": "maria@people.test",
        "addresses": [("maria@people.test", True, True)],
    }


def test_in_another_browser_the_link_confirms_but_signs_nobody_in(client: Client):
    sign_up(client)
    elsewhere = Client()
    assert confirm(elsewhere, "maria@people.test")["Location"] == "/accounts/login/"
    assert "_auth_user_id" not in elsewhere.session
    assert (
        newcomers.sign_in(elsewhere, "maria@people.test", newcomers.PASSWORD)["Location"] == "/accounts/home/"
    )


def test_opening_the_link_only_asks_because_mail_scanners_open_every_link(client: Client):
    sign_up(client)
    page = client.get(link_in(letters_to("maria@people.test")[0], "/confirm-email/"))
    assert "Yes, it is mine" in page.content.decode()
    assert newcomers.stored("maria@people.test")["addresses"] == [("maria@people.test", False, True)]


def test_an_address_is_stored_in_lower_case_and_signs_in_in_any(client: Client):
    sign_up(client, "MiXed@Case.Test")
    assert User.objects.get().email == Person.objects.get().email == "mixed@case.test"
    confirm(client, "mixed@case.test")
    assert newcomers.sign_in(Client(), "MIXED@case.TEST", newcomers.PASSWORD)["Location"] == "/accounts/home/"


def pages_seen(client: Client, email: str) -> list[tuple[int, str, str]]:
    answer = sign_up(client, email)
    page = client.get(answer["Location"])
    return [
        (answer.status_code, answer["Location"], ""),
        (page.status_code, "", page.content.decode().replace(email, "somebody")),
    ]


def test_a_known_address_looks_like_a_new_one(client: Client):
    newcomers.member("known@people.test")
    assert pages_seen(Client(), "known@people.test") == pages_seen(client, "fresh@people.test")
    assert [letter.subject for letter in letters_to("known@people.test")] == ["You have an account already"]
    assert User.objects.filter(email="known@people.test").count() == 1


def test_who_lost_the_link_gets_in_by_a_new_password(client: Client):
    sign_up(client)
    newcomers.three_minutes_later()
    sign_up(Client())
    again = letters_to("maria@people.test")[-1]
    assert again.subject == "You have an account already"
    client.post(link_in(again, "/password/reset/"), {"email": "maria@people.test"})
    form = client.get(link_in(letters_to("maria@people.test")[-1], "/reset/key/"), follow=True)
    client.post(
        form.redirect_chain[-1][0], {"password1": "another quiet one", "password2": "another quiet one"}
    )
    assert (
        newcomers.sign_in(client, "maria@people.test", "another quiet one")["Location"] == "/accounts/home/"
    )


def test_a_robot_in_the_trap_sees_the_same_page_and_leaves_nothing(client: Client):
    assert sign_up(client, website="https://spam.invalid")["Location"] == SENT
    assert not User.objects.exists()
    assert not Letter.objects.exists()


def test_the_form_asks_for_name_address_and_password_in_that_order(client: Client):
    page = client.get("/accounts/signup/").content.decode()
    places = [page.index(f'name="{name}"') for name in ("name", "email", "password1", "website")]
    assert places == sorted(places)
    for wanted in ('autocomplete="name"', 'autocomplete="email"', 'autocomplete="new-password"'):
        assert wanted in page
    assert "placeholder=" not in page
    assert re.search(r'<div\s+hidden="hidden">\s+<div class="field">\s+<label [^>]*for="id_website"', page)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "   "}, "This field is required"),
        ({"name": "x" * 10_000}, "at most 200 characters"),
        ({"email": "no address"}, "Enter a valid email address"),
        ({"email": "a@b"}, "Enter a valid email address"),
        ({"email": f"{'a' * 60}@{'b.' * 110}test"}, "at most 254 characters"),
        ({"email": "nul\x00@people.test"}, "Null characters are not allowed"),
        ({"password1": "short"}, "too short"),
        ({"password1": "password123"}, "too common"),
        ({"password1": "maria@people.test"}, "too similar"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_nothing_is_lost(
    client: Client, changes: dict, words: str
):
    page = sign_up(client, **changes)
    text = page.content.decode()
    assert words in text
    assert not User.objects.exists()
    kept = typed(**changes)
    for name in {"name", "email"} - set(changes):
        assert f'value="{kept[name]}"' in text


@pytest.mark.parametrize(
    "name", ["שרה כהן", "مريم", "🐢 Turtle", "\u202eevil\u202c", "O’Brien <b>x</b>", "Ma\x00ria"]
)
def test_names_of_all_kinds_are_kept_and_shown_harmlessly(client: Client, name: str):
    sign_up(client, name=name)
    assert Person.objects.get().name == name.translate({0: None, 0x202E: None, 0x202C: None})
    confirm(client, "maria@people.test")
    assert "<b>x</b>" not in client.get("/accounts/").content.decode()


def test_bytes_that_are_no_text_are_an_error_at_the_field_or_a_harmless_mark(client: Client):
    body = b"name=Ma%ED%A0%80ria&email=%ED%A0%80%40people.test&password1=three+quiet+readers"
    page = client.post("/accounts/signup/", body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 200
    assert "Enter a valid email address" in page.content.decode()
