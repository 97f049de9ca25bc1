"""People at the door: they sign up, read their mail and follow links, as a browser does."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from lsscert.accounts.models import Person
from lsscert.letters.models import Letter
from tests import people

PASSWORD = "three quiet readers"
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


def typed(email: str = "maria@people.test", **changes: str) -> dict[str, str]:
    return {"name": "Maria Delgado", "email": email, "password1": PASSWORD} | changes


def sign_up(client: Client, email: str = "maria@people.test", **changes: str) -> HttpResponse:
    return client.post("/accounts/signup/", typed(email, **changes))


def letters_to(email: str) -> list[Letter]:
    return list(Letter.objects.filter(address=email).order_by("pk"))


def link_in(letter: Letter, part: str = "") -> str:
    """The path of the first link that contains `part`."""
    return next(path for path in LINK.findall(letter.body) if part in path)


def confirm(client: Client, email: str) -> HttpResponse:
    return client.post(link_in(letters_to(email)[-1], "/confirm-email/"))


def member(email: str = "member@people.test", name: str = "Mara Member") -> Person:
    """Somebody whose address is confirmed, with `people.PASSWORD`."""
    someone = people.person(name, email)
    EmailAddress.objects.create(user=someone.user, email=email, verified=True, primary=True)
    return someone


def sign_in(client: Client, email: str, password: str = people.PASSWORD) -> HttpResponse:
    return client.post("/accounts/login/", {"login": email, "password": password})


def three_minutes_later() -> None:
    """allauth sends one link in three minutes to an address; it counts them in the cache."""
    cache.clear()


def stored(email: str) -> dict[str, Any]:
    """What is on record for an account, wherever its address stands."""
    someone = Person.objects.get(user__email=email)
    return {
        "person": someone.email,
        "addresses": list(
            EmailAddress.objects.filter(user=someone.user).values_list("email", "verified", "primary")
        ),
    }
