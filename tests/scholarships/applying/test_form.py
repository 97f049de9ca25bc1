"""The form: every kind of round opens it, nothing typed is lost, and what is wrong is told."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from lsscert.accounts.models import Draft
from scholarships.applying.models import ScholarshipApplication
from tests import people
from tests.scholarships import making
from tests.scholarships.applying.filling import ABOUT, NO_POST, POST, send, state, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
MEMBER = [{"rule": "member"}]
KINDS: list[dict[str, Any]] = [
    {},
    {"rules": MEMBER},
    {"partial": True},
    {"rules": MEMBER, "partial": True, "budget": True},
    {"rules": MEMBER, "references": 2},
]


@pytest.mark.parametrize("facts", KINDS, ids=str)
def test_the_form_of_every_kind_of_round_asks_what_it_needs(facts: dict[str, Any]) -> None:
    page = people.signed_in(people.person()).get(url(making.round_(**facts))).content.decode()
    assert ("member_number" in page) == ("rules" in facts)
    assert ('name="asked"' in page) == (facts.get("partial", False) and not facts.get("budget"))
    assert ("Letters of reference" in page) == ("references" in facts)


def test_a_filled_in_form_is_handed_in_with_a_number() -> None:
    round_ = making.round_()
    send(people.signed_in(people.person()), round_)
    row = ScholarshipApplication.objects.get()
    assert (row.state, row.number, row.posts.get().library) == ("handed_in", 1, "Cedar Valley Library")
    assert row.first_handed_in_at == row.handed_in_at == making.NOW


def test_a_post_row_nobody_touched_is_left_out_where_no_rule_asks_for_posts() -> None:
    round_ = making.round_()
    people.signed_in(people.person()).post(url(round_), ABOUT | NO_POST | {"send": "1"})
    assert state(round_) == "handed_in"
    assert not ScholarshipApplication.objects.get().posts.exists()


def test_where_a_rule_counts_work_a_post_is_asked_for() -> None:
    round_ = making.round_(rules=[{"rule": "hours", "hours": 100}])
    page = people.signed_in(people.person()).post(url(round_), ABOUT | NO_POST | {"send": "1"})
    assert "Say where you work or worked" in page.content.decode()
    assert state(round_) == "draft"


def test_a_row_half_filled_is_finished_and_an_empty_one_beside_it_is_left_out() -> None:
    round_, client = making.round_(), people.signed_in(people.person())
    empty = {name.replace("-0-", "-1-"): value for name, value in NO_POST.items()} | {
        "posts-TOTAL_FORMS": "2"
    }
    half = empty | {"posts-1-library": "Mossy Nook"}
    page = client.post(url(round_), ABOUT | POST | half | {"send": "1"})
    assert page.status_code == 422
    assert "Mossy Nook" in page.content.decode()
    client.post(url(round_), ABOUT | POST | empty | {"send": "1", "version": "1"})
    assert (state(round_), ScholarshipApplication.objects.get().posts.count()) == ("handed_in", 1)


BUDGETS = [
    (("Fee", "350", ""), "what of it you ask for"),
    (("Fee", "350", "350"), "$350.00 in all; this round gives at most $200.00"),
    (("", "", "50"), "Say what it is"),
    (("", "350", "50"), "Say what it is"),
    (("Fee", "100", "150"), "No more can be asked for than it costs"),
    (("Fee", "100", "0"), "Say in your budget what you ask for"),
    (("", "", ""), "Say in your budget what you ask for"),
]


@pytest.mark.parametrize(("line", "told"), BUDGETS, ids=lambda value: str(value)[:30])
def test_a_budget_line_is_never_guessed_cut_or_dropped(line: tuple[str, str, str], told: str) -> None:
    round_ = making.round_(budget=True)
    what, cost, asked = line
    page = send(
        people.signed_in(people.person()),
        round_,
        costs__0__what=what,
        costs__0__cost=cost,
        costs__0__asked=asked,
    )
    assert told in page.content.decode()
    assert state(round_) == "draft"


def test_a_budget_is_summed_up_and_kept_line_by_line() -> None:
    round_, client = making.round_(budget=True), people.signed_in(people.person())
    lines = {
        "costs__TOTAL_FORMS": "2",
        "costs__0__what": "Fee",
        "costs__0__cost": "350",
        "costs__0__asked": "120.50",
        "costs__1__what": "Bus",
        "costs__1__cost": "30",
        "costs__1__asked": "10",
    }
    page = send(client, round_, "check", **lines).content.decode()
    assert "In all it costs $380.00; you ask for $130.50 of at most $200.00." in page
    send(client, round_, version="1", **lines)
    row = ScholarshipApplication.objects.get()
    assert (row.asked, [str(line.asked) for line in row.costs.all()]) == (
        making.Decimal("130.50"),
        ["120.50", "10.00"],
    )


def test_removing_a_row_moves_those_after_it_up() -> None:
    round_, client = making.round_(), people.signed_in(people.person())
    three = {f"posts-{index}-library": f"Library {index}" for index in range(3)} | {"posts-TOTAL_FORMS": "3"}
    client.post(url(round_), ABOUT | three | {"remove-post": "1"})
    kept = Draft.objects.get().data
    assert (kept["posts-0-library"], kept["posts-1-library"]) == ("Library 0", "Library 2")
    assert (kept["posts-TOTAL_FORMS"], "posts-2-library" in kept) == ("2", False)


def test_a_page_opened_before_the_end_says_what_becomes_of_its_text(settings: Settings) -> None:
    round_ = making.round_()
    late, begun = people.signed_in(people.person()), people.signed_in(people.person())
    send(begun, round_, "save")
    settings.FAKE_NOW = making.NOW + timedelta(days=30)
    page = send(late, round_, posts__0__library="Mossy Nook").content.decode()
    assert "Mossy Nook" in page
    assert "not kept" in page
    assert "is kept" not in page
    page = send(begun, round_, posts__0__library="Mossy Nook", version="1").content.decode()
    assert "Mossy Nook" in page
    assert "What you typed is kept" in page
    assert Draft.objects.get().data["posts-0-library"] == "Mossy Nook"


def test_a_late_autosave_after_handing_in_changes_nothing() -> None:
    round_, client = making.round_(), people.signed_in(people.person())
    send(client, round_)
    answer = client.post(url(round_) + "save/", {"region": "Changed", "version": "1"})
    assert (answer.status_code, answer.json()["code"]) == (409, "handed_in_already")
    assert Draft.objects.get().data["region"] == "Oregon"


def test_two_tabs_are_told_and_neither_text_is_lost() -> None:
    round_, client = making.round_(), people.signed_in(people.person())
    send(client, round_, "save", region="First tab")
    page = send(client, round_, "save", region="Second tab").content.decode()
    assert "There is a newer version of this form" in page
    assert "Second tab" in page
    assert Draft.objects.get().data["region"] == "First tab"


def test_own_name_and_library_are_pointed_out_only_where_names_are_hidden() -> None:
    fund = making.fund()
    for blind in (True, False):
        round_ = making.round_(draws_on=fund, blind=blind, title=f"Round {blind}")
        question = round_.questions.create(text="Why?", position=1)
        client = people.signed_in(people.person("Zenobia Quill"))
        page = send(client, round_, "check", **{f"q{question.pk}": "I am Zenobia of Cedar Valley Library."})
        assert ("<mark>Zenobia</mark>" in page.content.decode()) is blind
        assert ("<mark>Cedar Valley Library</mark>" in page.content.decode()) is blind


BAD = ["x\x00y", "x" * 10000, "9" * 400, "-1", "NaN", "1e999", ""]
FIELDS = [
    "posts-0-hours_per_week",
    "posts-TOTAL_FORMS",
    "version",
    "remove-post",
    "posts-0-starts",
    "costs-0-cost",
]


@pytest.mark.parametrize("name", FIELDS)
def test_what_makes_no_sense_is_told_or_harmless(name: str) -> None:
    round_, client = making.round_(budget=True), people.signed_in(people.person())
    for value in BAD:
        assert send(client, round_, **{name: value}).status_code in (200, 302, 422), value[:5]
        assert state(round_) == "draft" if Draft.objects.exists() else True


def test_a_draft_says_its_last_day_here_and_on_the_home_until_the_round_has_closed(
    settings: Settings,
) -> None:
    round_, client = making.round_(), people.signed_in(people.person())
    send(client, round_, "save")
    for page in ("/my/scholarships/", "/my/"):
        assert "Hand it in by 22 March 2026." in client.get(page).content.decode()
    settings.FAKE_NOW = making.NOW + timedelta(days=30)
    assert (
        "The round has closed, and it was not handed in." in client.get("/my/scholarships/").content.decode()
    )
    assert round_.title not in client.get("/my/").content.decode()


def test_handing_in_all_the_same_is_offered_only_to_those_who_were_told_no() -> None:
    round_, client = (
        making.round_(rules=[{"rule": "hours", "hours": 1820}]),
        people.signed_in(people.person()),
    )
    assert 'name="anyway"' not in client.get(url(round_)).content.decode()
    little = {"posts__0__hours_per_week": "1", "anyway": ""}
    page = send(client, round_, **little).content.decode()
    assert 'name="anyway"' in page
    assert "Tick this to hand it in all the same." in page
    assert state(round_) == "draft"
    send(client, round_, **little | {"anyway": "on", "version": "1"})
    assert state(round_) in {"to_check", "handed_in"}


def test_before_anything_is_written_it_says_the_conditions_and_blames_nobody() -> None:
    page = people.signed_in(people.person()).get(url(making.round_(rules=MEMBER))).content.decode()
    assert "You are a member of Support Staff Division." in page
    assert "No member number is given." not in page


def test_who_asked_for_help_with_the_fee_is_told_to_apply_for_the_certification_meanwhile() -> None:
    round_, client = making.round_(), people.signed_in(people.person())
    send(client, round_)
    assert "Apply for the certification" in client.get(url(round_)).content.decode()
