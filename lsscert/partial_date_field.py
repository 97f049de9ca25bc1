"""`PartialDate` in models (ISO text, ten characters at most) and in forms (what people type)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from lsscert.partial_dates import NotADate, PartialDate

EXAMPLES = _("Write a month, such as March 2011 or 03/2011, or a full date, such as 2011-03-15.")
LONGEST_INPUT = 40

DAY_MONTH_YEAR = re.compile(
    r"(?:(?P<day>\d{1,2})\.?\s+(?:de\s+)?)?(?P<name>[^\W\d_]{3,})\.?,?\s+(?:de\s+)?(?P<year>\d{4})"
)
MONTH_DAY_YEAR = re.compile(r"(?P<name>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})")
NUMBERS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII),
    # The programme is American: the month comes first.
    re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})", re.ASCII),
)


def read_partial_date(text: str) -> PartialDate:
    """What a person typed; raises NotADate."""
    text = unicodedata.normalize("NFKC", text).strip()
    for pattern in NUMBERS:
        if match := pattern.fullmatch(text):
            return _made_of(match["month"], match)
    for pattern in (DAY_MONTH_YEAR, MONTH_DAY_YEAR):
        if len(text) <= LONGEST_INPUT and (match := pattern.fullmatch(text)):
            return _made_of(_month_number(match["name"]), match)
    raise NotADate("form", EXAMPLES)


def _made_of(month: int | str, match: re.Match[str]) -> PartialDate:
    day = match.groupdict().get("day")
    return PartialDate(int(match["year"]), int(month), int(day) if day else None)


def _month_number(name: str) -> int:
    """Whole or shortened so far that it still names one month, in English or the language in force."""
    name = name.casefold()
    names = [*_month_names(), *_english_month_names()]
    exact = {number for number, month in names if month == name}
    found = exact or {number for number, month in names if month.startswith(name)}
    if len(found) != 1:
        raise NotADate("form", EXAMPLES)
    return found.pop()


def _month_names() -> list[tuple[int, str]]:
    return [(number, str(month).casefold()) for number, month in MONTHS.items()]


def _english_month_names() -> list[tuple[int, str]]:
    with override("en"):
        return _month_names()


class PartialDateFormField(forms.CharField):
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": EXAMPLES}

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_partial_date(text)
        except NotADate as error:
            message = self.error_messages["invalid"] if error.code == "form" else error.sentence
            raise ValidationError(message, code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return value.human() if isinstance(value, PartialDate) else value


class PartialDateField(models.CharField):
    description = _("A date, or a month of which the day is not on record")
    # What the type checker's Django plugin reads: what may be assigned, and what comes back.
    _pyi_private_set_type: PartialDate | date | str | None  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate  # type: ignore[assignment]
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": EXAMPLES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("max_length", None)
        super().__init__(*args, **kwargs)
        # Set afterwards: CharField would add a length check that a PartialDate cannot answer.
        self.max_length = 10

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.on(value) if isinstance(value, date) else PartialDate.parse(str(value))
        except NotADate as error:
            raise ValidationError(error.sentence, code="invalid") from error

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def get_prep_value(self, value: Any) -> str | None:
        partial = self.to_python(value)
        if partial is None:
            return None if self.null else ""
        return partial.iso()

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(self, **{"form_class": PartialDateFormField, **kwargs})
