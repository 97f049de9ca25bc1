from contextlib import suppress
from datetime import date

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from lsscert.partial_dates import NotADate, PartialDate

months = st.builds(PartialDate, st.integers(1900, 2200), st.integers(1, 12))
full_days = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(PartialDate.on)
partial_dates = st.one_of(months, full_days)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011-03", date(2011, 3, 1), date(2011, 3, 31)),
        ("2011-03-15", date(2011, 3, 15), date(2011, 3, 15)),
        ("2011-02", date(2011, 2, 1), date(2011, 2, 28)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2012-02-29", date(2012, 2, 29), date(2012, 2, 29)),
        ("2011-12", date(2011, 12, 1), date(2011, 12, 31)),
        ("1900-01", date(1900, 1, 1), date(1900, 1, 31)),
        ("2200-12-31", date(2200, 12, 31), date(2200, 12, 31)),
    ],
)
def test_a_month_begins_on_its_first_day_and_ends_on_its_last(text, first, last):
    assert (PartialDate.parse(text).first(), PartialDate.parse(text).last()) == (first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "form"),
        ("2011", "form"),
        ("2011-3", "form"),
        ("2011-03-1", "form"),
        ("2011-03-15 ", "form"),
        ("2011-03\n", "form"),
        ("2011-03-15T00:00", "form"),
        ("March 2011", "form"),
        ("٢٠١١-٠٣", "form"),
        ("2011-03\x00", "form"),
        ("9" * 10_000, "form"),
        ("2011-00", "month"),
        ("2011-13", "month"),
        ("2011-02-29", "day"),
        ("2011-04-31", "day"),
        ("2011-04-00", "day"),
        ("1899-12", "year"),
        ("2201-01", "year"),
        ("0000-01", "year"),
    ],
)
def test_what_is_not_a_date_is_refused_with_a_code(text, code):
    with pytest.raises(NotADate) as refused:
        PartialDate.parse(text)
    assert isinstance(refused.value, ValueError)
    assert refused.value.code == code


def test_day_nought_is_not_mistaken_for_no_day():
    with pytest.raises(NotADate):
        PartialDate(2011, 3, 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [("2011-03", "March 2011"), ("2011-03-15", "15 March 2011"), ("1999-12-01", "1 December 1999")],
)
def test_it_is_said_as_people_say_it(text, words):
    assert str(PartialDate.parse(text)) == words


def test_it_can_be_said_while_django_is_not_set_up(monkeypatch):
    monkeypatch.setattr(apps, "ready", False)
    assert [str(PartialDate(2011, 3)), str(PartialDate(2011, 3, 5))] == ["March 2011", "5 March 2011"]


def test_order_is_by_first_day_and_the_bare_month_comes_first():
    texts = ["2011-03-02", "2011-03", "2010-12-31", "2011-03-01", "2011-04", "2011-02"]
    in_order = ["2010-12-31", "2011-02", "2011-03", "2011-03-01", "2011-03-02", "2011-04"]
    assert [partial.iso() for partial in sorted(map(PartialDate.parse, texts))] == in_order


def test_a_month_is_not_its_first_day():
    assert PartialDate(2011, 3) != PartialDate(2011, 3, 1)


def test_it_cannot_be_compared_with_a_plain_date():
    with pytest.raises(TypeError):
        assert PartialDate(2011, 3) < date(2011, 4, 1)


@given(partial_dates)
def test_what_is_written_can_be_read_again(partial):
    assert PartialDate.parse(partial.iso()) == partial


@given(partial_dates, partial_dates)
def test_order_agrees_with_first_days(one, other):
    if one.first() < other.first():
        assert one < other
    assert (one < other) + (other < one) + (one == other) == 1


@given(st.text())
def test_no_text_breaks_parse(text):
    """NotADate is the only error there is: any other would fail here."""
    with suppress(NotADate):
        assert PartialDate.parse(text).iso() == text
