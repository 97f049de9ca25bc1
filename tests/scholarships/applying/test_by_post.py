"""An application that came on paper: whose it is, in time, judged as all others, and entered once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lsscert.accounts.models import Membership, Person
from lsscert.letters.models import Letter
from lsscert.refs import new_ref
from lsscert.refused import Refused
from scholarships.applying import services
from scholarships.applying.by_post import Paper, enter
from scholarships.applying.holding import waits
from scholarships.applying.models import ScholarshipApplication
from scholarships.applying.naming import same_person
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.applying.filling import ABOUT, NO_POST, POST, said
from tests.scholarships.making import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
LATER = NOW + timedelta(days=30)
"""Ten days after the round of `making` closed."""


def paper(**facts: Any) -> Paper:
    values = {"name": "Paula Paper", "email": "paula@paper.test", "came_on": TODAY, "said": said()}
    return Paper(**values | facts)


def put_in(
    round_: Round, *, now: Any = NOW, by: Person | None = None, **facts: Any
) -> ScholarshipApplication:
    by = by or making.member(Membership.Role.ORGANISER, name="Otto Organiser")
    return enter(round_=round_, paper=paper(**facts), once=new_ref(), by=by, now=now)


def code(*args: Any, **facts: Any) -> str:
    with pytest.raises(Refused) as no:
        put_in(*args, **facts)
    return no.value.code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Ruiz", "ANA RUIZ", True),
        ("Ana María Ruiz", "Ana Maria Ruiz", True),
        ("Ana", "Ana Ruiz", True),
        ("Ruiz, Ana", "Ana Ruiz", True),
        ("Anna Ruiz", "A. Ruiz", True),
        ("Ana Ruiz", "Bo Lindqvist", False),
        ("Ana Ruiz", "Ana Lindqvist", False),
        ("—", "Ana Ruiz", False),
    ],
)
def test_two_ways_of_writing_a_name(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


@pytest.mark.parametrize(
    ("days", "now", "answer"),
    [
        (0, NOW, ""),
        (-20, NOW, ""),
        (20, LATER, ""),
        (-21, NOW, "came_out_of_time"),
        (21, LATER, "came_out_of_time"),
        (1, NOW, "came_in_future"),
    ],
)
def test_it_counts_if_it_came_while_the_round_was_open_whenever_it_is_typed(
    days: int, now: Any, answer: str
) -> None:
    round_, came = making.round_(), TODAY + timedelta(days=days)
    if answer:
        assert code(round_, came_on=came, now=now) == answer
        assert not Person.objects.filter(name="Paula Paper").exists()
    else:
        assert put_in(round_, came_on=came, now=now).state == "handed_in"


def test_the_rules_say_the_same_of_paper_as_of_the_form_on_the_day_it_came() -> None:
    rules = [{"rule": "education"}, {"rule": "hours", "hours": 1820}]
    round_ = making.round_(rules=rules)
    online = people.person()
    row = services.begin(round_=round_, person=online, now=NOW)
    row = services.hand_in(application=row, said=said(education="none"), by=online, now=NOW)
    by_paper = put_in(round_, said=said(education="none"), now=LATER)
    assert by_paper.verdict == row.verdict
    assert (row.state, by_paper.state, by_paper.number) == ("to_check", "to_check", 2)


def test_a_member_whose_membership_ended_since_counts_as_of_the_day_it_came() -> None:
    round_ = making.round_(rules=[{"rule": "member"}])
    round_.organisation.roll.create(number="SSD-7", until=TODAY)
    assert put_in(round_, said=said(member_number="SSD-7"), now=LATER).state == "handed_in"


def test_who_has_an_account_is_found_by_address_and_sees_it_on_their_own_page() -> None:
    someone = people.person("Paula Paper", "paula@paper.test")
    row = put_in(making.round_(), email="Paula@Paper.test")
    assert row.person == someone
    page = people.signed_in(someone).get(f"/my/scholarships/{row.round.ref}/").content.decode()
    assert "It came by post; its number is 1." in page
    assert "You handed it in" not in page
    assert f"/my/scholarships/{row.round.ref}/" in Letter.objects.get(person=someone).body


def test_an_address_under_another_name_tells_nothing_and_makes_nobody() -> None:
    people.person("Zora Hidden", "paula@paper.test")
    with pytest.raises(Refused) as no:
        put_in(making.round_())
    assert no.value.code == "other_name"
    assert "Zora" not in f"{no.value.sentence} {no.value.how_to_mend}"
    assert not ScholarshipApplication.objects.exists()


def test_without_an_address_somebody_new_is_on_record_and_no_letter_goes() -> None:
    row = put_in(making.round_(), email="")
    assert (row.person.name, row.person.email, row.person.user) == ("Paula Paper", "", None)
    assert not Letter.objects.exists()
    helper = people.signed_in(row.entered_by)
    assert "answer on paper" in helper.get(f"/committee/applications/{row.ref}/").content.decode()
    listed = helper.get(f"/committee/rounds/{row.round.ref}/applications/").content.decode()
    assert "by post" in listed


def test_who_has_no_account_is_not_sent_to_a_page_they_cannot_open() -> None:
    row = put_in(making.round_())
    body = Letter.objects.get(address="paula@paper.test").body
    assert "came by post on 2 March 2026" in body
    assert "/my/" not in body
    assert row.person.user is None


def test_one_person_has_one_application_and_a_draft_makes_way() -> None:
    round_ = making.round_()
    drafting = people.person("Paula Paper", "paula@paper.test")
    draft = services.begin(round_=round_, person=drafting, now=NOW)
    row = put_in(round_)
    assert (row.pk, row.state, row.came_on) == (draft.pk, "handed_in", TODAY)
    assert code(round_) == "has_applied"


def test_taken_back_and_handed_in_online_it_is_no_paper_any_more() -> None:
    someone = people.person("Paula Paper", "paula@paper.test")
    row = put_in(making.round_())
    services.take_back(application=row, by=someone, now=NOW)
    row = services.hand_in(application=row, said=said(), by=someone, now=NOW)
    assert (row.came_on, row.entered_by, row.number) == (None, None, 1)


def test_who_judges_neither_applies_nor_reads_papers_of_a_blind_round() -> None:
    blind = making.round_(blind=True)
    both = making.member("organiser", "committee", name="Bea Both")
    assert code(blind, by=both) == "judges_blind"
    page = people.signed_in(both).get(f"/committee/rounds/{blind.ref}/applications/by-post/")
    assert "Their name" not in page.content.decode()
    judge = making.member(name="Jo Judge")
    assert code(blind, name="Jo Judge", email=judge.email) == "judges_it"


def test_an_organiser_does_not_enter_their_own() -> None:
    own = making.member("organiser", name="Otto Organiser")
    assert code(making.round_(), by=own, name="Otto Organiser", email=own.email) == "own_application"


def test_a_decided_round_takes_none() -> None:
    assert code(making.round_(state="decided")) == "decided_already"


def test_the_place_of_a_candidate_waits_from_the_day_it_came() -> None:
    someone = people.applicant().person
    row = put_in(making.round_(), name=someone.name, email=someone.email, now=LATER)
    assert [each.first for each in waits(someone.candidacies.get())] == [TODAY]
    assert row.state == "handed_in"


def test_the_database_knows_no_paper_that_nobody_entered() -> None:
    row = put_in(making.round_())
    row.entered_by = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def typed(round_: Round, **facts: str) -> dict[str, str]:
    values = {"name": "Paula Paper", "email": "", "came_on": "2026-03-02", "signed": "on", "once": "p" * 10}
    return ABOUT | POST | values | {"send": "1"} | facts


def test_entered_twice_by_two_presses_it_is_one_person_and_one_application() -> None:
    round_ = making.round_()
    client = people.signed_in(making.member("organiser", name="Otto Organiser"))
    url = f"/committee/rounds/{round_.ref}/applications/by-post/"
    once = client.get(url).context["once"]
    first = client.post(url, typed(round_, once=once))
    second = client.post(url, typed(round_, once=once))
    row = ScholarshipApplication.objects.get()
    assert first.url == second.url == f"/committee/applications/{row.ref}/"
    assert row.posts.get().hours_per_week == Decimal(35)
    assert Person.objects.filter(name="Paula Paper").count() == 1


@pytest.mark.parametrize(
    ("facts", "said_so"),
    [
        ({"signed": ""}, "signed"),
        ({"came_on": "2026-03-99"}, "came_on"),
        ({"email": "no address"}, "email"),
        ({"name": "\x00"}, "name"),
        ({"posts-0-library": ""}, "posts-0-library"),
        ({"add-post": "1"}, "Post 2"),
    ],
)
def test_what_is_not_well_is_said_and_nothing_typed_is_lost(facts: dict[str, str], said_so: str) -> None:
    round_ = making.round_(rules=[{"rule": "hours", "hours": 1820}])
    client = people.signed_in(making.member("organiser", name="Otto Organiser"))
    url = f"/committee/rounds/{round_.ref}/applications/by-post/"
    page = client.post(url, typed(round_, **facts)).content.decode()
    assert said_so in page
    assert 'value="Oregon"' in page
    assert not ScholarshipApplication.objects.exists()


def correct_url(row: ScholarshipApplication) -> str:
    return f"/committee/applications/{row.ref}/by-post/"


def test_a_slip_in_typing_is_mended_and_judged_anew_under_the_same_number() -> None:
    round_ = making.round_(rules=[{"rule": "education"}], budget=True)
    costs = [("Fee", Decimal(150), Decimal(120))]
    row = put_in(round_, said=said(education="none", costs=costs, asked=Decimal(120)))
    client = people.signed_in(row.entered_by)
    shown = client.get(correct_url(row)).content.decode()
    assert 'value="120.00"' in shown
    assert "Paula" not in shown.split("<main")[1].split("</nav>")[-1]
    data = {
        "came_on": "2026-03-01",
        "signed": "on",
        "costs-0-what": "Fee",
        "costs-0-cost": "150",
        "costs-0-asked": "100",
        "send": "1",
    }
    client.post(correct_url(row), ABOUT | NO_POST | data)
    row.refresh_from_db()
    assert (row.number, row.state, row.education) == (1, "handed_in", "diploma")
    assert (row.came_on, row.asked) == (TODAY - timedelta(days=1), Decimal(100))
    assert row.costs.count() == 1


def test_what_was_scored_or_handed_in_online_is_not_typed_over() -> None:
    round_ = making.round_()
    row, online = put_in(round_), making.application(round_, people.person("Ona Online"))
    client = people.signed_in(row.entered_by)
    assert client.get(correct_url(online)).status_code == 404
    making.judge(round_).sheets.create(application=row, begun_at=NOW)
    page = client.post(correct_url(row), typed(round_))
    assert (page.status_code, "begun to score it" in page.content.decode()) == (409, True)


def test_who_has_no_account_withdraws_by_a_letter() -> None:
    row = put_in(making.round_())
    stranger = making.member("organiser", of=making.organisation("Round Table"))
    people.signed_in(stranger).post(correct_url(row), {"withdraw": "1"})
    row.refresh_from_db()
    assert row.state == "handed_in"
    people.signed_in(row.entered_by).post(correct_url(row), {"withdraw": "1"})
    row.refresh_from_db()
    assert row.state == "withdrawn"
    body = Letter.objects.get(kind="scholarship_withdrawn").body
    assert "/my/" not in body


def test_taken_back_by_who_has_an_account_the_form_holds_what_was_typed() -> None:
    someone = people.person("Paula Paper", "paula@paper.test")
    post = {"library": "Cedar Valley Library", "title": "Aide", "region": "Oregon", "paid": False}
    post |= {"starts": TODAY - timedelta(days=900), "hours_per_week": 20, "weeks_per_year": 50}
    row = put_in(making.round_(), said=said(posts=[post], region="Idaho"))
    services.take_back(application=row, by=someone, now=NOW)
    form = people.signed_in(someone).get(f"/my/scholarships/{row.round.ref}/").content.decode()
    assert 'value="Cedar Valley Library"' in form
    assert 'value="Idaho"' in form
    assert '<option value="volunteer" selected>' in form


def test_another_organisation_does_not_see_it_and_nobody_else_enters() -> None:
    round_ = making.round_()
    url = f"/committee/rounds/{round_.ref}/applications/by-post/"
    for stranger in (
        making.member("organiser", of=making.organisation("Round Table")),
        making.member("treasurer"),
        people.person(),
    ):
        assert people.signed_in(stranger).get(url).status_code == 404
    assert people.signed_in(people.staff()).get(url).status_code == 200
