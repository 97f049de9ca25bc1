from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.writer import MigrationWriter
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from lsscert.partial_date_field import PartialDateField, PartialDateFormField
from lsscert.partial_dates import PartialDate

MARCH = PartialDate(2011, 3)
IDES = PartialDate(2011, 3, 15)

months = st.builds(PartialDate, st.integers(1900, 2200), st.integers(1, 12))
full_days = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(PartialDate.on)
partial_dates = st.one_of(months, full_days)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2011-03", MARCH),
        ("2011-3", MARCH),
        ("2011/03", MARCH),
        ("03/2011", MARCH),
        ("3/2011", MARCH),
        ("03-2011", MARCH),
        ("March 2011", MARCH),
        ("march 2011", MARCH),
        ("  MARCH   2011 ", MARCH),
        ("Mar 2011", MARCH),
        ("Mar. 2011", MARCH),
        ("March, 2011", MARCH),
        ("Sept. 2011", PartialDate(2011, 9)),
        ("May 2011", PartialDate(2011, 5)),
        ("2011-03-15", IDES),
        ("2011-3-15", IDES),
        ("2011/03/15", IDES),
        ("3/15/2011", IDES),
        ("15 March 2011", IDES),
        ("15. March 2011", IDES),
        ("March 15, 2011", IDES),
        ("Mar 15 2011", IDES),
        ("March 5, 2011", PartialDate(2011, 3, 5)),
        ("5 March 2011", PartialDate(2011, 3, 5)),
        ("2011-3-5", PartialDate(2011, 3, 5)),
        ("3/5/2011", PartialDate(2011, 3, 5)),  # the month first, as in America
        ("２０１１－０３", MARCH),
        ("29 February 2012", PartialDate(2012, 2, 29)),
    ],
)
def test_people_may_write_it_as_they_are_used_to(typed, expected):
    assert PartialDateFormField().clean(typed) == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2011", "Write a month"),
        ("spring 2011", "Write a month"),
        ("Ma 2011", "Write a month"),
        ("Ju. 2011", "Write a month"),
        ("March", "Write a month"),
        ("March 11", "Write a month"),
        ("2011-03-15-01", "Write a month"),
        ("yesterday", "Write a month"),
        ("March 2011 🦉", "Write a month"),
        ("\ud800", "Write a month"),
        ("M" * 10_000, "Write a month"),
        ("1" * 10_000, "Write a month"),
        ("13/2011", "The month must be"),
        ("2011-00", "The month must be"),
        ("15/03/2011", "The month must be"),
        ("29 February 2011", "That month has no such day"),
        ("2011-04-31", "That month has no such day"),
        ("0 March 2011", "That month has no such day"),
        ("March 1066", "The year must lie"),
        ("2201-01", "The year must lie"),
    ],
)
def test_what_cannot_be_a_date_gets_an_answer_that_helps(typed, words):
    with pytest.raises(ValidationError) as refused:
        PartialDateFormField().clean(typed)
    assert refused.value.messages[0].startswith(words)


def test_nul_bytes_are_refused_not_stored():
    with pytest.raises(ValidationError):
        PartialDateFormField().clean("2011-03\x00")


def test_empty_is_none_or_required():
    assert PartialDateFormField(required=False).clean("  ") is None
    with pytest.raises(ValidationError):
        PartialDateFormField().clean("")


class CourseForm(forms.Form):
    begins = PartialDateFormField(required=False)


def test_a_form_shows_the_date_again_and_sees_whether_it_was_changed():
    html = str(CourseForm(initial={"begins": MARCH})["begins"])
    assert 'value="March 2011"' in html
    assert not CourseForm({"begins": "2011-03"}, initial={"begins": MARCH}).has_changed()
    assert CourseForm({"begins": "2011-03-01"}, initial={"begins": MARCH}).has_changed()


def test_a_form_keeps_what_was_typed_wrong():
    assert 'value="sprng 2011"' in str(CourseForm({"begins": "sprng 2011"})["begins"])


@given(partial_dates, st.sampled_from(["en", "es", "fr", "de", "pt"]))
def test_what_a_form_shows_it_also_reads(partial, language):
    with override(language):
        field = PartialDateFormField()
        assert field.clean(field.prepare_value(partial)) == partial


@given(st.text())
def test_no_text_breaks_the_form(text):
    form = CourseForm({"begins": text})
    assert form.is_valid() or form.errors["begins"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, None), ("", None), ("2011-03", MARCH), (MARCH, MARCH), (date(2011, 3, 15), IDES)],
)
def test_a_model_turns_what_it_is_given_into_a_partial_date(value, expected):
    assert PartialDateField(null=True).to_python(value) == expected


@pytest.mark.parametrize("value", ["March 2011", "2011-13", "x" * 10_000, 2011, date(1066, 10, 14)])
def test_a_model_refuses_the_rest_as_django_expects(value):
    with pytest.raises(ValidationError):
        PartialDateField().to_python(value)


@pytest.mark.parametrize(("partial", "stored"), [(MARCH, "2011-03"), (IDES, "2011-03-15")])
def test_the_database_holds_iso_text(partial, stored):
    field = PartialDateField(null=True)
    assert field.get_prep_value(partial) == stored
    assert field.from_db_value(stored, None, connection) == partial


def test_nothing_is_null_where_null_may_be_and_empty_text_elsewhere():
    assert PartialDateField(null=True).get_prep_value(None) is None
    assert PartialDateField(blank=True).get_prep_value(None) == ""
    for stored in (None, ""):
        assert PartialDateField().from_db_value(stored, None, connection) is None


@pytest.mark.parametrize(("partial", "text"), [(IDES, "2011-03-15"), (None, "")])
def test_a_dump_holds_iso_text(partial, text):
    field = PartialDateField(null=True)
    field.set_attributes_from_name("begins")
    row: Any = SimpleNamespace(begins=partial)
    assert field.value_to_string(row) == text


def test_validating_a_model_field_does_not_trip_over_its_length():
    assert PartialDateField().clean(MARCH, None) == MARCH
    with pytest.raises(ValidationError):
        PartialDateField().clean(None, None)


def test_a_migration_can_write_it_and_make_it_again():
    field = PartialDateField(null=True, blank=True, verbose_name="approved from")
    _name, path, args, kwargs = field.deconstruct()
    assert path == "lsscert.partial_date_field.PartialDateField"
    assert "max_length" not in kwargs
    assert PartialDateField(*args, **kwargs).max_length == 10
    assert "PartialDateField(" in MigrationWriter.serialize(field)[0]
    assert field.clone().deconstruct()[1:] == field.deconstruct()[1:]


def test_a_model_form_gets_the_forgiving_field():
    field = PartialDateField(blank=True, null=True).formfield()
    assert isinstance(field, PartialDateFormField)
    assert field.clean("Mar 2011") == MARCH
    assert field.clean("") is None
