"""An amount of dollars as people type it."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.ui.forms import MoneyInput
from lsscert.ui.wording import money

# Plain ASCII digits, thousands in groups of three or none, at most two decimals. No exponent, no sign.
_AMOUNT = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3}){1,2}|\d{1,7})(?:\.(\d{1,2}))?", re.ASCII)


def parse_amount(text: str, *, zero: bool = False) -> Decimal:
    """`350`, `350.5`, `$1,350.00` as dollars and cents. ValueError with a sentence for all else.

    Nothing at all is an amount only where `zero` says so.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if not match:
        raise ValueError(_("Write an amount in dollars, such as 350.00."))
    amount = Decimal(match[1].replace(",", "") + "." + (match[2] or "0")).quantize(Decimal("0.01"))
    if amount == 0 and not zero:
        raise ValueError(_("The amount must be more than zero."))
    return amount


class AmountField(forms.CharField):
    """`zero` allows $0; what is above `most` is taken for a slip of the finger."""

    widget = MoneyInput

    def __init__(self, *, zero: bool = False, most: Decimal | None = None, **kwargs: Any) -> None:
        self.zero, self.most = zero, most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return ""
        try:
            amount = parse_amount(text, zero=self.zero)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem
        if self.most is not None and amount > self.most:
            raise forms.ValidationError(_("That is more than %(most)s.") % {"most": money(self.most)})
        return amount

    def run_validators(self, value: Any) -> None:
        """The value is a Decimal by now; the text has been judged."""
