from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.money.amounts import AmountField
from lsscert.text import LineField
from lsscert.ui.forms import PageForm


class ChequeForm(PageForm, forms.Form):
    """A cheque that came by post."""

    amount = AmountField(label=_("Amount"))
    number = LineField(label=_("Cheque number"), max_length=80)
    received_on = forms.DateField(label=_("Received on"))

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("A cheque cannot arrive in the future."))
        if day.year < 2010:
            raise forms.ValidationError(_("Check the year, please."))
        return day


class RefundSentForm(PageForm, forms.Form):
    reference = LineField(
        label=_("How it was sent"),
        max_length=60,
        help_text=_("For example the number of the office's cheque."),
    )
