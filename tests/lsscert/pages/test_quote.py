"""A quote: its sum, until when it holds, and that its page keeps nothing and cannot be made to break."""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.test import Client

from lsscert import clock
from lsscert.pages.prices import Prices
from lsscert.pages.quote import Quote, Wish, quote, valid_until
from lsscert.policy.models import PolicyRow
from tests.lsscert.pages.test_pages import text

PRICES = Prices(Decimal(350), Decimal(325), Decimal(60), Decimal(50), Decimal(75), Decimal(710), Decimal(625))
DAY = date(2026, 3, 2)
SHEET = "/ways-to-pay/quote/sheet/"


def of(enrolments: int, members: int = 0, portfolios: int = 0) -> Quote:
    wish = Wish("Cedar Valley Library", "", "", enrolments, members, portfolios)
    return quote(wish, PRICES, made_on=DAY, valid_days=60, next_change=None, sets=6)


@pytest.mark.parametrize(
    ("enrolments", "members", "portfolios", "total"),
    [
        (1, 0, 0, 350),
        (1, 1, 0, 325),
        (1, 0, 6, 710),
        (1, 1, 6, 625),
        (3, 1, 2, 1365),  # 2×350 + 325 + 4×60 + 2×50
        (200, 0, 6, 142_000),
        (200, 200, 0, 65_000),
    ],
)
def test_the_sum(enrolments: int, members: int, portfolios: int, total: int) -> None:
    made = of(enrolments, members, portfolios)
    assert made.total == Decimal(total)
    assert all(line.quantity for line in made.lines)
    assert made.courses_each == 6 - portfolios


@pytest.mark.parametrize(
    ("change", "last"),
    [
        (None, date(2026, 5, 1)),
        (date(2026, 7, 1), date(2026, 5, 1)),
        (date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 3, 3), DAY),
    ],
)
def test_it_holds_for_so_many_days_but_not_into_another_price(change: date | None, last: date) -> None:
    assert valid_until(DAY, 60, change) == last


@pytest.fixture
def typed() -> dict[str, str]:
    return {"organisation": "Cedar Valley Library", "enrolments": "2"}


pages = pytest.mark.usefixtures("real_standard")


@pages
@pytest.mark.django_db
def test_it_is_dated_by_its_address(client: Client, typed: dict[str, str], settings) -> None:
    address = client.get(SHEET, typed)["Location"]
    assert f"on={clock.today().isoformat()}" in address
    sheet = text(client, address)
    assert "$700.00" in sheet
    assert "quote and not an invoice" in sheet
    assert "has run out" not in sheet
    made = clock.now()
    settings.FAKE_NOW = made + timedelta(days=60)
    assert "has run out" not in text(client, address)
    settings.FAKE_NOW = made + timedelta(days=61)
    later = text(client, address)
    assert "has run out" in later
    assert "$700.00" in later


@pages
@pytest.mark.django_db
def test_a_quote_of_yesterday_keeps_the_price_of_yesterday_and_says_it_is_over(
    client: Client, typed: dict[str, str], settings
) -> None:
    PolicyRow.objects.create(
        key="price.enrolment", value="375.00", effective_from=clock.today() + timedelta(days=1)
    )
    address = client.get(SHEET, typed)["Location"]
    settings.FAKE_NOW = clock.now() + timedelta(days=1)
    sheet = text(client, address)
    assert "$700.00" in sheet
    assert "has run out" in sheet


@pages
@pytest.mark.django_db
@pytest.mark.parametrize("on", ["2999-01-01", "yesterday", "", "2026-02-30", "\x00"])
def test_nobody_dates_a_quote_into_the_future(client: Client, typed: dict[str, str], on: str) -> None:
    PolicyRow.objects.create(
        key="price.enrolment", value="1.00", effective_from=clock.today() + timedelta(days=30)
    )
    address = client.get(SHEET, typed | {"on": on})["Location"]
    assert address == f"{SHEET}?{urlencode(typed)}&on={clock.today().isoformat()}"
    assert "$700.00" in text(client, address)


@pages
@pytest.mark.django_db
@pytest.mark.parametrize("on", ["1999-01-01", "0001-01-01"])
def test_a_very_old_quote_has_run_out(client: Client, typed: dict[str, str], on: str) -> None:
    assert "has run out" in text(client, f"{SHEET}?{urlencode(typed | {'on': on})}")


@pages
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"organisation": ""}, "Please fill this in"),
        ({"organisation": "x" * 500}, "at most 120 characters"),
        *[
            ({"enrolments": bad}, "A whole number from 1 to 200")
            for bad in ("0", "201", "-1", "1e3", "٣", "²", "2.5", "1_0", "9" * 400)
        ],
        ({"enrolments": ""}, "Please fill this in"),
        ({"members": "3"}, "cannot be more than there are people"),
        ({"portfolios": "7"}, "A whole number from 0 to 6"),
        ({"address": "x" * 400}, "at most 300 characters"),
    ],
)
def test_a_faulty_wish_comes_back_to_the_form_with_a_sentence(
    client: Client, typed: dict[str, str], changes: dict[str, str], words: str
) -> None:
    answer = client.get(SHEET, typed | changes, follow=True)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pages
@pytest.mark.django_db
def test_what_was_typed_is_shown_as_text_and_kept_from_search_engines(client: Client) -> None:
    typed = {
        "organisation": "<script>alert(1)</script>",
        "enrolments": "1",
        "address": "1 Main St\n\n\nOregon",
    }
    answer = client.get(SHEET, typed, follow=True)
    assert "<script>alert" not in answer.content.decode()
    assert "1 Main St\nOregon" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
