"""An answer on paper counts as one given online, and says who entered it."""

import pytest
from django.test import Client

from lsscert.accounts.models import Person
from lsscert.letters import services as letters
from lsscert.letters.models import Letter
from scholarships.awarding.models import Award
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.following.making import announced, offered, waiting
from tests.scholarships.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


@pytest.fixture(autouse=True)
def at_now(settings) -> None:
    settings.FAKE_NOW = NOW


def organiser(round_: Round) -> Person:
    return making.member("organiser", of=round_.organisation, name="Olga Organiser")


def enter(client: Client, award: Award, answer: str) -> Award:
    client.post(f"/committee/awards/{award.ref}/on-paper/", {"answer": answer})
    award.refresh_from_db()
    return award


def test_accepted_it_is_theirs_and_marked_with_who_entered_it() -> None:
    award = offered(announced())
    enter(people.signed_in(organiser(award.round)), award, "accepted")
    assert (award.state, award.why) == ("accepted", "Answered on paper, entered by Olga Organiser.")
    assert Letter.objects.filter(kind="scholarship_accepted", person=award.person).count() == 1


def test_declined_it_goes_to_the_next_in_reserve() -> None:
    round_ = announced()
    award, next_one = offered(round_), waiting(round_)
    enter(people.signed_in(organiser(round_)), award, "declined")
    next_one.refresh_from_db()
    assert (award.state, next_one.state) == ("declined", "offered")


def test_a_second_press_or_another_word_changes_nothing() -> None:
    award = offered(announced())
    client = people.signed_in(organiser(award.round))
    assert enter(client, award, "perhaps").state == "offered"
    for _press in range(2):
        assert enter(client, award, "accepted").state == "accepted"
    assert Letter.objects.filter(kind="scholarship_accepted").count() == 1


def test_neither_one_s_own_nor_that_of_another_organisation() -> None:
    award = offered(announced())
    making.Membership.objects.create(
        person=award.person, organisation=award.round.organisation, role="organiser"
    )
    assert enter(people.signed_in(award.person), award, "accepted").state == "offered"
    stranger = making.member("organiser", of=making.organisation("Round Table"))
    assert enter(people.signed_in(stranger), award, "accepted").state == "offered"


@pytest.mark.parametrize("kind", ["awarded", "accept_reminder", "moved_up", "more_time"])
def test_no_letter_sends_somebody_without_an_account_to_a_page(kind: str) -> None:
    award = offered(announced())
    kind = f"scholarship_{kind}"
    facts = {"kind": kind, "to": award.person, "award": award, "round": award.round}
    with_account = letters.write(occasion="with", **facts)
    award.person.user = None
    without = letters.write(occasion="without", **facts)
    assert with_account is not None
    assert without is not None
    assert "/award/" in with_account.body
    assert "/award/" not in without.body
    assert "we enter it for you" in without.body
