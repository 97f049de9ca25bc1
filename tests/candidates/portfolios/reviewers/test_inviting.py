"""From the letter to the role, and out of it again."""

import re
from datetime import timedelta

import pytest

from candidates.portfolios.models import Review, Reviewer
from candidates.portfolios.reviewers import inviting, qualifying, roles
from competencies.standard.models import CompetencySet
from lsscert.accounts.models import Link, Membership
from lsscert.letters.models import Letter
from lsscert.refused import Refused
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
ADDRESS = "lib@far.test"


@pytest.fixture(autouse=True)
def at_that_time(settings) -> None:
    settings.FAKE_NOW = NOW


@pytest.fixture
def staff():
    return people.staff()


def path_in(letter: Letter) -> str:
    return re.search(r"/t/[^/]+/", letter.body)[0]


def newest() -> Letter:
    return Letter.objects.filter(kind="reviewer_invited").latest("pk")


def test_the_letter_leads_to_the_role(staff) -> None:
    desk = people.signed_in(staff)
    desk.post("/desk/reviewers/invitations/", {"address": "LIB@far.test", "words": "We met in spring."})
    letter = newest()
    assert (letter.address, letter.secret) == (ADDRESS, True)
    assert "We met in spring." in letter.body
    from django.test import Client

    stranger = Client()
    assert stranger.get(path_in(letter)).status_code == 200
    assert stranger.post(path_in(letter))["Location"].startswith("/accounts/login/")
    robin = people.person("Robin Far", ADDRESS)
    client = people.signed_in(robin)
    assert "You are signed in as Robin Far" in client.get(path_in(letter)).content.decode()
    assert client.post(path_in(letter))["Location"] == "/review/profile/"
    row = Reviewer.objects.get()
    assert (row.person, row.invited_by, row.trained_at) == (robin, staff, None)
    assert client.get("/review/profile/").status_code == 200
    assert Letter.objects.filter(kind="reviewer_welcome", person=robin).exists()
    assert client.get(path_in(letter)).status_code == 404


def test_an_invitation_ends_and_can_be_sent_anew(staff) -> None:
    link = inviting.invite(address=ADDRESS, by=staff, now=NOW - timedelta(days=31))
    old = path_in(newest())
    client = people.signed_in(people.person())
    assert client.get(old).status_code == 404
    assert "ended" in people.signed_in(staff).get("/desk/reviewers/invitations/").content.decode()
    people.signed_in(staff).post("/desk/reviewers/invitations/", {"again": link.ref})
    assert Link.objects.filter(kind=inviting.INVITATION).count() == 1
    assert client.get(old).status_code == 404
    assert client.get(path_in(newest())).status_code == 200


def test_taken_back_it_opens_nothing_and_its_letter_does_not_go(staff) -> None:
    link = inviting.invite(address=ADDRESS, by=staff, now=NOW)
    path = path_in(newest())
    people.signed_in(staff).post("/desk/reviewers/invitations/", {"take_back": link.ref})
    assert people.signed_in(people.person()).get(path).status_code == 404
    assert newest().state == "withdrawn"


def test_once_and_only_while_its_sender_is_of_the_office(staff) -> None:
    inviting.invite(address=ADDRESS, by=staff, now=NOW)
    with pytest.raises(Refused) as no:
        inviting.invite(address="Lib@FAR.test ", by=people.staff(), now=NOW)
    assert no.value.code == "invited_already"
    Membership.objects.filter(person=staff).delete()
    client = people.signed_in(people.person())
    assert client.post(path_in(newest())).status_code == 404
    assert not Reviewer.objects.exists()


def test_who_reviews_already_is_not_invited(staff) -> None:
    robin = making.reviewer()
    with pytest.raises(Refused) as no:
        inviting.invite(address=robin.person.email.upper(), by=staff, now=NOW)
    assert no.value.code == "reviewer_already"


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "x" * 300 + "@far.test", "\x00@far.test"])
def test_an_address_that_is_none(staff, address: str) -> None:
    answer = people.signed_in(staff).post("/desk/reviewers/invitations/", {"address": address})
    assert answer.status_code == 422
    assert not Link.objects.exists()


def test_retiring_takes_the_role_and_coming_back_finds_the_profile(staff) -> None:
    robin = making.reviewer()
    client = people.signed_in(robin.person)
    roles.retire(reviewer=robin, by=staff, now=NOW)
    assert client.get("/review/profile/").status_code == 404
    roles.bring_back(reviewer=robin, by=staff, now=NOW)
    robin.refresh_from_db()
    assert robin.retired_on is None
    assert client.get("/review/profile/").status_code == 200
    assert robin.employer == "Far Library"


def test_nobody_retires_or_loses_a_set_with_a_portfolio_in_hand(staff) -> None:
    robin = making.reviewer()
    review = making.review(making.submitted(), robin.person)
    technology = CompetencySet.objects.get(code="TEC")
    for act in (
        lambda: roles.retire(reviewer=robin, by=staff, now=NOW),
        lambda: qualifying.remove(reviewer=robin, chosen=technology, by=staff, now=NOW),
    ):
        with pytest.raises(Refused) as no:
            act()
        assert no.value.code == "still_reading"
    Review.objects.filter(pk=review.pk).update(state="handed_in", handed_in_at=NOW)
    qualifying.remove(reviewer=robin, chosen=technology, by=staff, now=NOW)
    assert not robin.qualifications.exists()
