"""The admin shows everything of ours and changes nothing."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from lsscert.accounts.models import User
from lsscert.desk.admin import HIDDEN
from lsscert.desk.ours import our_models
from tests import people
from tests.lsscert.desk.counting import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser() -> Client:
    client = Client()
    user = User.objects.create_superuser("root@people.test", "a-password-for-tests")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_table_of_ours_is_there() -> None:
    assert set(our_models()) <= set(admin.site._registry)


def test_nothing_there_can_be_changed(rf: object) -> None:
    request = rf.get("/")  # type: ignore[attr-defined]
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    for model, registered in admin.site._registry.items():
        may = (
            registered.has_add_permission(request),
            registered.has_change_permission(request),
            registered.has_delete_permission(request),
        )
        assert not any(may), model
        assert registered.get_actions(request) == {}, model
        assert registered.has_view_permission(request), model


def test_secrets_of_second_factors_are_not_there() -> None:
    assert Authenticator not in admin.site._registry


def test_a_row_is_shown_without_what_would_let_its_reader_in(superuser: Client, real_standard: None) -> None:
    from tests.candidates.certificates import holders

    certificate = holders.issued()
    page = superuser.get(
        reverse("admin:certificates_certificate_change", args=[certificate.pk])
    ).content.decode()
    assert certificate.number in page
    assert certificate.link_token not in page
    user = certificate.candidacy.person.user
    page = superuser.get(reverse("admin:accounts_user_change", args=[user.pk])).content.decode()
    assert user.email in page
    assert user.password not in page
    assert {"password", "body", "link_token", "session_key"} <= HIDDEN


def test_a_change_that_is_posted_all_the_same_is_refused(superuser: Client) -> None:
    person = people.person("Maria Delgado-Ruiz")
    changed = superuser.post(
        reverse("admin:accounts_person_change", args=[person.pk]), {"name": "Somebody Else"}
    )
    deleted = superuser.post(reverse("admin:accounts_person_delete", args=[person.pk]), {"post": "yes"})
    assert (changed.status_code, deleted.status_code) == (403, 403)
    person.refresh_from_db()
    assert person.name == "Maria Delgado-Ruiz"


def test_a_list_asks_the_same_for_one_row_and_for_three(superuser: Client, real_standard: None) -> None:
    path = reverse("admin:candidates_candidacy_changelist")
    people.active()
    superuser.get(path)  # content types are asked for once
    one = queries_of(superuser, path)
    people.active()
    people.active()
    assert queries_of(superuser, path) == one


def test_a_row_is_found_by_its_reference(superuser: Client, real_standard: None) -> None:
    wanted, other = people.applicant(), people.applicant()
    page = superuser.get(reverse("admin:candidates_candidacy_changelist"), {"q": wanted.ref}).content.decode()
    assert wanted.ref in page
    assert other.ref not in page
