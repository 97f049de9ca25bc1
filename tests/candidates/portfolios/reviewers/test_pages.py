"""Inviting, joining, the profile, and the desk's pages of reviewers."""

import pytest
from django.urls import reverse

from candidates.portfolios.models import Reviewer
from candidates.portfolios.reviewers import services
from lsscert.accounts.models import Membership
from lsscert.letters.models import Letter
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture(autouse=True)
def today(settings):
    settings.FAKE_NOW = NOW


def test_an_invitation_makes_a_reviewer_once():
    office = people.signed_in(people.staff())
    office.post(reverse("desk_reviewers"), {"address": "Kim@libraries.test"})
    body = Letter.objects.get(kind="reviewer_invitation").body
    path = next(word for word in body.split() if "/t/" in word).split("//", 1)[1].partition("/")[2]
    kim = people.person("Kim Library", "kim@libraries.test")
    client = people.signed_in(kim)
    assert "Would you review portfolios?" in client.get(f"/{path}").content.decode()
    assert client.post(f"/{path}")["Location"] == reverse("review_profile")
    assert Membership.objects.get(person=kim).role == "reviewer"
    assert Reviewer.objects.get(person=kim).trained_at is None
    assert people.signed_in(people.person()).post(f"/{path}").status_code in {404, 410}
    assert Reviewer.objects.count() == 1
    assert (
        "reviews already"
        in office.post(reverse("desk_reviewers"), {"address": "kim@libraries.test"}).content.decode()
    )


def test_an_invitation_taken_back_opens_nothing():
    office = people.signed_in(people.staff())
    office.post(reverse("desk_reviewers"), {"address": "kim@libraries.test"})
    body = Letter.objects.get(kind="reviewer_invitation").body
    path = next(word for word in body.split() if "/t/" in word).split("//", 1)[1].partition("/")[2]
    link = services.Link.objects.get(kind=services.INVITATION)
    office.post(reverse("desk_reviewer_uninvite", args=[link.ref]))
    assert "Would you review" not in people.signed_in(people.person()).get(f"/{path}").content.decode()


def test_the_profile_is_kept_and_a_stale_one_told():
    row = making.reviewer()
    client, url = people.signed_in(row.person), reverse("review_profile")
    said = {
        "act": "save",
        "employer": "Near Library",
        "yearly_cap": "3",
        "away_until": "2026-04-01",
        "version": "0",
    }
    client.post(url, said)
    row.refresh_from_db()
    assert (row.employer, row.yearly_cap, row.available, str(row.away_until)) == (
        "Near Library",
        3,
        False,
        "2026-04-01",
    )
    answer = client.post(url, said | {"employer": "Other"})
    assert (answer.status_code, "changed since you opened it" in answer.content.decode()) == (422, True)
    client.post(url, {"act": "add", "kind": "person", "name": "Maria\x00 Delgado"})
    client.post(url, {"act": "add", "kind": "person", "name": "Maria Delgado"})
    assert [each.name for each in row.must_not_judge.all()] == ["Maria Delgado"]
    client.post(url, {"act": "remove", "listed": row.must_not_judge.get().ref})
    assert not row.must_not_judge.exists()


@pytest.mark.parametrize(
    "junk", [{"act": "add", "kind": "person", "name": " "}, {"act": "file"}, {"act": "nonsense"}]
)
def test_junk_is_refused_in_words(junk):
    row = making.reviewer()
    answer = people.signed_in(row.person).post(reverse("review_profile"), junk)
    assert answer.status_code == 422
    assert "alert" in answer.content.decode()


def test_the_office_qualifies_retires_and_takes_back():
    row, office = making.reviewer("TEC"), people.signed_in(people.staff())
    url = reverse("desk_reviewer", args=[row.ref])
    office.post(url, {"act": "save", "sets": ["ACC", "TEC"], "yearly_cap": "4"})
    assert sorted(row.qualifications.values_list("set__code", flat=True)) == ["ACC", "TEC"]
    portfolio = making.submitted()
    making.review(portfolio, row.person)
    assert "still with them" in office.post(url, {"act": "retire"}).content.decode()
    row.person.reviews.update(state="called_off")
    office.post(url, {"act": "retire"})
    assert people.signed_in(row.person).get(reverse("review_queue")).status_code == 404
    office.post(url, {"act": "return"})
    assert (
        "Portfolios that wait" in people.signed_in(row.person).get(reverse("review_queue")).content.decode()
    )


def test_reviewers_are_found_by_name_loosely_and_by_employer():
    making.reviewer(name="Rafaela Ortiz", employer="Harbor College Library")
    making.reviewer(name="Somebody Else", employer="Near Library")
    office = people.signed_in(people.staff())
    for typed in ("rafaela", "Ortis", "harbor"):
        page = office.get(reverse("desk_reviewers"), {"q": typed}).content.decode()
        assert "Rafaela Ortiz" in page
        assert "Somebody Else" not in page
