from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from lsscert.policy.keys import KEYS
from lsscert.policy.proposals import differs_much
from lsscert.policy.wording import value_in_words
from lsscert.text import tidy_line, without_unstorable
from lsscert.ui.forms import MoneyInput

ADDRESSES = ("office.email", "approval.second_person_email")


class FigureForm(forms.Form):
    """A new dated figure for one key."""

    value = forms.CharField(label=_("New figure"), required=False, max_length=1000)
    effective_from = forms.DateField(label=_("In force from"))
    note = forms.CharField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who decided it and where it is written. Stays on record beside the figure."),
    )

    def __init__(self, *args: Any, name: str, today: date, present: str = "", **kwargs: Any) -> None:
        """`present` is the figure of today as it is stored."""
        super().__init__(*args, **kwargs)
        self.name, self.key = name, KEYS[name]
        value, start = self.fields["value"], self.fields["effective_from"]
        start.help_text = self.key.starts or _(
            "Tomorrow at the earliest. Cases that began before keep the figure they began with."
        )
        start.widget.attrs["min"] = (today + timedelta(days=1)).isoformat()
        if self.key.is_yes_or_no:
            value.widget = forms.RadioSelect(choices=[("yes", _("Yes")), ("no", _("No"))])
        elif self.is_money:
            value.widget = MoneyInput()
        elif self.is_text:
            value.widget = forms.Textarea(attrs={"rows": 3})
        else:
            value.widget = forms.TextInput(attrs={"inputmode": "numeric", "size": "8"})
        value.help_text = "" if self.is_money or self.is_text else self.key.unit
        value.required = not self.is_text
        if self.is_money and self._far_from(present):
            self.fields["sure"] = forms.BooleanField(
                label=_("Yes, I mean it"), error_messages={"required": self._is_it_meant(present)}
            )

    @property
    def is_money(self) -> bool:
        return bool(self.key.unit == "$")

    @property
    def is_text(self) -> bool:
        return self.key.is_text

    def _far_from(self, present: str) -> bool:
        """Asked once something was typed, and only where both are figures."""
        try:
            typed = str(self.data.get("value", "")).strip()
            return self.is_bound and differs_much(self.key.parse(present), self.key.parse(typed))
        except ValueError:
            return False

    def _is_it_meant(self, present: str) -> str:
        sentence = _("Today it is %(present)s: the new figure is more than half away from that. Is it meant?")
        return sentence % {"present": value_in_words(self.key, present)}

    @property
    def figure(self) -> dict[str, Any]:
        """What was asked for, without the question whether it is meant."""
        return {name: self.cleaned_data[name] for name in ("value", "effective_from", "note")}

    def clean_value(self) -> str:
        text = without_unstorable(self.cleaned_data["value"]).strip()
        if self.name in ADDRESSES and text:
            validate_email(text)
        try:
            self.key.parse(text)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem
        return text

    def clean_note(self) -> str:
        note = without_unstorable(self.cleaned_data["note"]).strip()
        if not tidy_line(note):
            raise ValidationError(_("Say in a few words why."))
        return note
