"""The quote as a PDF says what the page says."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.pdfs import assert_tagged, says, text_in
from tests.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_standard")]
ASKED = "organisation=Cedar+Valley+Library&attention=Accounts&enrolments=3&members=1&portfolios=2"


@pytest.fixture(autouse=True)
def on_that_day(settings: Settings) -> None:
    settings.FAKE_NOW = NOW


def test_the_button_on_the_page_brings_the_same_quote_as_a_paper():
    page = Client().get(f"/ways-to-pay/quote/sheet/?{ASKED}&on=2026-03-02").content.decode()
    assert "/ways-to-pay/quote/sheet.pdf?" in page
    answer = Client().get(f"/ways-to-pay/quote/sheet.pdf?{ASKED}&on=2026-03-02")
    assert answer["X-Robots-Tag"] == "noindex"
    text = text_in(answer.content)
    assert_tagged(answer.content, title="Q-20260302-")
    # 2 × 350 + 325 + 4 × 60 + 2 × 50
    for words in (
        "Cedar Valley Library",
        "$1,365.00",
        "2 at $350.00 each",
        "4 sets per person",
        "not checked",
    ):
        assert says(words, text)
        assert says(words, page) or words != "$1,365.00"
    assert not says("Demonstration", text)


def test_the_same_quote_has_the_same_number_and_another_another():
    def number(asked: str) -> str:
        answer = Client().get(f"/ways-to-pay/quote/sheet.pdf?{asked}&on=2026-03-02")
        return answer["Content-Disposition"]

    assert number(ASKED) == number(ASKED)
    assert number(ASKED) != number(ASKED.replace("members=1", "members=2"))


@pytest.mark.parametrize("asked", ["", "organisation=X", f"{ASKED}&on=2027-01-01", f"{ASKED}&on=x", ASKED])
def test_what_is_no_quote_leads_to_the_page(asked: str):
    assert Client().get(f"/ways-to-pay/quote/sheet.pdf?{asked}").status_code == 302


def test_in_the_demo_it_says_so(settings: Settings):
    settings.DEMO = True
    pdf = Client().get(f"/ways-to-pay/quote/sheet.pdf?{ASKED}&on=2026-03-02").content
    assert says("Demonstration", text_in(pdf))
