"""The public page of a draw and the organiser's, walked as people walk them."""

import json
import re
from datetime import timedelta

import pgtrigger
import pytest
from django.test import Client

from scholarships.awarding import holding, reserve
from scholarships.awarding.draw_models import Draw, SealedSecret
from scholarships.awarding.drawing import number_of
from scholarships.awarding.models import Meeting
from scholarships.rounds.models import Round
from tests import people
from tests.scholarships import making
from tests.scholarships.awarding.drawn import NUMBER, SOURCE, closed, drawn, fixed, organiser, text_of
from tests.scholarships.making import NOW, TODAY, Role, Status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day(settings) -> None:
    settings.FAKE_NOW = NOW


def public(round_: Round) -> str:
    return f"/scholarships/{round_.ref}/draw/"


def desk(round_: Round) -> str:
    return f"/committee/rounds/{round_.ref}/draw/"


def as_organiser(round_: Round) -> Client:
    return people.signed_in(organiser(round_))


# --- for everybody


def test_before_the_entries_are_fixed_it_says_when_they_will_be(client: Client) -> None:
    still_open = closed(1, closes_on=TODAY + timedelta(days=3))
    assert "People can apply until 5 March 2026." in text_of(client.get(public(still_open)))
    over = text_of(client.get(public(closed(1))))
    assert "The round has closed. Its entries are fixed and published here soon." in over
    assert SOURCE in over


def test_fixed_it_shows_codes_hash_and_commitment(client: Client) -> None:
    made = fixed(closed(helped_first=True))
    text = text_of(client.get(public(made.round)))
    assert "5 entries are fixed since 2 March 2026." in text
    for said in ("A-001", "A-005", made.entries_hash, made.commitment, SOURCE):
        assert said in text
    assert "A-002 after the others" in text


@pytest.mark.parametrize("typed", ["A-003", "a-3", "3", " A 003 ", "A–003"])
def test_an_applicant_finds_their_entry_however_they_type_it(client: Client, typed: str) -> None:
    made = fixed()
    page = public(made.round)
    assert "A-003 is on the list. Nothing is drawn yet." in text_of(client.get(page, {"entry": typed}))
    row = drawn(closed())
    text = text_of(client.get(public(row.round), {"entry": typed}))
    assert f"A-003 was drawn at place {row.order.index('A-003') + 1} of 5" in text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("A-099", "A-099 is not in this draw."),
        ("Ana", "A code looks like A-007."),
        ("\x00", None),
        ("\u202eA-1", None),
        ("9" * 10_000, "A code looks like A-007."),
        ("<script>", "A code looks like A-007."),
    ],
)
def test_what_is_no_code_of_this_draw_is_answered(client: Client, typed: str, answer: str | None) -> None:
    response = client.get(public(drawn().round), {"entry": typed})
    assert response.status_code == 200
    assert answer is None or answer in text_of(response)


def test_drawn_it_shows_the_order_and_all_that_is_needed_to_check_it(client: Client) -> None:
    made = drawn(closed(places=2))
    text = text_of(client.get(public(made.round)))
    places = re.findall(r"\b(\d) (A-\d{3}) (among the first|after them)", text)
    assert [code for _place, code, _word in places] == made.order
    assert [word for *_both, word in places] == ["among the first"] * 2 + ["after them"] * 3
    for said in (made.secret, made.commitment, made.entries_hash, NUMBER, "4-8-15-9", "everything agrees"):
        assert said in text


def test_a_page_whose_values_were_changed_says_so(client: Client) -> None:
    made = drawn(closed(12))
    with pgtrigger.ignore("awarding.Draw:a_draw_is_made_once"):
        Draw.objects.filter(pk=made.pk).update(order=sorted(made.order))
    text = text_of(client.get(public(made.round)))
    assert "does not agree with itself" in text
    assert "everything agrees" not in text


def test_once_announced_it_shows_what_came_of_each_place(client: Client) -> None:
    made = drawn(closed(places=1))
    first, second, *_others = (made.round.applications.get(number=number_of(code)) for code in made.order)
    parts = holding.parts_for(made.round, made.round.amount)
    award = holding.hold(application=first, parts=parts, by=None, now=NOW)
    reserve.put(application=second, by=None, now=NOW)
    assert "in reserve" not in text_of(client.get(public(made.round))), "nothing before it is announced"
    Round.objects.filter(pk=made.round_id).update(state=Round.Status.ANNOUNCED)
    reserve.offer(award, made.round, NOW)
    text = text_of(client.get(public(made.round)))
    assert f"1 {made.order[0]} awarded" in text
    assert f"2 {made.order[1]} in reserve" in text
    assert f"3 {made.order[2]} not awarded" in text


def test_the_download_holds_everything_and_before_the_draw_no_secret(client: Client) -> None:
    made = fixed()
    before = json.loads(client.get(f"{public(made.round)}draw.json").content)
    assert (before["commitment"], before["secret"], before["order"]) == (made.commitment, None, None)
    row = drawn(closed())
    answer = client.get(f"{public(row.round)}draw.json")
    after = json.loads(answer.content)
    assert (after["secret"], after["order"], after["outside_number"]) == (row.secret, row.order, NUMBER)
    assert "attachment" in answer["Content-Disposition"]


def test_a_draw_is_not_hidden_by_calling_the_round_off(client: Client) -> None:
    made, never = fixed(), closed(1)
    for round_ in (made.round, never):
        Round.objects.filter(pk=round_.pk).update(state=Round.Status.CALLED_OFF)
    assert made.commitment in text_of(client.get(public(made.round)))
    assert client.get(public(never)).status_code == 404


def test_rounds_without_a_draw_have_no_such_page(client: Client) -> None:
    for round_ in (closed(1, method=Round.Method.MERIT), closed(1, state=Round.Status.DRAFT)):
        assert client.get(public(round_)).status_code == 404
        assert client.get(f"{public(round_)}draw.json").status_code == 404
    assert client.get(f"{public(closed(1))}draw.json").status_code == 404


def test_equals_of_a_round_by_merit_see_what_the_order_is_for(client: Client) -> None:
    round_ = closed(method=Round.Method.MERIT_DRAW)
    Meeting.objects.create(round=round_, opened_at=NOW, opened_by=organiser(round_))
    text = text_of(client.get(public(drawn(round_).round)))
    assert "This order counts only among those that are equal." in text
    assert "among the first" not in text


def test_no_page_of_a_draw_names_anybody(client: Client) -> None:
    fixed_, drawn_ = fixed(), drawn(closed())
    office = as_organiser(fixed_.round)
    for round_ in (fixed_.round, drawn_.round):
        mine = round_.applications.get(number=1)
        for who, address in (
            (client, public(round_)),
            (client, f"{public(round_)}?entry=A-001"),
            (client, f"{public(round_)}draw.json"),
            (office, desk(round_)),
        ):
            body = who.get(address).content.decode()
            assert "A-001" in body or address == desk(fixed_.round), (
                "the page is the one that could name them"
            )
            for canary in ("Canary", mine.person.email, mine.person.ref, mine.ref, "SSD-100"):
                assert canary not in body


def test_the_secret_is_on_no_page_before_the_draw(client: Client) -> None:
    made = fixed()
    admin = people.person("Ada Admin")
    admin.user.is_superuser = admin.user.is_staff = True
    admin.user.save()
    seal = SealedSecret.objects.get()
    looking = [
        (client, public(made.round)),
        (client, f"{public(made.round)}draw.json"),
        (as_organiser(made.round), desk(made.round)),
        (people.signed_in(admin), "/admin/awarding/sealedsecret/"),
        (people.signed_in(admin), f"/admin/awarding/sealedsecret/{seal.pk}/change/"),
        (people.signed_in(admin), f"/admin/awarding/draw/{made.pk}/change/"),
        (people.signed_in(people.staff()), f"/desk/history/?object={made.ref}"),
    ]
    for who, address in looking:
        answer = who.get(address)
        assert answer.status_code == 200, address
        assert seal.value not in answer.content.decode(), address
    row = drawn(closed())
    assert row.secret in client.get(public(row.round)).content.decode(), "it is seen where it is shown"


# --- for the organiser


def test_an_organiser_fixes_and_draws() -> None:
    round_ = closed()
    client = as_organiser(round_)
    assert "5 applications are in the running." in text_of(client.get(desk(round_)))
    answer = client.post(desk(round_), {"act": "fix"}, follow=True)
    assert "The entries are fixed and published." in text_of(answer)
    assert "Enter the number" in text_of(answer)
    answer = client.post(desk(round_), {"act": "draw", "number": "04 8 15", "again": "4-8-15"}, follow=True)
    assert "It is drawn." in text_of(answer)
    made = Draw.objects.get(round=round_)
    assert re.findall(r"A-\d{3}", text_of(answer)) == made.order
    assert made.outside_number == "04 8 15"


NUMBERS = [
    ({"number": "4 8 15", "again": "4 8 16"}, "These two are not the same number."),
    ({"number": "", "again": ""}, "Please fill this in."),
    ({"number": "none", "again": "none"}, "There is no digit in this number."),
    ({"number": "44,910.65", "again": "44,910.65"}, "Leave out commas within a number"),
    ({"number": "1" * 10_000, "again": "1" * 10_000}, "at most 200 characters"),
    ({"number": "\x00", "again": "\x00"}, "Please fill this in."),
]


@pytest.mark.parametrize(("typed", "complaint"), NUMBERS, ids=[complaint for _typed, complaint in NUMBERS])
def test_a_number_that_was_mistyped_draws_nothing(typed, complaint: str) -> None:
    made = fixed()
    answer = as_organiser(made.round).post(desk(made.round), {"act": "draw"} | typed)
    assert (answer.status_code, complaint in text_of(answer)) == (422, True), text_of(answer)
    made.refresh_from_db()
    assert made.drawn_at is None


def test_what_stands_in_the_way_is_said_before_and_refused_all_the_same() -> None:
    round_ = closed(2)
    making.application(round_, people.person(), state=Status.TO_CHECK)
    client = as_organiser(round_)
    page = client.get(desk(round_))
    assert "The facts of some applications are not checked yet." in text_of(page)
    assert 'value="fix"' not in page.content.decode()
    answer = client.post(desk(round_), {"act": "fix"})
    assert answer.status_code == 422
    assert not Draw.objects.exists()


def test_a_second_click_is_told_and_changes_nothing() -> None:
    made = drawn()
    client = as_organiser(made.round)
    for posted, words in (
        ({"act": "fix"}, "The entries of this draw are fixed already."),
        ({"act": "draw", "number": "1", "again": "1"}, "It cannot be made again."),
        ({"act": "???"}, "Choose one of the buttons."),
    ):
        answer = client.post(desk(made.round), posted)
        assert (answer.status_code, words in text_of(answer)) == (422, True)
    after = Draw.objects.get(pk=made.pk)
    assert (after.order, after.secret) == (made.order, made.secret)


def test_another_organisation_and_other_roles_see_nothing() -> None:
    made = fixed()
    elsewhere = making.organisation("Another association")
    strangers = [
        making.member(Role.ORGANISER, of=elsewhere),
        making.member(Role.COMMITTEE, of=made.round.organisation),
        making.member(Role.TREASURER, of=made.round.organisation),
        people.person(),
    ]
    for someone in strangers:
        client = people.signed_in(someone)
        assert client.get(desk(made.round)).status_code == 404
        number = {"act": "draw", "number": "1", "again": "1"}
        assert client.post(desk(made.round), number).status_code == 404
    assert Draw.objects.get().drawn_at is None
    assert people.signed_in(people.staff()).get(desk(made.round)).status_code == 200


def test_the_page_of_the_round_leads_to_its_draw(client: Client) -> None:
    for round_ in (closed(1), drawn(closed()).round):
        assert f'href="{public(round_)}"' in client.get(f"/scholarships/{round_.ref}/").content.decode()
