"""The application in a browser's hands: nothing typed is lost, and nothing is sent by accident or twice."""

from typing import Any

import pytest
import time_machine

from candidates.journey import applying
from candidates.journey.models import Candidacy
from lsscert.accounts import drafts
from lsscert.accounts.models import Draft
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
PAGE, DRAFT = "/my/application/", "/my/application/draft/"


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel(people.NOW, tick=False):
        yield


def filled(**changes: Any) -> dict[str, Any]:
    data = {
        "version": "0",
        "education": "diploma",
        "country": "United States",
        "region": "Oregon",
        "ala_member_number": "",
        "posts-TOTAL_FORMS": "1",
        "posts-INITIAL_FORMS": "0",
        "posts-0-library": "Cedar Valley Library",
        "posts-0-title": "Circulation assistant",
        "posts-0-library_type": "public",
        "posts-0-paid": "paid",
        "posts-0-starts": "2024-01-01",
        "posts-0-ends": "",
        "posts-0-hours_per_week": "35",
        "posts-0-weeks_per_year": "52",
        "true": "on",
    }
    return data | changes


def test_sending_makes_one_candidacy_and_leads_home():
    someone = people.person()
    client = people.signed_in(someone)
    drafts.save(person=someone, form=applying.DRAFT, data={"country": ["Canada"]}, version=0)
    answer = client.post(PAGE, filled(send="1"))
    assert (answer.status_code, answer["Location"]) == (302, "/my/")
    post = someone.candidacies.get().application.posts.get()
    assert (post.library, post.paid, post.ends) == ("Cedar Valley Library", True, None)
    assert not Draft.objects.exists()


def test_a_double_click_sends_once():
    someone = people.person()
    client = people.signed_in(someone)
    for _ in range(2):
        assert client.post(PAGE, filled(send="1")).status_code == 302
    assert someone.candidacies.count() == 1


@pytest.mark.parametrize("button", ["check", "add"])
def test_checking_and_adding_a_post_send_nothing_and_keep_what_was_typed(button: str):
    someone = people.person()
    answer = people.signed_in(someone).post(PAGE, filled(**{button: "1"}))
    page = answer.content.decode()
    assert "Cedar Valley Library" in page
    assert ('name="posts-1-library"' in page) is (button == "add")
    assert ("35 h × 52 weeks" in page) is (button == "check")
    assert not someone.candidacies.exists()


def test_not_eligible_yet_is_explained_and_sent_only_on_purpose():
    someone = people.person()
    client = people.signed_in(someone)
    few = filled(**{"posts-0-starts": "2025-09-01", "send": "1"})
    page = client.post(PAGE, few).content.decode()
    assert "you are not eligible yet" in page
    # 35 hours a week since 1 September 2025 reach 1,820 after 365 days.
    assert "1 September 2026" in page
    assert not someone.candidacies.exists()
    client.post(PAGE, few | {"anyway": "on"})
    assert someone.candidacies.get().state == Candidacy.Status.SUBMITTED


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"education": ""}, "Please "),
        ({"education": "phd"}, "Select a valid choice"),
        ({"posts-0-starts": "2026-03-03"}, "still to come"),
        ({"posts-0-starts": "1930-01-01"}, "Check the year"),
        ({"posts-0-starts": "31/31/2024"}, "must be a number from 1 to 12"),
        ({"posts-0-ends": "2023-12-31"}, "before the first day"),
        ({"posts-0-hours_per_week": "0"}, "More than zero"),
        ({"posts-0-hours_per_week": "169"}, "168"),
        ({"posts-0-hours_per_week": "NaN"}, "Enter a number"),
        ({"posts-0-weeks_per_year": "53"}, "52"),
        ({"posts-0-weeks_per_year": "-1"}, "greater than or equal to 0"),
        ({"posts-0-corrected_hours": "2000"}, "Say in a few words"),
        ({"posts-0-library": "L" * 10_000}, "at most 200 characters"),
        ({"posts-TOTAL_FORMS": "0"}, "Add at least one library post"),
        ({"posts-TOTAL_FORMS": "9999"}, "At most 20 posts"),
        ({"posts-TOTAL_FORMS": "x"}, "Add at least one library post"),
        ({"true": ""}, "Please "),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(changes: dict[str, Any], sentence: str):
    someone = people.person()
    answer = people.signed_in(someone).post(PAGE, filled(send="1", region="Île-de-\u200fفرنسا 🏳️‍🌈") | changes)
    page = answer.content.decode()
    assert answer.status_code in (200, 422)
    assert sentence in page
    assert "فرنسا 🏳️‍🌈" in page
    assert not someone.candidacies.exists()


def test_saving_while_typing_counts_versions_and_tells_the_older_tab():
    someone = people.person()
    client = people.signed_in(someone)
    first = client.post(DRAFT, filled(region="Ore"))
    assert (first.status_code, first.json()["version"]) == (200, 1)
    assert client.post(DRAFT, filled(region="Oregon", version="1")).json()["version"] == 2
    older = client.post(DRAFT, filled(region="Texas", version="1"))
    assert (older.status_code, older.json()["code"]) == (409, "stale")
    page = client.get(PAGE).content.decode()
    assert 'value="Oregon"' in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(
    "data",
    [
        {"region": "nul\x00 and \ud83d lone"},
        {"region": "x" * 300_000},
        {"version": "999999999999999999999"},
        {"version": "-1"},
        {"version": "²"},
    ],
)
def test_saving_rubbish_never_breaks(data: dict[str, Any]):
    client = people.signed_in(people.person())
    body = {
        name: str(value).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        for name, value in data.items()
    }
    assert client.post(DRAFT, filled() | body).status_code in (200, 409)
    assert client.get(PAGE).status_code == 200


def test_saving_an_older_tab_shows_the_way_out():
    someone = people.person()
    client = people.signed_in(someone)
    client.post(DRAFT, filled(region="Newer"))
    page = client.post(PAGE, filled(region="Older", save="1")).content.decode()
    assert "There is a newer version" in page
    assert 'value="Older"' in page
    assert drafts.load(person=someone, form=applying.DRAFT).data["region"] == ["Newer"]
    client.post(PAGE, filled(region="Older", overwrite="1"))
    assert drafts.load(person=someone, form=applying.DRAFT).data["region"] == ["Older"]


def test_months_are_enough_for_a_post():
    someone = people.person()
    months = {"posts-0-starts": "September 2022", "posts-0-ends": "02/2024", "send": "1", "anyway": "on"}
    people.signed_in(someone).post(PAGE, filled(**months))
    post = someone.candidacies.get().application.posts.get()
    assert (post.starts.isoformat(), post.ends.isoformat()) == ("2022-09-01", "2024-02-29")


def test_checking_asks_for_no_declaration_and_keeps_a_tick():
    client = people.signed_in(people.person())
    unticked = client.post(PAGE, filled(check="1", true="")).content.decode()
    assert "needs your attention" not in unticked
    assert "Eligible" in unticked
    assert " checked" in client.post(PAGE, filled(check="1")).content.decode().split('name="true"')[1][:200]


def test_sending_after_being_signed_out_says_what_became_of_it():
    client = people.signed_in(people.person())
    client.logout()
    answer = client.post(PAGE, filled(send="1"), follow=True)
    assert "You were signed out" in answer.content.decode()


def test_a_draft_of_another_shape_still_opens():
    someone = people.person()
    Draft.objects.create(
        person=someone, form=applying.DRAFT, data={"posts-TOTAL_FORMS": ["many"], "country": []}, version=3
    )
    page = people.signed_in(someone).get(PAGE).content.decode()
    assert page.count('name="posts-0-library"') == 1
    assert 'name="posts-1-library"' not in page
    assert 'name="version" value="3"' in page


def test_a_draft_is_only_its_owners():
    first, second = people.person(), people.person("Second Person")
    people.signed_in(first).post(DRAFT, filled(region="Secretland"))
    assert "Secretland" not in people.signed_in(second).get(PAGE).content.decode()


def test_after_a_refusal_the_form_comes_back_filled_in():
    from candidates.journey import services

    candidacy = people.applicant()
    services.refuse(candidacy=candidacy, reason="Too few hours.", by=people.staff(), now=people.NOW)
    page = people.signed_in(candidacy.person).get(PAGE).content.decode()
    assert "Cedar Valley Library" in page
    assert "Not eligible yet" in page


def test_withdrawing_asks_first():
    candidacy = people.applicant()
    client = people.signed_in(candidacy.person)
    assert "becomes void" in client.get("/my/application/withdraw/").content.decode()
    client.post("/my/application/withdraw/")
    candidacy.refresh_from_db()
    assert candidacy.state == Candidacy.Status.WITHDRAWN
    assert client.get("/my/application/withdraw/").status_code == 404
