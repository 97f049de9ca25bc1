"""The public pages: prices from the dated policy, honest totals, doors that open, answers without holes."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lsscert import clock
from lsscert.pages import answers
from lsscert.pages.figures import figures
from lsscert.policy.models import PolicyRow
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
PUBLIC = ["/", "/cost/", "/questions/", "/contact/", "/contact/sent/", "/privacy/"]


def text(client: Client, address: str) -> str:
    """What is read, in one line."""
    page = client.get(address).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>")[0]).split())


def change(key: str, value: str, in_days: int) -> None:
    start = clock.today() + timedelta(days=in_days)
    PolicyRow.objects.create(key=key, value=value, effective_from=start)


def test_the_first_page_says_what_it_costs_by_either_route(client: Client):
    page = text(client, "/")
    assert "Enrolment is $350.00" in page
    assert "$325.00, for members of ALA" in page or "$325.00 for members of ALA" in page
    assert "would pay $710.00 in all" in page
    assert "their prices are set by the colleges" in page


def test_its_doors_lead_to_the_three_questions_people_come_with(client: Client):
    page = client.get("/").content.decode()
    for name in ("does_it_count", "account_signup", "verify", "sets", "cost"):
        assert f'href="{reverse(name)}"' in page


def test_who_is_signed_in_is_led_to_their_own_page(client: Client):
    page = people.signed_in(people.person()).get("/").content.decode()
    assert f'href="{reverse("home_for_me")}"' in page
    assert f'href="{reverse("my_application")}"' in page


def test_the_totals_are_six_portfolios_and_the_enrolment():
    found = figures(clock.today())
    assert found["sets"] == 6
    assert found["prices"].by_portfolios == Decimal(710)
    assert found["prices"].by_portfolios_member == Decimal(625)


def test_a_new_price_is_announced_before_it_begins_and_then_shown(client: Client, settings):
    change("price.enrolment", "375.00", 10)
    before = text(client, "/cost/")
    assert "Prices are going to change" in before
    assert "Enrolment: $375.00." in before
    assert "Enrolment is $350.00" in before
    settings.FAKE_NOW = clock.now() + timedelta(days=10)
    after = text(client, "/cost/")
    assert "Enrolment is $375.00" in after
    assert "$735.00" in after
    assert "Prices are going to change" not in after


def test_nothing_is_announced_when_nothing_changes(client: Client):
    change("office.email", "office@programme.test", 10)
    assert "Prices are going to change" not in text(client, "/cost/")


@pytest.mark.parametrize(
    ("gateway", "words"), [("sandbox", "By card, or by cheque"), ("none", "Cards are not taken yet")]
)
def test_cards_are_promised_only_where_they_are_taken(client: Client, settings, gateway: str, words: str):
    settings.CARD_GATEWAY = gateway
    assert words in text(client, "/cost/")


def test_course_prices_are_never_nought(client: Client):
    page = text(client, "/cost/")
    assert "ask the provider" in page
    assert "$0.00" not in page


QUESTIONS = [question for _group, questions in answers.GROUPS for question in questions]


def test_every_question_has_an_anchor_of_its_own_and_a_link_to_it(client: Client):
    page = client.get("/questions/").content.decode()
    slugs = [question.slug for question in QUESTIONS]
    assert len(set(slugs)) == len(slugs)
    for slug in slugs:
        assert page.count(f'id="{slug}"') == 1
        assert page.count(f'href="#{slug}"') == 1


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.slug)
def test_an_answer_is_whole_and_its_link_leads_somewhere(question: answers.Question):
    groups = answers.answered(figures(clock.today()))
    answered = next(each for _group, found in groups for each in found if each.slug == question.slug)
    assert "%" not in answered.answer
    assert "None" not in answered.answer
    assert len(answered.answer) > 15
    if question.link:
        assert reverse(question.link[1]).startswith("/")


@pytest.mark.parametrize(
    ("slug", "figures_named"),
    [
        ("eligible", ["1,820 hours", "5 years"]),
        ("past-course", ["2 years"]),
        ("time", ["4 years"]),
        ("price", ["$350.00", "$325.00"]),
        ("refund", ["30 days"]),
        ("sets", ["6 sets", "choose 3"]),
        ("valid", ["4 years", "12 months", "2 months", "$75.00"]),
    ],
)
def test_answers_name_the_figures_of_the_policy(slug: str, figures_named: list[str]):
    said = {
        each.slug: each.answer for _g, group in answers.answered(figures(clock.today())) for each in group
    }
    assert [each for each in figures_named if each not in said[slug]] == []


def test_a_changed_figure_changes_its_answers(client: Client, settings):
    change("eligibility.hours", "2000", 1)
    settings.FAKE_NOW = clock.now() + timedelta(days=1)
    assert "2,000 hours" in text(client, "/questions/")
    assert "2,000 hours" in text(client, "/")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_are_for_everybody_and_speak_of_nobody(client: Client, address: str):
    assert client.get(address).status_code == 200
    assert client.post("/cost/").status_code == 405


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_has_one_heading_and_the_footer_leads_on(client: Client, address: str):
    page = client.get(address).content.decode()
    assert page.count("<h1") == 1
    for name in ("questions", "contact", "privacy"):
        assert f'href="{reverse(name)}"' in page.split("<footer")[1]


def test_public_pages_ask_little_of_the_database(client: Client):
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 6


def test_search_engines_may_read_what_is_public(client: Client, settings):
    rules = client.get("/robots.txt").content.decode()
    assert client.get("/robots.txt")["Content-Type"].startswith("text/plain")
    assert "Disallow: /my/" in rules
    assert "Disallow: /\n" not in rules
    settings.DEMO = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


def test_the_old_address_of_the_icon_leads_to_it(client: Client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (301, "/static/lsscert/svg/card.svg")
