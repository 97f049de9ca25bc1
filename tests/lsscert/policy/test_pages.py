"""The policy at the desk: the table, one figure's history, a new figure, and taking one back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lsscert import clock
from lsscert.policy import overview, services
from lsscert.policy.keys import KEYS
from lsscert.policy.models import PolicyRow
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_policy")]
PRICE = "price.enrolment"
PAGE = f"/desk/policy/{PRICE}/"
DAYS = "candidacy.settle_days"
DAYS_PAGE = f"/desk/policy/{DAYS}/"


@pytest.fixture
def desk() -> Client:
    return people.signed_in(people.staff("Grace Office"))


def in_days(count: int) -> str:
    return (clock.today() + timedelta(days=count)).isoformat()


def typed(**changes: str) -> dict[str, str]:
    return {"value": "375.00", "effective_from": in_days(10), "note": "Board, spring meeting."} | changes


def test_the_table_shows_every_figure_in_words(desk: Client):
    page = desk.get("/desk/policy/").content.decode()
    for key in KEYS:
        assert f'href="/desk/policy/{key}/"' in page
    for words in ("$350.00", "1,820 hours", "not supplied yet", "On record."):
        assert words in page


def test_the_table_takes_the_same_queries_however_many_rows(desk: Client):
    asked = []
    for count in (1, 3):
        for _ in range(count):
            PolicyRow.objects.create(
                key=PRICE,
                value="1.00",
                effective_from=clock.today() + timedelta(days=PolicyRow.objects.count()),
                set_by=people.staff(),
            )
        with CaptureQueriesContext(connection) as queries:
            desk.get("/desk/policy/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_new_figure_is_announced_and_todays_stays(desk: Client):
    assert desk.post(DAYS_PAGE, typed(value="45"))["Location"] == DAYS_PAGE
    row = PolicyRow.objects.get(value="45")
    assert (row.note, row.set_by.name) == ("Board, spring meeting.", "Grace Office")
    assert services.at(DAYS, clock.today()) == 60
    assert services.at(DAYS, row.effective_from) == 45
    assert "45 days" in desk.get("/desk/policy/").content.decode()


def test_a_figure_to_come_is_taken_back(desk: Client):
    desk.post(DAYS_PAGE, typed(value="45"))
    row = PolicyRow.objects.get(value="45")
    assert f"/desk/policy/take-back/{row.ref}/" in desk.get(DAYS_PAGE).content.decode()
    desk.post(f"/desk/policy/take-back/{row.ref}/")
    assert not PolicyRow.objects.filter(pk=row.pk).exists()


def test_a_figure_in_force_offers_no_taking_back_and_refuses_it(desk: Client):
    row = PolicyRow.objects.get(key=PRICE)
    assert "take-back" not in desk.get(PAGE).content.decode()
    answer = desk.post(f"/desk/policy/take-back/{row.ref}/", follow=True).content.decode()
    assert "stays on record" in answer
    assert PolicyRow.objects.filter(pk=row.pk).exists()


def test_the_history_keeps_every_figure(desk: Client):
    for start, value in ((-400, "360.00"), (-30, "370.00")):
        PolicyRow.objects.create(
            key=PRICE, value=value, effective_from=clock.today() + timedelta(days=start), note=f"Why {value}."
        )
    page = desk.get(PAGE).content.decode()
    assert page.index("Why 370.00.") < page.index("Why 360.00.") < page.index("On record.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": ""}, "This field is required"),
        *[
            ({"value": value}, "such as 350.00")
            for value in ("1e3", "٣٥٠", "NaN", "1_000", "+350", "350,00", "9" * 400, "3 50", "350.")
        ],
        *[
            ({"value": value}, "at most two decimals")
            for value in ("-5", "350.001", "350.000000001", "999999999999")
        ],
        ({"value": "100001"}, "at most $100,000"),
        ({"value": "375\x00"}, "Null characters are not allowed"),
        ({"effective_from": in_days(0)}, "tomorrow at the earliest"),
        ({"effective_from": "2020-01-01"}, "tomorrow at the earliest"),
        ({"effective_from": "30/30/2030"}, "Enter a valid date"),
        ({"effective_from": ""}, "This field is required"),
        ({"note": "  \n "}, "This field is required"),
        ({"note": "x" * 10_000}, "at most 1000 characters"),
    ],
)
def test_a_faulty_form_says_what_to_do_and_adds_nothing(desk: Client, changes: dict[str, str], words: str):
    before = PolicyRow.objects.count()
    answer = desk.post(PAGE, typed(**changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert PolicyRow.objects.count() == before
    if "note" not in changes:
        assert "Board, spring meeting." in answer.content.decode()


@pytest.mark.parametrize("value", ["six", "-1", "6.5", "٦٠", "1" * 30])
def test_a_number_of_days_is_a_whole_number(desk: Client, value: str):
    answer = desk.post("/desk/policy/candidacy.settle_days/", typed(value=value))
    assert "A whole number, such as 60." in answer.content.decode()


def test_a_second_figure_for_one_day_is_refused_at_the_date(desk: Client):
    desk.post(DAYS_PAGE, typed(value="45"))
    answer = desk.post(DAYS_PAGE, typed(value="50"))
    assert "Another figure already starts on that day" in answer.content.decode()
    assert 'id="id_effective_from_error"' in answer.content.decode()


@pytest.mark.parametrize(
    ("value", "good"), [("office@programme.test", True), ("", True), ("no address", False), ("a@b", False)]
)
def test_the_offices_address_must_be_one_or_nothing(desk: Client, value: str, good: bool):
    answer = desk.post("/desk/policy/office.email/", typed(value=value))
    assert answer.status_code == (302 if good else 422)


def test_lines_of_a_postal_address_stay_lines(desk: Client):
    desk.post("/desk/policy/office.postal_address/", typed(value="ALA-APA\r\n225 N Michigan Ave\r\nChicago"))
    row = PolicyRow.objects.exclude(value="").get(key="office.postal_address")
    assert row.value.splitlines() == ["ALA-APA", "225 N Michigan Ave", "Chicago"]


@pytest.mark.parametrize("key", ["nonsense", "price.enrolment%00", "..", "price.enrolment "])
def test_a_key_that_is_none_is_not_found(desk: Client, key: str):
    assert desk.get(f"/desk/policy/{key}/").status_code == 404


def test_the_policy_is_for_staff_only():
    client = people.signed_in(people.person())
    before = PolicyRow.objects.count()
    assert client.get("/desk/policy/").status_code == 404
    assert client.post(PAGE, typed()).status_code == 404
    assert PolicyRow.objects.count() == before


def test_every_key_is_in_one_group_of_the_table():
    groups = overview.grouped(overview.figures(clock.today()))
    shown = [figure.name for _group, figures in groups for figure in figures]
    assert sorted(shown) == sorted(KEYS)
    assert len({str(group) for group, _figures in groups}) == len(groups)
