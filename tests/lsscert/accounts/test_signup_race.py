"""Ten sign-ups at once for one address."""

from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.account.views import SignupView as AllauthSignupView
from django.db import IntegrityError
from django.test import Client

from lsscert.accounts.adapter import AccountAdapter
from lsscert.accounts.models import Person, User
from lsscert.accounts.views.signup import SignupView
from lsscert.letters.models import Letter
from tests.lsscert.accounts import newcomers
from tests.together import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("real_policy")]
TEN = 10


@pytest.fixture(autouse=True)
def all_have_looked_before_one_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first try of each waits until all ten have found the address to be free."""
    barrier, save = Barrier(TEN, timeout=20), AccountAdapter.save_user

    def save_together(*args: Any, **kwargs: Any) -> Any:
        barrier.wait()
        return save(*args, **kwargs)

    monkeypatch.setattr(AccountAdapter, "save_user", save_together)


def ten_at_once(make: Callable[[int], dict[str, str]]) -> list[Any]:
    return together(*[lambda i=i: newcomers.sign_up(Client(), **make(i)) for i in range(TEN)])


def same_address(number: int) -> dict[str, str]:
    """In ten spellings, by ten names."""
    email = "".join(c.upper() if number >> i & 1 else c for i, c in enumerate("race@people.test"))
    return {"email": email, "name": f"Racer {number}"}


def test_they_end_in_one_account_and_nobody_sees_an_error():
    answers = ten_at_once(same_address)
    assert [answer["Location"] for answer in answers] == ["/accounts/confirm-email/"] * TEN
    user = User.objects.get()
    assert user.email == "race@people.test"
    assert list(Person.objects.values_list("user", "email")) == [(user.pk, "race@people.test")]
    assert list(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == [
        (user.pk, "race@people.test", False, True)
    ]
    kinds = set(Letter.objects.values_list("kind", flat=True))
    assert "email_confirmation_signup" in kinds
    assert kinds <= {"email_confirmation_signup", "account_already_exists"}


def test_the_one_account_works():
    ten_at_once(same_address)
    letter = Letter.objects.get(kind="email_confirmation_signup")
    Client().post(newcomers.link_in(letter, "/confirm-email/"))
    signed_in = newcomers.sign_in(Client(), "race@people.test", newcomers.PASSWORD)
    assert signed_in["Location"] == "/accounts/home/"


def test_control_without_the_second_try_some_see_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(SignupView, "post", AllauthSignupView.post)
    answers = ten_at_once(same_address)
    assert any(isinstance(answer, IntegrityError) for answer in answers)


def test_ten_different_people_at_once_are_ten_accounts():
    ten_at_once(lambda number: {"email": f"racer{number}@people.test", "name": f"Racer {number}"})
    assert User.objects.count() == Person.objects.count() == EmailAddress.objects.count() == TEN
    assert Letter.objects.filter(kind="email_confirmation_signup").count() == TEN
