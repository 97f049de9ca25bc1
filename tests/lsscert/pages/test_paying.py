"""Ways to pay and the accounts office: every fact of the vendor from the policy, and no hole where one is missing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lsscert import clock
from lsscert.pages.figures import figures
from lsscert.pages.prices import ways
from lsscert.pages.vendor import ASKED_FOR, vendor_facts
from lsscert.policy.models import PolicyRow
from tests.lsscert.pages.test_pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
WAYS, OFFICE = "/ways-to-pay/", "/ways-to-pay/accounts-office/"


def on_record(key: str, value: str) -> None:
    PolicyRow.objects.create(key=key, value=value, effective_from=clock.today() - timedelta(days=1))


def test_what_is_not_on_record_is_asked_of_the_office(client: Client):
    page = client.get(OFFICE).content.decode()
    assert page.count("not on record here") == len(ASKED_FOR)
    assert page.count(f'href="/contact/?page={OFFICE}"') >= len(ASKED_FOR)
    assert "None" not in text(client, OFFICE)


@pytest.mark.parametrize("key", [key for key in ASKED_FOR if key != "office.payment_terms_days"])
def test_what_is_on_record_is_shown_from_its_day(client: Client, key: str):
    on_record(key, "A fact of 2026")
    assert "A fact of 2026" in text(client, OFFICE)


@pytest.mark.parametrize(
    ("days", "words"), [("1", "1 day after"), ("30", "30 days after"), ("0", "0 days after")]
)
def test_terms_are_said_in_words(client: Client, days: str, words: str):
    on_record("office.payment_terms_days", days)
    assert words in text(client, OFFICE)
    assert words in text(client, WAYS)


def test_the_general_address_serves_where_there_is_no_special_one(client: Client):
    on_record("office.email", "office@programme.test")
    facts = vendor_facts(clock.today())
    assert facts["purchase_order_address"].value == facts["accounts_contact"].value == "office@programme.test"
    on_record("office.purchase_order_address", "orders@programme.test")
    assert vendor_facts(clock.today())["purchase_order_address"].value == "orders@programme.test"
    assert 'href="mailto:orders@programme.test"' in client.get(WAYS).content.decode()


def test_a_tax_form_with_an_address_is_a_link(client: Client):
    on_record("office.tax_form", "https://programme.test/w9.pdf")
    assert 'href="https://programme.test/w9.pdf"' in client.get(OFFICE).content.decode()


def test_instalments_are_offered_as_the_policy_allows(client: Client):
    on_record("instalments.least_amount", "75.00")
    assert "7 equal monthly parts of at least $75.00" in text(client, WAYS)


def test_an_order_asks_for_no_address_of_the_candidate(client: Client):
    for page in (text(client, WAYS), text(client, OFFICE)):
        assert "the name of the candidate and the number of the invoice" in page
        assert "e-mail address of the candidate" not in page


def test_the_accounts_office_has_no_application_of_its_own(client: Client):
    assert "put beside the candidate's application" in text(client, OFFICE)
    assert "put beside your application" in text(client, WAYS)


@pytest.mark.parametrize("portfolios", range(7))
def test_every_way_leads_to_the_planner_filled_in(client: Client, portfolios: int):
    way = ways(figures(clock.today())["prices"], sets=6)[portfolios]
    address = f"/ways-to-pay/planner/?{way.in_planner}"
    assert f'href="{address.replace("&", "&amp;")}"' in client.get("/cost/").content.decode()
    assert f"You ${way.total}" in text(client, address)


def test_the_order_goes_its_way_in_order(client: Client):
    for page in (text(client, WAYS), text(client, OFFICE)):
        places = [page.index(word) for word in ("Received", "Accepted", "Invoiced", "Paid")]
        assert places == sorted(places)


def test_every_way_is_priced_from_all_courses_to_all_portfolios():
    found = ways(figures(clock.today())["prices"], sets=6)
    assert [way.total for way in found] == [350, 410, 470, 530, 590, 650, 710]
    assert [way.total_member for way in found] == [325, 375, 425, 475, 525, 575, 625]
    assert [way.courses for way in found] == [6, 5, 4, 3, 2, 1, 0]
    assert [way.bar[-1].kind for way in found] == ["unknown"] * 6 + ["portfolio"]


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("/", ["planner", "cost", "ways_to_pay"]),
        ("/cost/", ["planner", "ways_to_pay", "accounts_office", "quote"]),
        ("/questions/", ["planner", "ways_to_pay", "accounts_office"]),
        (WAYS, ["planner", "quote", "accounts_office", "cost"]),
    ],
)
def test_the_pages_about_money_lead_to_each_other(client: Client, page: str, names: list[str]):
    shown = client.get(page).content.decode()
    assert [name for name in names if f'href="{reverse(name)}"' not in shown] == []


@pytest.mark.parametrize("page", [WAYS, OFFICE, "/ways-to-pay/planner/", "/ways-to-pay/quote/"])
def test_they_ask_little_of_the_database(client: Client, page: str):
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    assert len(queries) <= 6
