"""What a candidate sees and can do without scripts, and what goes wrong on the way."""

import json
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from candidates.journey.models import Candidacy
from candidates.portfolios.models import Decision, Evidence, EvidenceUse, Portfolio
from competencies.standard.models import SuggestedAssignment
from lsscert.policy.models import PolicyRow
from tests import people
from tests.candidates.portfolios import making
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
LIST, SET = "/my/portfolios/", "/my/portfolios/technology/"


@pytest.fixture(autouse=True)
def on_a_day_we_know(settings):
    settings.FAKE_NOW = NOW


@pytest.fixture
def candidacy() -> Candidacy:
    return people.active()


@pytest.fixture
def client(candidacy: Candidacy) -> Client:
    return people.signed_in(candidacy.person)


@pytest.fixture
def portfolio(candidacy: Candidacy) -> Portfolio:
    return making.draft(candidacy)


def said(answer: Any) -> str:
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def typed(**changes: Any) -> dict[str, Any]:
    return {"way": "own", "introduction": "Where I work", "text": "What I do", "version": "0"} | changes


def test_beginning_says_the_price_first(client: Client, candidacy: Candidacy) -> None:
    page = client.get(f"{SET}begin/")
    assert "the review costs $60.00" in said(page)
    assert not Portfolio.objects.exists()
    answer = client.post(f"{SET}begin/", follow=True)
    assert "0 of 9 competencies are ready" in said(answer)
    assert client.post(f"{SET}begin/").headers["location"] == SET


def test_a_member_is_told_the_members_price() -> None:
    member = people.active(ala_member_number="1234567")
    assert "$50.00" in said(people.signed_in(member.person).get(f"{SET}begin/"))


def test_a_closed_pathway_says_so_and_leaves_old_ones_readable(client: Client, portfolio: Portfolio) -> None:
    PolicyRow.objects.create(key="portfolio.open", value="no", effective_from=people.TODAY)
    page = client.get("/my/portfolios/communication-and-teamwork/begin/", follow=True)
    assert "New portfolios are not taken at present" in said(page)
    assert "Begin my portfolio" not in said(page)
    assert "In your hands" in said(client.get(SET))
    assert "My portfolios" in said(client.get("/my/"))
    other = people.signed_in(people.active().person)
    assert "My portfolios" not in said(other.get("/my/"))
    assert "write a portfolio" not in said(other.get("/my/"))


def test_who_is_not_active_is_told_what_comes_first() -> None:
    waiting = people.signed_in(people.accepted().person)
    assert "once you are an active candidate" in said(waiting.get(LIST))
    assert "open to active candidates only" in said(waiting.get(f"{SET}begin/"))
    nobody = people.signed_in(people.person())
    assert "once you are an active candidate" in said(nobody.get(LIST))
    assert nobody.get(SET).status_code == 404
    assert nobody.get(f"{SET}begin/").headers["location"] == LIST


def test_the_next_step_leads_through_the_portfolio(client: Client, portfolio: Portfolio) -> None:
    assert "Write on competency 1" in said(client.get(SET))
    client.post(f"{SET}4/", typed())
    assert "Go on with competency 4" in said(client.get(SET))
    portfolio.responses.all().delete()
    making.filled(portfolio)
    portfolio.sheets.all().delete()
    assert "Write your learning statement" in said(client.get(SET))


def test_one_competency_is_written_and_shown(client: Client, portfolio: Portfolio) -> None:
    page = client.get(f"{SET}1/")
    assert "No suggested assignment is on record" in said(page)
    answer = client.post(f"{SET}1/", typed(text="## Mine\n\n<b>x</b> [y](javascript:z)"), follow=True)
    html = answer.content.decode()
    assert "<h3>Mine</h3>" in html
    assert "<b>x</b>" not in html
    assert 'href="javascript' not in html
    assert "Saved." in said(answer)


def test_a_suggested_assignment_is_chosen_and_kept_once_out_of_use(
    client: Client, portfolio: Portfolio
) -> None:
    competency = portfolio.set_edition.competencies.get(number=1)
    one = SuggestedAssignment.objects.create(competency=competency, number=1, text="Write a guide")
    two = SuggestedAssignment.objects.create(competency=competency, number=2, text="Keep a diary")
    client.post(f"{SET}1/", typed(way=one.ref))
    SuggestedAssignment.objects.update(in_use=False)
    page = said(client.get(f"{SET}1/"))
    assert "Write a guide" in page
    assert "no longer suggested" in page
    assert "Keep a diary" not in page
    answer = client.post(f"{SET}1/save/", typed(way=two.ref, version="1"))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert "not suggested any more" in answer.json()["detail"]


def test_the_second_tab_sees_both_texts_and_saving_again_is_a_decision(
    client: Client, portfolio: Portfolio
) -> None:
    client.post(f"{SET}1/", typed(text="From the newer tab"))
    answer = client.post(f"{SET}1/", typed(text="From the older tab"))
    assert answer.status_code == 409
    assert "From the newer tab" in said(answer)
    assert "From the older tab" in said(answer)
    assert portfolio.responses.get().text == "From the newer tab"
    assert 'name="version" value="1"' in answer.content.decode()
    client.post(f"{SET}1/", typed(text="From the older tab", version="1"))
    assert portfolio.responses.get().text == "From the older tab"


def test_saving_while_typing_answers_what_the_page_needs(client: Client, portfolio: Portfolio) -> None:
    first = client.post(f"{SET}1/save/", typed())
    assert first.json()["version"] == 1
    assert "primary evidence" in first.json()["still"]
    stale = client.post(f"{SET}1/save/", typed(text="Else"))
    assert stale.status_code == 409
    assert (stale.json()["version"], stale.json()["theirs"]["text"]) == (1, "What I do")


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"text": "x" * 60_001}, 422),
        ({"text": "x" * 200_000}, 422),
        ({"introduction": "x" * 6_001}, 422),
        ({"way": "forged"}, 422),
        ({"way": "\x00"}, 422),
        ({"text": "a\x00b\ud800c".encode("utf-8", "surrogatepass").decode("utf-8", "ignore")}, 200),
        ({"version": "9" * 400}, 200),
        ({"version": "x"}, 409),
        ({"version": ""}, 409),
        ({"version": "-1"}, 409),
    ],
)
def test_bad_input_gets_a_clear_answer(
    client: Client, portfolio: Portfolio, changes: dict[str, str], status: int
) -> None:
    if status == 409 or "version" in changes:
        client.post(f"{SET}1/save/", typed(text="Before"))
        status = 409
    answer = client.post(f"{SET}1/save/", typed(**changes))
    assert answer.status_code == status
    assert status == 200 or answer.json()["detail"]
    page = client.post(f"{SET}1/", typed(**changes))
    assert page.status_code in {302, status}


def test_a_text_too_long_is_told_with_its_length_and_stays_in_the_form(
    client: Client, portfolio: Portfolio
) -> None:
    answer = client.post(f"{SET}1/", typed(text="long " * 15_000))
    assert answer.status_code == 422
    assert "74,999 characters long; at most 60,000" in said(answer)
    assert answer.content.decode().count("long ") > 14_000


@pytest.mark.parametrize("path", ["0/", "10/", "99999999999999999999/", "1/save/x/", "..%2f/", "-1/"])
def test_a_forged_address_is_not_found(client: Client, portfolio: Portfolio, path: str) -> None:
    assert client.get(f"{SET}{path}").status_code == 404


def test_nobody_elses_portfolio_is_there(portfolio: Portfolio) -> None:
    making.filled(portfolio)
    stranger = people.signed_in(people.active().person)
    assert stranger.get(SET).status_code == 404
    for path in (
        "1/",
        "statement/",
        "planning/",
        "give-up/",
        f"?of={portfolio.ref}",
        f"1/?of={portfolio.ref}",
    ):
        assert stranger.get(f"{SET}{path}").status_code == 404, path
    for path in ("1/", "1/save/", "statement/save/", "planning/save/", "give-up/"):
        assert stranger.post(f"{SET}{path}", typed()).status_code == 404, path
    portfolio.refresh_from_db()
    assert portfolio.state == "draft"


def test_the_planning_sheet_is_seen_by_nobody_else(client: Client, portfolio: Portfolio) -> None:
    client.post(f"{SET}planning/", {"text": "Ask Ann about the canary", "version": "0"})
    assert "canary" in said(client.get(f"{SET}planning/"))
    office = people.signed_in(people.staff())
    assert "canary" not in said(office.get(f"/desk/candidates/{portfolio.candidacy.ref}/"))
    assert "canary" not in said(client.get(SET))


def test_after_handing_in_everything_is_there_to_read(client: Client, portfolio: Portfolio) -> None:
    making.submitted(portfolio)
    page = client.get(f"{SET}1/")
    assert "My response to 1" in said(page)
    assert "<textarea" not in page.content.decode()
    assert "<textarea" not in client.get(f"{SET}statement/").content.decode()
    assert "<textarea" in client.get(f"{SET}planning/").content.decode()
    answer = client.post(f"{SET}1/save/", typed(version="1"))
    assert (answer.status_code, answer.json()["code"]) == (409, "frozen")
    assert client.get(f"{SET}give-up/").headers["location"] == SET


def test_more_information_opens_the_named_ones(client: Client, portfolio: Portfolio) -> None:
    making.submitted(portfolio)
    Portfolio.objects.update(state="more_info", more_due_on="2026-05-01")
    Decision.objects.create(
        portfolio=portfolio,
        round=1,
        kind="more_info",
        unanimous=True,
        arithmetic={"open": [3]},
        decided_at=NOW,
        released_at=NOW,
    )
    page = said(client.get(SET))
    assert "More is asked for on 1 competency" in page
    assert "1 May 2026" in page
    assert "Go on with competency 3" in page
    assert "<textarea" in client.get(f"{SET}3/").content.decode()
    assert "<textarea" not in client.get(f"{SET}2/").content.decode()
    assert "by 1 May 2026" in said(client.get("/my/"))


def test_giving_up_asks_first(client: Client, portfolio: Portfolio) -> None:
    assert "Give up your portfolio for Technology?" in said(client.get(f"{SET}give-up/"))
    answer = client.post(f"{SET}give-up/", follow=True)
    assert "You gave it up" in said(answer)
    assert "Begin a new portfolio" in said(answer)
    client.post(f"{SET}begin/")
    assert "attempt 1" in said(client.get(LIST))
    earlier = client.get(f"{SET}?of={portfolio.ref}")
    assert "This is an earlier portfolio" in said(earlier)


def test_the_home_says_how_far_it_is(client: Client, portfolio: Portfolio) -> None:
    making.filled(portfolio)
    EvidenceUse.objects.filter(response__competency__number__gt=4).delete()
    home = said(client.get("/my/"))
    assert "Your portfolio: 4 of 9 competencies ready." in home
    assert "Go on writing" in home
    assert "Or write a portfolio: Communication and Teamwork" in home


def test_the_office_agrees_to_another_attempt(client: Client, portfolio: Portfolio) -> None:
    Portfolio.objects.update(state="not_achieved", submitted_at=NOW)
    assert "consent" in said(client.get(f"{SET}begin/"))
    office = people.signed_in(people.staff())
    path = f"/desk/portfolios/{portfolio.ref}/another-attempt/"
    assert "Agree to another attempt" in said(office.get(path))
    assert "may begin" in said(office.post(path, follow=True))
    assert "Begin a new portfolio" in said(client.get(LIST))
    assert "The office agreed to a new portfolio" in said(client.get("/my/"))
    client.post(f"{SET}begin/")
    assert "Attempt 2" in said(client.get(SET))


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", [LIST, SET, f"{SET}1/", "/my/"])
def test_more_writing_asks_no_more_of_the_database(client: Client, portfolio: Portfolio, path: str) -> None:
    client.post(f"{SET}1/", typed())
    few = queries(client, path)
    portfolio.responses.all().delete()
    making.filled(portfolio)
    for number in range(2, 9):
        link = Evidence.objects.create(
            portfolio=portfolio, number=number, url=f"https://a.demo.test/{number}", added_at=NOW
        )
        for response in portfolio.responses.all():
            EvidenceUse.objects.create(evidence=link, response=response, weight="secondary")
    assert queries(client, path) <= few
    assert few <= 40


def test_the_preview_saves_nothing_and_takes_anything(client: Client, portfolio: Portfolio) -> None:
    answer = client.post("/my/portfolios/preview/", {"text": "**x** <script>"})
    assert b"<strong>x</strong> &lt;script&gt;" in answer.content
    assert "appears here" in said(client.post("/my/portfolios/preview/"))
    assert client.post("/my/portfolios/preview/", {"text": "[" * 200_000}).status_code == 200
    assert not portfolio.responses.exists()
    assert json.dumps(list(portfolio.sheets.values())) == "[]"
