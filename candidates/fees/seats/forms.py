"""What sponsors and those who use a seat type."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.fees.seats.buying import MOST
from lsscert.money.amounts import AmountField
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import FileInput, PageForm

ACCEPT = "application/pdf,image/png,image/jpeg,.pdf,.png,.jpg,.jpeg"


class AccountForm(PageForm, forms.Form):
    contact = LineField(
        label=_("Whom the accounts office asks for"), max_length=200, required=False,
        help_text=_("A name or a department; it stands on no public page."),
    )  # fmt: skip
    address = ProseField(
        label=_("Address of the accounts office"),
        max_length=500,
        help_text=_("As it must stand on an invoice."),
    )
    email = forms.EmailField(
        label=_("E-mail of the accounts office"), max_length=254, help_text=_("Invoices go there.")
    )


class StartForm(AccountForm):
    name = LineField(
        label=_("Name of the organisation"),
        max_length=200,
        help_text=_("As it must stand on an invoice, for example the county and the library."),
    )
    field_order = ["name", "contact", "address", "email"]


class InviteForm(PageForm, forms.Form):
    address = forms.EmailField(label=_("E-mail address of a colleague"), max_length=254)


class BuyForm(PageForm, forms.Form):
    """`price` and `key` are the page's: what was shown, and which page it was."""

    count = forms.IntegerField(
        label=_("How many seats?"),
        min_value=1,
        max_value=MOST,
        help_text=_("One for each person. You need not know yet who they are."),
    )
    reference = LineField(
        label=_("Your reference"),
        max_length=80,
        required=False,
        help_text=_("A purchase order or cost centre that must stand on the invoice."),
    )
    price = forms.DecimalField(widget=forms.HiddenInput, max_digits=10, decimal_places=2)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class PurchaseOrderForm(PageForm, forms.Form):
    number = LineField(label=_("Number of the purchase order"), max_length=80)
    amount = AmountField(label=_("Amount"), most=Decimal(100_000))
    document = forms.FileField(label=_("The purchase order"))

    def __init__(self, *args: Any, megabytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = self.fields["document"]
        document.widget = FileInput(max_bytes=megabytes * 1024 * 1024, accept=ACCEPT)
        document.help_text = _("As it was issued: PDF, PNG or JPEG, up to %(limit)s MB.") % {
            "limit": megabytes
        }


class SendForm(PageForm, forms.Form):
    address = forms.EmailField(
        label=_("E-mail address of the person who is to use it"),
        max_length=254,
        help_text=_("They get the code in a letter that nobody else can read here."),
    )


class HandBackForm(PageForm, forms.Form):
    count = forms.IntegerField(label=_("How many unused seats?"), min_value=1, max_value=MOST)
    why = LineField(label=_("Why"), max_length=200, help_text=_("The sponsor reads it on the credit note."))


class RedeemForm(PageForm, forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        max_length=100,
        help_text=_("27 characters in groups of four; dashes and small letters do not matter."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "mono",
            }
        ),
    )
    shares_progress = forms.BooleanField(
        label=_("Those who pay may see how many sets I have done and whether I am certified"),
        required=False,
        help_text=_("Your choice, and you can change it at any time. They always see your name and the day."),
    )


class ShareProgressForm(forms.Form):
    shares_progress = forms.BooleanField(required=False)
