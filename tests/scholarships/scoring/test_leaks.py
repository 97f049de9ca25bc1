"""Nobody sees a score before their own is in, one they stepped aside from, another organisation's, or a name."""

import pytest
from django.urls import reverse

from scholarships.rounds.models import Round
from scholarships.scoring import services
from scholarships.scoring.models import Judge, Sheet
from tests import people
from tests.scholarships import making
from tests.scholarships.making import NOW, Role
from tests.scholarships.scoring.making import being_scored, client_of, member, score

pytestmark = pytest.mark.django_db
COMMENT, POINTS = "SCORE-CANARY a fine idea", 5


@pytest.fixture(autouse=True)
def on_that_day(settings) -> None:
    settings.FAKE_NOW = NOW


def pages_of(round_: Round) -> list[str]:
    """Every page of the room that a judge of this round can open."""
    found = [reverse("committee_home")]
    found += [
        reverse(name, args=[round_.ref])
        for name in ("committee_round", "committee_recuse", "committee_next", "committee_progress")
    ]
    for row in round_.applications.all():
        found += [reverse(name, args=[row.ref]) for name in ("committee_score", "committee_recognise")]
    return found


def seen(judge: Judge) -> dict[str, str]:
    client = client_of(judge)
    answers = {page: client.get(page, follow=True) for page in pages_of(judge.round)}
    assert {answer.status_code for answer in answers.values()} <= {200, 404}
    return {page: answer.content.decode() for page, answer in answers.items()}


def test_no_page_shows_a_score_before_one_s_own_is_in() -> None:
    round_ = being_scored()
    first, second = member(round_, "Ada First"), member(round_, "Ben Second")
    row = round_.applications.get(number=1)
    score(first, row, POINTS, COMMENT)
    page = reverse("committee_score", args=[row.ref])
    before = seen(second)
    assert not [each for each, body in before.items() if "SCORE-CANARY" in body or "100%" in body]
    assert "It would change thing 1." in before[page], (
        "the page is read, it is only the scores that are hidden"
    )
    score(second, row, 2, "My own words")
    after = seen(second)[page]
    assert "SCORE-CANARY" in after, "control: the page is where it is seen once one's own are in"
    assert "100%" in after


def test_a_draft_of_one_s_own_is_not_enough() -> None:
    round_ = being_scored(1)
    first, second = member(round_, "Ada First"), member(round_, "Ben Second")
    row = round_.applications.get()
    score(first, row, POINTS, COMMENT)
    page = reverse("committee_score", args=[row.ref])
    client = client_of(second)
    name = f"c{round_.criteria.get().pk}"
    client.post(page, {name: "3", "comment": "Not yet", "version": "0"})
    client.post(f"{page}save/", {name: "3", "comment": "Still not", "version": "1"})
    assert Sheet.objects.get(judge=second).handed_in_at is None
    assert "SCORE-CANARY" not in client.get(page).content.decode()


def test_who_stepped_aside_never_sees_it() -> None:
    round_ = being_scored()
    first, aside = member(round_, "Ada First"), member(round_, "Ben Aside")
    row = round_.applications.get(number=1)
    score(first, row, POINTS, COMMENT)
    score(aside, row, 3, "OWN-CANARY")
    assert "SCORE-CANARY" in seen(aside)[reverse("committee_score", args=[row.ref])]
    services.recuse(judge=aside, application=row, why="We work together", now=NOW)
    bodies = seen(aside)
    for canary in ("SCORE-CANARY", "OWN-CANARY", "thing 1."):
        assert not [page for page, body in bodies.items() if canary in body]
    assert client_of(aside).get(reverse("committee_score", args=[row.ref])).status_code == 404
    assert not Sheet.objects.filter(judge=aside, application=row).exists(), "what was given does not count"


def test_another_organisation_sees_no_page_of_it() -> None:
    round_ = being_scored()
    member(round_)
    elsewhere = making.organisation("Another association")
    strangers = [
        making.member(role, of=elsewhere, name=f"Stranger {role}")
        for role in (Role.COMMITTEE, Role.ORGANISER, Role.TREASURER)
    ]
    strangers.append(people.person("Nobody"))
    for someone in strangers:
        client = client_of(someone)
        home, *others = pages_of(round_)
        assert {page: client.get(page).status_code for page in others} == dict.fromkeys(others, 404)
        assert round_.title not in client.get(home).content.decode()


def test_a_blind_round_names_nobody_but_in_the_list_one_steps_aside_from() -> None:
    round_ = being_scored()
    judge = member(round_)
    names = reverse("committee_recuse", args=[round_.ref])
    bodies = seen(judge)
    listed = bodies.pop(names)
    for row in round_.applications.all():
        for canary in (row.person.name, row.person.email, row.person.ref, row.member_number):
            assert not [page for page, body in bodies.items() if canary in body], canary
        assert row.person.name in listed, "control: here they are named"
        assert row.ref not in listed
        assert f"Application {row.number}" not in listed
    assert "Cedar Valley Library" not in "".join(bodies.values())


def test_names_are_shown_where_the_round_is_not_blind() -> None:
    """Control for the test above: the walk would see a name."""
    round_ = being_scored(blind=False)
    judge = member(round_)
    assert [page for page, body in seen(judge).items() if "Applicant Canary-1" in body and "score" in page]


def test_before_saying_whom_one_knows_nothing_is_read() -> None:
    round_ = being_scored()
    judge = member(round_, declared=False)
    assert "thing 1." not in "".join(seen(judge).values())


def test_somebody_who_applied_judges_nothing_of_the_round() -> None:
    """Also from outside, and also when they applied after they were invited."""
    round_ = being_scored()
    judge = member(round_)
    making.application(round_, judge.person)
    client = client_of(judge)
    for name in ("committee_recuse", "committee_next"):
        assert client.get(reverse(name, args=[round_.ref])).status_code == 404
    row = round_.applications.get(number=1)
    assert client.get(reverse("committee_score", args=[row.ref])).status_code == 404
