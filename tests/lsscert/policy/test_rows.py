"""Dated figures: which one is in force, that none in force ever changes, and what is no figure at all."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, InternalError, connection, transaction

from lsscert import clock
from lsscert.policy import overview, services
from lsscert.policy.keys import KEYS
from lsscert.policy.models import PolicyRow
from lsscert.refused import Refused
from tests import people

pytestmark = pytest.mark.django_db
PRICE = "price.enrolment"
# Of the real clock, because the database looks at its own.
TODAY = clock.today()
TOMORROW = TODAY + timedelta(days=1)


def row(start: date, value: str, key: str = PRICE) -> PolicyRow:
    return PolicyRow.objects.create(key=key, value=value, effective_from=start)


@pytest.fixture
def three_prices() -> None:
    row(date(2010, 1, 1), "300.00")
    row(date(2020, 7, 1), "350.00")
    row(date(2030, 1, 1), "400.00")


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(1999, 12, 31), 300),  # before the record begins: what it begins with
        (date(2009, 12, 31), 300),
        (date(2010, 1, 1), 300),
        (date(2020, 6, 30), 300),
        (date(2020, 7, 1), 350),
        (date(2029, 12, 31), 350),
        (date(2030, 1, 1), 400),
        (date(2999, 1, 1), 400),
    ],
)
@pytest.mark.usefixtures("three_prices")
def test_the_row_of_the_day_is_in_force(day: date, value: int):
    assert services.at(PRICE, day) == Decimal(value)


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2020, 6, 30), date(2020, 7, 1), date(2999, 1, 1)])
def test_many_figures_in_one_query_are_the_same_as_one_by_one(day: date):
    call_command("load_policy", verbosity=0)
    for start, value in ((2020, "360.00"), (2030, "400.00")):
        row(date(start, 7, 1), value)
    assert overview.values_on(KEYS, day) == {key: services.at(key, day) for key in KEYS}


def test_many_figures_of_which_one_is_missing_say_so():
    row(date(2010, 1, 1), "300.00")
    with pytest.raises(LookupError, match=r"price\.renewal"):
        overview.values_on([PRICE, "price.renewal"], TODAY)


def test_a_key_without_any_row_says_what_to_do():
    with pytest.raises(LookupError, match="run load_policy"):
        services.at(PRICE, date(2026, 1, 1))


CHANGES = [
    "UPDATE policy_policyrow SET value = '1.00'",
    "UPDATE policy_policyrow SET effective_from = '2040-01-01'",
    "UPDATE policy_policyrow SET note = 'never mind'",
    "DELETE FROM policy_policyrow",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_a_row_in_force_resists_even_plain_sql(sql: str):
    row(clock.today(), "350.00")
    with pytest.raises((InternalError, IntegrityError), match="in force never changes"), transaction.atomic():
        connection.cursor().execute(sql)
    assert PolicyRow.objects.get().value == "350.00"


@pytest.mark.parametrize("sql", CHANGES)
def test_a_row_to_come_may_still_change(sql: str):
    row(clock.today() + timedelta(days=1), "350.00")
    connection.cursor().execute(sql)
    assert not PolicyRow.objects.filter(value="350.00", note="", effective_from__lt="2040-01-01").exists()


def set_price(value: str = "375.00", **changes: Any) -> PolicyRow:
    facts: dict[str, Any] = {
        "key": PRICE,
        "effective_from": TOMORROW,
        "note": "Board, spring meeting.",
        "today": TODAY,
    }
    return services.add_row(value=value, by=people.staff(), **facts | changes)


def test_a_new_figure_starts_tomorrow_at_the_earliest():
    assert set_price().effective_from == TOMORROW
    for day in (TODAY, date(2020, 1, 1)):
        with pytest.raises(Refused) as no:
            set_price(effective_from=day)
        assert no.value.code == "policy_in_past"


def test_two_figures_cannot_start_on_one_day():
    set_price()
    with pytest.raises(Refused) as no:
        set_price("380.00")
    assert no.value.code == "policy_day_taken"
    assert [each.value for each in PolicyRow.objects.all()] == ["375.00"]


NO_PRICE = [
    "",
    "abc",
    "-1",
    "-0.01",
    "350.001",
    "1e3",
    "3.5E2",
    "٣٥٠",
    "３５０",
    "NaN",
    "sNaN",
    "Infinity",
    "-inf",
]
NO_PRICE += ["350,00", "$350", "100000.01", "9" * 400, "1_000", "+350", " 350"]
NO_COUNT = ["", "-1", "6.5", "1e2", "٦٠", "²", "1234567", "sixty"]


@pytest.mark.parametrize(
    ("key", "value"),
    [(PRICE, value) for value in NO_PRICE] + [("candidacy.settle_days", value) for value in NO_COUNT],
)
def test_what_is_no_figure_is_refused_with_a_sentence(key: str, value: str):
    with pytest.raises(Refused) as no:
        set_price(value, key=key)
    assert no.value.code == "policy_value"
    assert len(str(no.value)) > 15
    assert not PolicyRow.objects.exists()


def test_a_figure_to_come_can_be_taken_back_and_one_in_force_cannot():
    coming = set_price()
    services.take_back(row=coming, today=TODAY, by=people.staff())
    assert not PolicyRow.objects.exists()
    begun = set_price()
    with pytest.raises(Refused) as no:
        services.take_back(row=begun, today=TOMORROW, by=people.staff())
    assert no.value.code == "policy_in_force"
    assert PolicyRow.objects.exists()


def test_the_first_rows_hold_every_figure_and_load_once():
    for _ in range(2):
        call_command("load_policy", verbosity=0)
    assert sorted(PolicyRow.objects.values_list("key", flat=True)) == sorted(KEYS)
    for key in KEYS:
        services.at(key, date(2026, 3, 2))


def test_loading_again_does_not_touch_what_staff_changed():
    call_command("load_policy", verbosity=0)
    set_price()
    call_command("load_policy", verbosity=0)
    assert PolicyRow.objects.filter(key=PRICE).count() == 2
