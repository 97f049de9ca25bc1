"""The planner's page: it counts what it can read, says what it cannot, and keeps a plan for whoever is signed in."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client

from lsscert.accounts.models import Draft
from lsscert.open_help import HELP_OPEN, OpenHelp, help_open_on
from tests import people
from tests.lsscert.pages.test_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
PAGE = "/ways-to-pay/planner/"
KEEP = "/ways-to-pay/planner/keep/"
PORTFOLIOS = {f"way{number}": "portfolio" for number in range(1, 7)}


def plan(client: Client, **typed: str) -> str:
    return text(client, f"{PAGE}?{urlencode(typed)}")


def your_part(client: Client, **typed: str) -> str:
    return plan(client, **typed).split("Your part ", 1)[1].split()[0]


@pytest.mark.parametrize(
    ("typed", "yours"),
    [
        ({}, "$350.00"),
        ({"member": "on"}, "$325.00"),
        (PORTFOLIOS, "$710.00"),
        (PORTFOLIOS | {"member": "on"}, "$625.00"),
        ({"award": "200"}, "$150.00"),
        ({"award": "$200.00", "employer": "100"}, "$50.00"),
        ({"percent": "50"}, "$175.00"),
        ({"percent": "33.33%"}, "$233.34"),
        ({"seat": "on"}, "$0.00"),
        ({"seat": "on", "way1": "portfolio", "award": "200"}, "$60.00"),
        ({"seat": "on", "way1": "portfolio", "award": "200", "award_for": "anything"}, "$0.00"),
        ({"price1": "120", "price2": "0"}, "$470.00"),
        ({"way1": "portfolio", "price1": "120"}, "$410.00"),
        ({"way1": "done", "price1": "120"}, "$350.00"),
        ({"award": "0", "employer": "0", "percent": "0"}, "$350.00"),
    ],
)
def test_what_is_left(client: Client, typed: dict[str, str], yours: str) -> None:
    assert your_part(client, **typed) == yours


def test_a_course_without_a_price_is_never_nought(client: Client) -> None:
    page = plan(client)
    assert page.count("ask the provider") == 6
    assert "and 6 courses, at their providers' prices" in page
    assert "$0.00" not in page


def test_help_that_finds_nothing_to_pay_is_said(client: Client) -> None:
    page = plan(client, award="200", employer="300")
    assert "Your employer: $150.00 of it finds nothing to pay" in page
    assert "Used first is what may pay only the fee" in page


@pytest.mark.parametrize(
    "bad", ["-1", "1e3", "٣٥٠", "3.005", "1000000000", "NaN", "9" * 500, "1,000,000,000", "\x00"]
)
@pytest.mark.parametrize("field", ["award", "employer", "percent", "saved", "price1"])
def test_what_cannot_be_read_gets_a_sentence_and_the_rest_is_counted(
    client: Client, field: str, bad: str
) -> None:
    page = plan(client, **{field: bad, "way6": "portfolio"})
    assert "One thing needs your attention" in page
    assert "$410.00" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"percent": "100.01"}, "A percentage is at most 100"),
        ({"employer": "10", "percent": "10"}, "not both"),
        ({"instalments": "8"}, "A whole number from 1 to 7"),
        ({"instalments": "0"}, "A whole number from 1 to 7"),
        ({"set4": "access-services", "set5": "access-services"}, "You chose this set twice"),
        ({"set4": "nonsense"}, "Choose one from the list."),
        ({"award_for": "nonsense"}, "Choose one from the list."),
        ({"way1": "nonsense"}, "Choose one from the list."),
    ],
)
def test_each_fault_has_its_own_sentence(client: Client, typed: dict[str, str], words: str) -> None:
    assert words in plan(client, **typed)


def test_when_dollars_and_a_percentage_are_given_the_dollars_count(client: Client) -> None:
    assert your_part(client, employer="10", percent="100") == "$340.00"


def test_instalments_and_savings(client: Client) -> None:
    page = plan(client, instalments="3", saved="50", way1="portfolio")
    assert "$116.66, $116.66, $116.68" in page
    assert "you have it in 7 months" in page
    assert "comes together in 9 months" in page


def test_instalments_are_no_smaller_than_the_policy_allows(client: Client) -> None:
    page = plan(client, award="150", instalments="7")
    assert "In 4 instalments: $50.00, $50.00, $50.00, $50.00." in page
    assert "An instalment is at least $50.00, so this makes at most 4." in page
    assert "Write to the office" not in page
    assert "cannot be divided" in plan(client, award="260", instalments="2")
    assert "An instalment is at least" not in plan(client, instalments="7")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            {"saved": "50"},
            "Putting aside $50.00 a month may take longer: an instalment plan holds your place",
        ),
        ({"saved": "49.99"}, "and is not enough for an instalment plan: write to the office"),
        ({"saved": "350"}, "An instalment plan holds it for longer"),
        ({"award": "300", "saved": "5"}, "and is not enough for an instalment plan"),
        ({"award": "300"}, "If yours needs longer, write to the office"),
    ],
)
def test_saving_for_longer_than_a_place_waits_is_said(
    client: Client, typed: dict[str, str], words: str
) -> None:
    assert words in plan(client, **typed)


def in_order(page: str, *words: str) -> bool:
    places = [page.index(each) for each in words]
    return places == sorted(places)


def test_what_to_do_comes_in_the_order_it_must_be_done(client: Client) -> None:
    page = plan(client, award="100", employer="50", instalments="2", way1="done", way2="portfolio")
    assert in_order(
        page,
        "See whether your earlier course counts",
        "Ask your employer for a purchase order",
        "Ask the providers what the 4 courses cost",
        "Apply.",
        "When the award is decided",
        "in 2 instalments from $100.00",
        "Take the courses",
        "Begin a portfolio on your own page",
        "Hand it in, and pay its review: $60.00 for each portfolio",
    )


def test_the_review_of_a_portfolio_is_cheaper_for_members(client: Client) -> None:
    assert "pay its review: $50.00 for each" in plan(client, way1="portfolio", member="on")


def test_nobody_is_told_to_ask_an_employer_who_does_not_help(client: Client) -> None:
    page = plan(client, seat="on")
    assert "Ask your employer for a purchase order" not in page
    assert "Pay your part of the fee" not in page
    assert "Have the code of your seat at hand" in page


@pytest.fixture
def open_round():
    help_ = OpenHelp(
        "ssd-spring", "SSD spring round", Decimal("200.00"), date(2999, 4, 30), "/scholarships/x/"
    )
    over = OpenHelp("over", "Long over", Decimal("200.00"), date(2001, 1, 1), "/scholarships/y/")
    rounds = HELP_OPEN.add(lambda day: [over, help_])
    yield help_
    HELP_OPEN._entries = [pair for pair in HELP_OPEN._entries if pair[1] is not rounds]


def test_an_open_round_can_be_ticked_and_leads_the_steps(client: Client, open_round: OpenHelp) -> None:
    assert help_open_on(date(2026, 3, 2)) == [open_round]
    page = plan(client, open="ssd-spring", award="50")
    assert "You $100.00" in page
    assert in_order(page, "Apply for SSD spring round by 30 April 2999", "Apply. ")
    assert "Long over" not in page
    assert "SSD spring round" in text(client, "/ways-to-pay/")


def test_without_an_open_round_it_says_so(client: Client) -> None:
    assert "None is open on this site today" in text(client, "/ways-to-pay/")
    assert "Scholarships open now" not in plan(client)


def test_a_plan_is_kept_and_shown_on_return() -> None:
    someone = people.person()
    client = people.signed_in(someone)
    answer = client.post(KEEP, {"award": "200", "way1": "portfolio", "version": "0", "evil": "x"})
    assert answer["Location"].startswith(f"{PAGE}?")
    kept = Draft.objects.get(person=someone, form="funding-plan")
    assert kept.data == {"award": ["200"], "way1": ["portfolio"]}
    page = text(client, PAGE)
    assert "This is the plan you kept" in page
    assert "You $210.00" in page
    assert "You $350.00" in text(client, f"{PAGE}?award=")  # another address is another plan


def test_an_older_tab_is_told_and_nothing_is_overwritten() -> None:
    someone = people.person()
    client = people.signed_in(someone)
    client.post(KEEP, {"award": "200", "version": "0"})
    answer = client.post(KEEP, {"award": "10", "version": "0"}, follow=True)
    assert "a newer plan in another tab" in answer.content.decode()
    assert 'value="10"' in answer.content.decode()
    assert Draft.objects.get(person=someone).data == {"award": ["200"]}
    client.post(KEEP, {"award": "10", "version": "1"})
    assert Draft.objects.get(person=someone).data == {"award": ["10"]}


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 50])
def test_a_version_that_is_none_is_an_old_one(version: str) -> None:
    client = people.signed_in(people.person())
    client.post(KEEP, {"award": "200", "version": "0"})
    client.post(KEEP, {"award": "10", "version": version})
    assert Draft.objects.get().data == {"award": ["200"]}


def test_whoever_is_not_signed_in_plans_without_a_trace(client: Client) -> None:
    assert "Keep this plan" not in plan(client, award="200")
    assert client.post(KEEP, {"award": "200", "version": "0"}).status_code == 302
    assert not Draft.objects.exists()


def test_signing_in_on_the_way_leads_back_to_the_plan(client: Client) -> None:
    page = client.get(PAGE, {"award": "200", "way1": "portfolio"}).content.decode()
    assert 'href="/accounts/login/?next=%2Fways-to-pay%2Fplanner%2F%3Faward%3D200%26way1%3Dportfolio"' in page
    assert people.signed_in(people.person()).get(KEEP)["Location"] == PAGE


def test_bad_words_are_shown_as_words() -> None:
    client = people.signed_in(people.person())
    page = client.get(PAGE, {"award": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_the_form_is_live_and_works_without_scripts(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    for words in ('method="get"', f'hx-get="{PAGE}"', 'hx-select-oob="#plan-now,#plan-steps"'):
        assert words in page
    for part in ("plan-result", "plan-now", "plan-steps"):
        assert page.count(f'id="{part}"') == 1
