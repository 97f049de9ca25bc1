"""The number from outside, typed by a person who reads it elsewhere."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import LineField
from lsscert.ui.forms import PageForm
from scholarships.awarding.draw_services import LONGEST_NUMBER
from scholarships.awarding.drawing import normalised

THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")


class NumberForm(PageForm, forms.Form):
    """Typed twice, since a draw is made once."""

    number = LineField(
        label=_("The number"),
        max_length=LONGEST_NUMBER,
        help_text=_(
            "As it was published. Only its digits count: spaces, hyphens and zeros in front make no difference."
        ),
    )
    again = LineField(label=_("The same once more"), max_length=LONGEST_NUMBER)

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if THOUSANDS.search(number):
            raise forms.ValidationError(
                _("Leave out commas within a number (44910.65), and put a space between numbers (4 815 16).")
            )
        if not normalised(number):
            raise forms.ValidationError(_("There is no digit in this number."))
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "number" in data and "again" in data and normalised(data["number"]) != normalised(data["again"]):
            self.add_error("again", _("These two are not the same number."))
        return data
