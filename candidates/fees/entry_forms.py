"""The fields of a payment that is typed in. Each part of the page is a form of its own, all in one <form>."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert import clock
from lsscert.money.amounts import AmountField
from lsscert.money.models import Payment
from lsscert.text import LineField
from lsscert.ui.forms import ChoiceCards, PageForm

FIRST_YEAR = 2010


def day_it_came(day: Any) -> Any:
    if day > clock.today():
        raise forms.ValidationError(_("A payment cannot arrive in the future."))
    if day.year < FIRST_YEAR:
        raise forms.ValidationError(_("Check the year, please."))
    return day


class WhoForm(PageForm, forms.Form):
    who = LineField(
        label=_("From or for whom"),
        max_length=100,
        help_text=_("An invoice number, a name, an e-mail address or an organisation."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "data-leads-to": "payers"}),
    )


class ChequeForm(PageForm, forms.Form):
    """What is printed and written on a cheque."""

    amount = AmountField(label=_("Amount"))
    number = LineField(
        label=_("Cheque number"), max_length=80, widget=forms.TextInput({"autocomplete": "off"})
    )
    received_on = forms.DateField(label=_("Received on"))
    note = LineField(label=_("What is written on it"), max_length=200, required=False)
    another_cheque = forms.BooleanField(label=_("It is another cheque"), required=False)

    def __init__(self, *args: Any, question: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not question and not self.data.get("another_cheque"):
            self.fields["another_cheque"].widget = forms.HiddenInput()

    def clean_received_on(self) -> Any:
        return day_it_came(self.cleaned_data["received_on"])


class PaymentForm(ChequeForm):
    """A cheque, or a transfer as the bank tells it."""

    method = forms.ChoiceField(
        label=_("How it came"),
        choices=[
            (Payment.Method.CHEQUE.value, _("Cheque")),
            (Payment.Method.TRANSFER.value, _("Bank transfer")),
        ],
        initial=Payment.Method.CHEQUE.value,
        widget=ChoiceCards,
    )
    field_order = ("method", "amount", "number", "received_on", "note", "another_cheque")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Number of the cheque or transfer")


class MoreForm(PageForm, forms.Form):
    more = LineField(
        label=_("Add another invoice"),
        max_length=100,
        required=False,
        help_text=_("By its number, or by whom it is for: one payment can pay for several."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    unmarked = ("more",)
