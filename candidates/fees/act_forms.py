"""The small forms behind the acts of the desk's money pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.fees.finding import Handle
from candidates.fees.payers import invoices_named
from lsscert.money.amounts import AmountField
from lsscert.money.models import Invoice
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import ChoiceCards, FileInput, PageForm, choice_field

MOST_MEGABYTES = 10
GIVE_BACK, LEAVE = "back", "leave"


class WhyForm(PageForm, forms.Form):
    why = LineField(label=_("Why"), max_length=300)


class BackForm(PageForm, forms.Form):
    amount = AmountField(label=_("Amount"))
    why = LineField(label=_("Why"), max_length=300)


class CreditNoteForm(BackForm):
    then = forms.ChoiceField(
        label=_("What was paid beyond the rest"),
        choices=[(GIVE_BACK, _("Goes back to who paid it")), (LEAVE, _("Stays as their credit"))],
        initial=GIVE_BACK,
        widget=ChoiceCards,
    )


class InvoiceField(LineField):
    """The number of an open invoice, with or without its year."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        found = invoices_named(Handle(text))
        if not found:
            raise forms.ValidationError(_("No open invoice has that number."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several open invoices have that number. Give the year as well."))
        return found[0]

    def run_validators(self, value: Any) -> None:
        """The value is an invoice by now."""


class UseForm(PageForm, forms.Form):
    invoice = InvoiceField(label=_("Invoice number"))
    amount = AmountField(label=_("Amount"))


class ChoosingForm(PageForm, forms.Form):
    """One of some things: `things` are their keys with what they are called."""

    one = forms.ChoiceField(label=_("Which"), widget=ChoiceCards)

    def __init__(self, *args: Any, things: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "one").choices = things
        if len(things) == 1:
            self.fields["one"].initial = things[0][0]


class BillForm(PageForm, forms.ModelForm):
    class Meta:
        model = Invoice
        fields = ("bill_to", "bill_address", "bill_email", "bill_reference")
        widgets = {"bill_address": forms.Textarea({"rows": 3})}


class ShareForm(PageForm, forms.Form):
    name = LineField(label=_("Organisation"), max_length=200)
    amount = AmountField(label=_("Amount"))
    contact = LineField(label=_("Contact"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    address = ProseField(label=_("Postal address"), max_length=500, required=False)


class OrderForm(PageForm, forms.Form):
    """A purchase order that came by post."""

    one = forms.ChoiceField(label=_("For the part of"), widget=ChoiceCards)
    number = LineField(label=_("Purchase order number"), max_length=80)
    amount = AmountField(label=_("Amount"))
    document = forms.FileField(
        label=_("The document"),
        required=False,
        widget=FileInput(max_bytes=MOST_MEGABYTES * 1024 * 1024, accept=".pdf,.png,.jpg,.jpeg"),
    )

    def __init__(self, *args: Any, things: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "one").choices = things
        if len(things) == 1:
            self.fields["one"].initial = things[0][0]


class BankingForm(PageForm, forms.Form):
    banked_on = forms.DateField(label=_("Brought to the bank on"))
