"""What somebody tells the planner. All of it may be left out, and one faulty field leaves the others standing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from competencies.standard.models import CompetencySet
from lsscert.money.amounts import AmountField, parse_amount
from lsscert.open_help import OpenHelp, help_open_on
from lsscert.pages.quote_form import CountField
from lsscert.ui.forms import PageForm, choice_field, plain_helper

COURSE, PORTFOLIO, DONE = "course", "portfolio", "done"
WAYS = [
    (COURSE, _("a course")),
    (PORTFOLIO, _("a portfolio")),
    (DONE, _("an earlier course")),
]
CLOSED = _("Sets are no longer achieved by portfolio. Choose another way; until then it counts as a course.")
FEE, ANYTHING = "fee", "anything"
MOST = Decimal(100_000)
NOT_LISTED = {"invalid_choice": _("Choose one from the list.")}


@dataclass(frozen=True)
class Slot:
    """One of the sets to achieve: a required one by its name, or an elective by its number."""

    number: int
    name: Any
    elective: bool

    @property
    def fields(self) -> list[str]:
        chosen = [f"set{self.number}"] if self.elective else []
        return [*chosen, f"way{self.number}", f"price{self.number}"]


def _amount(label: Any, help_text: Any = "") -> AmountField:
    return AmountField(label=label, help_text=help_text, required=False, zero=True, most=MOST)


class PercentField(forms.CharField):
    """`50`, `12.5` or `50%`."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip().removesuffix("%")
        if not text:
            return ""
        try:
            percent = parse_amount(text, zero=True)
        except ValueError as problem:
            raise forms.ValidationError(_("Write a percentage, such as 50.")) from problem
        if percent > 100:
            raise forms.ValidationError(_("A percentage is at most 100."))
        return percent

    def run_validators(self, value: Any) -> None:
        """The value is a Decimal by now; the text has been judged."""


class WayField(forms.ChoiceField):
    """By what a set is achieved. A plan made while portfolios were open is told when they are not."""

    def validate(self, value: Any) -> None:
        if value == PORTFOLIO and not self.valid_value(value):
            raise forms.ValidationError(CLOSED, code="closed")
        super().validate(value)


class PlanForm(PageForm, forms.Form):
    """A field for every set is added when the form is made."""

    member = forms.BooleanField(label=_("I am a member of ALA"), required=False)
    seat = forms.BooleanField(
        label=_("A sponsor gave me the code of a seat"),
        required=False,
        help_text=_("A seat is an enrolment somebody else has paid for."),
    )
    open = forms.MultipleChoiceField(
        label=_("Scholarships open now"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_LISTED,
    )
    award = _amount(_("An award you hope for"))
    award_for = forms.ChoiceField(
        label=_("It may pay"),
        required=False,
        choices=[(FEE, _("the enrolment fee only")), (ANYTHING, _("anything in this plan"))],
        error_messages=NOT_LISTED,
    )
    employer = _amount(_("Your employer pays, in dollars"))
    percent = PercentField(
        label=_("or per cent of the whole"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "6"}),
    )
    saved = _amount(_("You can put aside each month"))

    def __init__(
        self,
        data: QueryDict,
        *,
        today: date,
        slots: Sequence[Slot],
        most_instalments: int,
        portfolios: bool = True,
    ) -> None:
        """`portfolios`: whether that way is open."""
        super().__init__(data)
        self.today, self.slots = today, slots
        self.ways = [(way, label) for way, label in WAYS if portfolios or way != PORTFOLIO]
        self.help_open: list[OpenHelp] = help_open_on(today)
        if self.help_open:
            choice_field(self, "open").choices = [(each.key, each.name) for each in self.help_open]
        else:
            del self.fields["open"]
        electives = list(CompetencySet.objects.filter(required=False).order_by("name"))
        self.names = {each.slug: each.name for each in electives}
        for slot in slots:
            self._add_slot(slot)
        self._add_instalments(most_instalments)
        # Everything may be left out here, so no field has to say so.
        self.unmarked = tuple(self.fields)

    def _add_instalments(self, most: int) -> None:
        self.fields["instalments"] = CountField(
            label=_("Instalments for the fee"), least=1, most=most, required=False
        )

    @property
    def helper(self) -> FormHelper:
        sets = [
            Fieldset(escape(slot.name), Div(*slot.fields, css_class="form-row"), css_class="row-card")
            for slot in self.slots
        ]
        help_open = ["open"] if self.help_open else []
        return plain_helper(
            Layout(
                Fieldset(_("Your sets"), "member", *sets),
                Fieldset(
                    _("Who helps"),
                    "seat",
                    *help_open,
                    Div("award", "award_for", css_class="form-row"),
                    Div("employer", "percent", css_class="form-row"),
                ),
                Fieldset(_("How you pay your part"), Div("saved", "instalments", css_class="form-row")),
            )
        )

    def _add_slot(self, slot: Slot) -> None:
        n = slot.number
        if slot.elective:
            self.fields[f"set{n}"] = forms.ChoiceField(
                label=_("Elective"),
                required=False,
                choices=[("", _("not chosen yet")), *self.names.items()],
                error_messages=NOT_LISTED,
            )
        self.fields[f"way{n}"] = WayField(
            label=_("By"), required=False, choices=self.ways, error_messages=NOT_LISTED
        )
        self.fields[f"price{n}"] = _amount(_("Course price"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("employer") and cleaned.get("percent"):
            self.add_error(
                "percent", _("Give dollars or a percentage, not both. The dollars are counted here.")
            )
        self._refuse_doubles(cleaned)
        return cleaned

    def _refuse_doubles(self, cleaned: dict[str, Any]) -> None:
        seen: set[str] = set()
        for slot in self.slots:
            name = f"set{slot.number}"
            chosen = cleaned.get(name)
            if chosen and chosen in seen:
                self.add_error(name, _("You chose this set twice. Choose another elective."))
            seen.add(chosen or "")

    def answer(self, name: str, default: Any = None) -> Any:
        """What was typed, where it could be read; what was not is as if it had been left out."""
        return self.cleaned_data.get(name) or default


def slots_of(electives: int) -> list[Slot]:
    """The required sets by name, then as many electives as the policy asks for."""
    required = list(CompetencySet.objects.filter(required=True))
    named = [Slot(number, each.name, False) for number, each in enumerate(required, 1)]
    first = len(named) + 1
    return named + [
        Slot(first + number, _("Elective %(number)d") % {"number": number + 1}, True)
        for number in range(electives)
    ]
