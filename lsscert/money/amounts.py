"""An amount of dollars as people type it."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.ui.forms import MoneyInput

# Plain ASCII digits, thousands in groups of three or none, at most two decimals. No exponent, no sign.
_AMOUNT = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?", re.ASCII)


def parse_amount(text: str) -> Decimal:
    """`350`, `350.5`, `$1,350.00` as dollars and cents. ValueError with a sentence for all else, zero included."""
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        raise ValueError(_("Write an amount in dollars, such as 350.00."))
    amount = Decimal(match[1].replace(",", "") + "." + (match[2] or "0")).quantize(Decimal("0.01"))
    if amount == 0:
        raise ValueError(_("The amount must be more than zero."))
    return amount


class AmountField(forms.CharField):
    widget = MoneyInput

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return ""
        try:
            return parse_amount(text)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem

    def run_validators(self, value: Any) -> None:
        """The value is a Decimal by now; the text has been judged."""
