"""The committee's pages as its members walk them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lsscert.letters.models import Letter
from lsscert.refused import Refused
from scholarships.funds import joining
from scholarships.rounds.models import Round
from scholarships.scoring import finding, services
from scholarships.scoring.models import Judge, Recusal, Sheet
from tests import people
from tests.scholarships import making
from tests.scholarships.awarding.drawn import text_of
from tests.scholarships.making import NOW, TODAY, Role
from tests.scholarships.scoring.making import being_scored, client_of, member, score

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(settings) -> None:
    settings.FAKE_NOW = NOW


def page(name: str, row) -> str:
    return reverse(name, args=[row.ref])


def test_home_leads_to_whom_one_knows_then_to_the_next_one() -> None:
    round_ = being_scored(2)
    someone = making.member(of=round_.organisation, name="Connie Committee")
    client = client_of(someone)
    home = text_of(client.get("/committee/"))
    assert "Say first whom of the applicants you know." in home, "a seat is taken by opening the page"
    known = round_.applications.get(number=1).person
    answer = client.post(page("committee_recuse", round_), {"known": known.ref}, follow=True)
    assert "It would change thing 2." in text_of(answer)
    assert "1 application waits for your scores." in text_of(client.get("/committee/"))
    score(Judge.objects.get(), round_.applications.get(number=2))
    assert "You have scored all you can." in text_of(client.get("/committee/"))


def test_home_asks_the_database_the_same_for_one_round_and_for_four(django_assert_max_num_queries) -> None:
    first = being_scored()
    judge = member(first)
    client = client_of(judge)
    client.get("/committee/")
    for number in range(3):
        fund = making.fund(name=f"Fund {number}")
        member_of = being_scored(draws_on=fund, title=f"Round {number}")
        making.judge(member_of, judge.person)
    with django_assert_max_num_queries(30):
        assert "4 rounds are on their way." in text_of(client.get("/committee/"))


@pytest.mark.parametrize("role", [Role.TREASURER, Role.ORGANISER, Role.OUTSIDE, Role.COMMITTEE])
def test_home_of_somebody_without_rounds_is_not_empty_of_words(role: str) -> None:
    text = text_of(client_of(making.member(role)).get("/committee/"))
    assert "No round is on its way" in text
    assert ("Funds" in text) == (role in {Role.TREASURER, Role.ORGANISER})


def test_whom_one_knows_is_asked_when_the_list_is_complete() -> None:
    round_ = being_scored(2, closes_on=TODAY)
    judge = member(round_, declared=False)
    client = client_of(judge)
    assert "People can still apply" in text_of(client.get(page("committee_recuse", round_)))
    answer = client.post(page("committee_recuse", round_), {"known": []})
    assert answer.status_code == 409
    judge.refresh_from_db()
    assert judge.declared_at is None
    with pytest.raises(Refused) as no:
        services.declare(judge=judge, known=[], now=NOW)
    assert no.value.code == "round_open"
    services.declare(judge=judge, known=[], now=NOW + timedelta(days=1))


def test_points_are_handed_in_and_can_be_changed_until_the_committee_meets(monkeypatch) -> None:
    round_ = being_scored(1)
    judge, row = member(round_), round_.applications.get()
    client, name = client_of(judge), f"c{round_.criteria.get().pk}"
    address = page("committee_score", row)
    missing = client.post(address, {"comment": "", "version": "0", "hand_in": "1"})
    assert (missing.status_code, "Give points for every criterion." in text_of(missing)) == (422, True)
    client.post(address, {name: "4", "comment": "Good", "version": "0", "hand_in": "1"})
    assert Sheet.objects.get().scores.get().points == 4
    client.post(address, {name: "2", "comment": "Less so", "version": "1", "hand_in": "1"})
    assert Sheet.objects.get().scores.get().points == 2
    stale = client.post(address, {name: "5", "comment": "An old tab", "version": "1", "hand_in": "1"})
    assert (stale.status_code, "changed elsewhere" in text_of(stale)) == (422, True)
    assert "An old tab" in stale.content.decode(), "what was typed is still there"
    monkeypatch.setattr(services, "has_met", lambda _round: True)
    late = client.post(address, {name: "5", "comment": "Too late", "version": "2", "hand_in": "1"})
    assert late.status_code == 422
    assert Sheet.objects.get().scores.get().points == 2


BAD = [{"points": "6"}, {"points": "-1"}, {"points": "x"}, {"comment": "y" * 5001}, {"version": "9" * 20}]


@pytest.mark.parametrize("change", BAD, ids=str)
def test_bad_input_is_told_and_nothing_is_kept(change) -> None:
    round_ = being_scored(1)
    judge, row = member(round_), round_.applications.get()
    given = {"points": "3", "comment": "A\x00b", "version": "0"} | change
    data = {f"c{round_.criteria.get().pk}": given.pop("points"), **given, "hand_in": "1"}
    client = client_of(judge)
    assert client.post(page("committee_score", row), data).status_code == 422
    assert client.post(page("committee_score_save", row), data).status_code in {409, 422}
    assert not Sheet.objects.exclude(handed_in_at=None).exists()


def test_scores_that_were_handed_in_by_somebody_who_left_still_count_for_what_is_read_next() -> None:
    round_ = being_scored(2)
    gone, judge = member(round_, "Gone Away"), member(round_, "Still Here")
    first, second = round_.applications.order_by("number")
    score(gone, first)
    Judge.objects.filter(pk=gone.pk).update(left_at=NOW)
    assert services.next_for(judge) == second


def test_progress_says_how_far_everybody_is() -> None:
    round_ = being_scored(3, readers=1)
    judge, other = member(round_, "Ada First"), member(round_, "Ben Second")
    row = round_.applications.get(number=1)
    score(judge, row)
    Recusal.objects.create(judge=other, application=row, at=NOW)
    assert [finding.how_far(each) for each in (judge, other)] == [(1, 2), (0, 2)]
    text = text_of(client_of(judge).get(page("committee_progress", round_)))
    assert "1 of 3 applications have the 1 scores they need." in text
    assert "Ada First 1 2 0" in text
    assert "Ben Second 0 2 1" in text


def test_the_organiser_reminds_and_lets_go_and_is_told_of_whom_there_is_not() -> None:
    round_ = being_scored(2)
    judge = member(round_)
    client = client_of(making.member(Role.ORGANISER, of=round_.organisation, name="Olga Organiser"))
    address = page("committee_judges", round_)
    for _twice in range(2):
        client.post(address, {"remind": "1", "judge": judge.ref})
    assert Letter.objects.filter(kind="scholarship_judge_reminder", person=judge.person).count() == 1
    for posted in ({}, {"leave": "1"}, {"remind": "1", "judge": "aaaaaaaaaa"}, {"judge": "\x00" * 9}):
        answer = client.post(address, posted)
        assert (answer.status_code, "does not judge the round" in text_of(answer)) == (422, True)
    assert "Say why" in text_of(client.post(address, {"leave": "1", "judge": judge.ref, "why": " "}))
    client.post(address, {"leave": "1", "judge": judge.ref, "why": "Moved to Idaho"})
    assert Judge.objects.get(pk=judge.pk).left_at == NOW
    assert "Moved to Idaho" in text_of(client.get(address))
    assert client_of(judge).get(page("committee_next", round_)).status_code == 404


def test_a_round_by_draw_asks_for_no_scores() -> None:
    round_ = being_scored(2, method=Round.Method.DRAW, outside_number="A lottery")
    judge = member(round_)
    client = client_of(judge)
    assert "wait for your scores" not in text_of(client.get("/committee/"))
    answer = client.get(page("committee_next", round_), follow=True)
    assert "Nothing is left for you to score here." in text_of(answer)


def test_somebody_from_outside_is_invited_and_judges_this_round_alone() -> None:
    import re

    round_ = being_scored(2)
    another = being_scored(1, draws_on=making.fund(name="Another"), title="Another round")
    office = client_of(making.member(Role.ORGANISER, of=round_.organisation, name="Olga Organiser"))
    office.post(page("committee_judges", round_), {"invite": "1", "email": "Guest@people.test"})
    letter = Letter.objects.get(kind="scholarship_judge_invited")
    link = re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]
    guest = people.person("Gwen Guest", "guest@people.test")
    client = people.signed_in(guest)
    assert not Judge.objects.filter(person=guest).exists(), "looking is not accepting"
    client.get(link)
    assert not Judge.objects.filter(person=guest).exists()
    client.post(link)
    assert Judge.objects.get(person=guest).outside
    assert client.get(page("committee_recuse", round_)).status_code == 200
    assert client.get(page("committee_recuse", another)).status_code == 404
    home = text_of(client.get("/committee/"))
    assert round_.title in home
    assert another.title not in home


def test_staff_who_stand_in_find_their_way_back_to_the_desk() -> None:
    answer = people.signed_in(people.staff()).get("/committee/")
    assert answer.headers["Location"] == "/desk/scholarships/"


def test_who_leaves_the_committee_leaves_its_rounds_that_are_not_decided() -> None:
    round_ = making.round_()
    someone = making.member(making.Role.COMMITTEE)
    seated = making.judge(round_, someone)
    elsewhere = making.judge(
        making.round_(draws_on=making.fund(1, of=making.organisation("LSSIRT"))), someone
    )
    joining.take_away(
        membership=someone.memberships.get(), by=making.member(making.Role.ORGANISER), now=making.NOW
    )
    assert services.judge_of(round_, someone) is None
    assert services.judge_of(elsewhere.round, someone) == elsewhere
    seated.refresh_from_db()
    assert seated.left_at == making.NOW
