"""What a candidate, and the organisation that pays a part, type about a fee."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.money.amounts import AmountField
from lsscert.text import LineField, ProseField, tidy_line
from lsscert.ui.forms import ChoiceCards, FileInput, PageForm
from lsscert.ui.wording import money

ACCEPT = "application/pdf,image/png,image/jpeg,.pdf,.png,.jpg,.jpeg"
_ADDRESS_OF_A_PAGE = re.compile(r"://|www\.|\w\.(com|net|org|info|io|ru)\b", re.IGNORECASE)
LINES_OF_AN_ADDRESS = 6


def not_a_page(text: str) -> None:
    """Our letter carries it to somebody who did not ask for it: no advertising."""
    if _ADDRESS_OF_A_PAGE.search(text):
        raise forms.ValidationError(_("Write a name here, not the address of a page."))


class NameField(LineField):
    default_validators = [not_a_page]


class AddressField(ProseField):
    def to_python(self, value: Any) -> str:
        lines = (tidy_line(line) for line in super().to_python(value).split("\n"))
        return "\n".join([line for line in lines if line][:LINES_OF_AN_ADDRESS])


class OtherAmountForm(PageForm, forms.Form):
    amount = AmountField(label=_("Amount"))

    def __init__(self, *args: Any, own_part: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_part = own_part

    def clean_amount(self) -> Decimal:
        return within(self.cleaned_data["amount"], self.own_part)


class ContactForm(PageForm, forms.Form):
    """Who at the organisation gets the invoice."""

    contact = NameField(label=_("For the attention of"), required=False, max_length=120)
    email = forms.EmailField(label=_("E-mail of the accounts office"), required=False, max_length=254)
    address = AddressField(label=_("Postal address"), required=False, max_length=400)
    reference = LineField(label=_("Their reference"), required=False, max_length=80)


class EmployerForm(ContactForm):
    """`amount` left empty is all that is left of the own part."""

    name = NameField(
        label=_("Name of the organisation"),
        max_length=120,
        help_text=_("As it should stand on the invoice."),
    )
    amount = AmountField(label=_("Amount they pay"), required=False)
    field_order = ["name", "amount", "contact", "email", "address", "reference"]

    def __init__(self, *args: Any, own_part: Decimal, named: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_part = own_part
        self.fields["amount"].help_text = _("Leave it empty for all that is left: %(amount)s.") % {
            "amount": money(own_part)
        }
        self.fields["email"].help_text = _(
            "They get a letter with a link; no account is needed. Without an address you hand over the invoice."
        )
        self.fields["reference"].help_text = _("A number that they want to see on the invoice, if any.")
        if not named:
            del self.fields["name"]

    def clean_amount(self) -> Decimal | None:
        amount = self.cleaned_data["amount"]
        return within(amount, self.own_part) if amount else None


class OrderForm(PageForm, forms.Form):
    """A purchase order, as the organisation hands it in."""

    number = LineField(label=_("Purchase order number"), max_length=80)
    amount = AmountField(label=_("Amount on it"), most=Decimal(100_000))
    document = forms.FileField(label=_("The document"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, megabytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = self.fields["document"]
        document.widget = FileInput(max_bytes=megabytes * 1024 * 1024, accept=ACCEPT)
        document.help_text = _("PDF, PNG or JPEG, up to %(limit)s MB.") % {"limit": megabytes}
        if self.is_bound and self.files:
            document.help_text = _("Please choose the file again: browsers do not keep it. %(help)s") % {
                "help": document.help_text
            }


class DeclineForm(PageForm, forms.Form):
    why = ProseField(
        label=_("A sentence for the candidate"), max_length=300, help_text=_("They read it as you write it.")
    )


class InstalmentsForm(PageForm, forms.Form):
    count = forms.TypedChoiceField(label=_("How many?"), coerce=int, widget=ChoiceCards)

    def __init__(self, *args: Any, choices: list[tuple[int, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["count"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = choices


def within(amount: Decimal, most: Decimal) -> Decimal:
    if amount > most:
        raise forms.ValidationError(_("Your part is only %(most)s.") % {"most": money(most)})
    return amount
