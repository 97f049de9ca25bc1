"""Choosing electives by the page, and the story in plain words."""

import pytest

from candidates.journey import services
from candidates.journey.timeline import SENTENCES, entries
from competencies.standard.models import CompetencySet
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]


def pks(*codes: str) -> list[int]:
    return list(CompetencySet.objects.filter(code__in=codes).values_list("pk", flat=True))


def test_choosing_three():
    candidacy = people.active()
    client = people.signed_in(candidacy.person)
    assert client.post("/my/plan/", {"electives": pks("ACC", "CAT", "REF")}).status_code == 302
    assert set(candidacy.electives.values_list("set__code", flat=True)) == {"ACC", "CAT", "REF"}


@pytest.mark.parametrize("chosen", [[], ["ACC"], ["ACC", "CAT", "REF", "SUP"], ["FLS", "ACC", "CAT"]])
def test_other_than_three_is_told_and_the_ticks_stay(chosen: list[str]):
    candidacy = people.active()
    answer = people.signed_in(candidacy.person).post("/my/plan/", {"electives": pks(*chosen)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert page.count(" checked") == len(set(chosen) - {"FLS"})
    assert not candidacy.electives.exists()


@pytest.mark.parametrize("value", ["x", "-1", "99999999999999999999", "1\x00"])
def test_a_forged_choice_is_an_error_not_a_crash(value: str):
    candidacy = people.active()
    assert people.signed_in(candidacy.person).post("/my/plan/", {"electives": [value]}).status_code == 422


def test_before_being_active_the_plan_can_be_read_but_not_set():
    candidacy = people.accepted()
    client = people.signed_in(candidacy.person)
    assert "To look at for now" in client.get("/my/plan/").content.decode()
    answer = client.post("/my/plan/", {"electives": pks("ACC", "CAT", "REF")})
    assert "active candidates only" in answer.content.decode()
    assert people.signed_in(people.person()).post("/my/plan/", {"electives": pks("ACC")}).status_code == 404


def test_the_story_is_told_in_words_with_days_as_people_write_them():
    candidacy = people.active()
    told = [entry.sentence for entry in entries(candidacy)]
    assert told[-1] == "You applied."
    assert "The office accepted your application. You have until 2 March 2030 to finish." in told
    assert told[0] == "You became an active candidate."


def test_candidates_do_not_read_who_in_the_office_did_it():
    candidacy = people.active()
    page = people.signed_in(candidacy.person).get("/my/timeline/").content.decode()
    assert "The office accepted" in page
    assert "Grace Office" not in page
    assert any(entry.who == "Grace Office" for entry in entries(candidacy, names=True))


def test_the_story_is_only_its_owners():
    people.active(people.person("Maria Canary"))
    assert "accepted" not in people.signed_in(people.person("Other")).get("/my/timeline/").content.decode()


def test_a_percent_sign_in_a_reason_does_not_break_the_story():
    candidacy = people.applicant()
    services.refuse(
        candidacy=candidacy, reason="Only 50% of (s) %(hours)s", by=people.staff(), now=people.NOW
    )
    assert "50% of (s) %(hours)s" in entries(candidacy)[1].sentence or "50%" in entries(candidacy)[0].sentence


def test_every_sentence_can_be_filled():
    for code, sentence in SENTENCES.items():
        assert str(sentence).strip(), code
