"""Funds, gifts and members."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Membership
from lsscert.money.amounts import AmountField
from lsscert.money.models import Fund
from lsscert.text import LineField, ProseField
from lsscert.ui.forms import PageForm
from scholarships.funds.members import OF_ORGANISATIONS
from scholarships.funds.roll import Read, read

MOST = Decimal(1_000_000)


class FundForm(PageForm, forms.Form):
    name = LineField(label=_("Name"), max_length=100)
    restricted_to = LineField(
        label=_("May be used only for"),
        max_length=300,
        required=False,
        help_text=_("In the giver’s words. Empty: for anything."),
    )


class _Dated(PageForm, forms.Form):
    amount = AmountField(label=_("Amount"), most=MOST)
    on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}))


class GiftForm(_Dated):
    who = LineField(label=_("From whom"), max_length=200)
    reference = LineField(label=_("Number of the cheque or transfer"), max_length=80, required=False)
    why = LineField(label=_("Note"), max_length=300, required=False)


class TakeOutForm(_Dated):
    who = LineField(label=_("To whom"), max_length=200)
    reference = LineField(label=_("Number of the cheque or transfer"), max_length=80, required=False)
    why = LineField(label=_("What for"), max_length=300)


class MoveForm(_Dated):
    to = forms.ModelChoiceField(label=_("To"), queryset=Fund.objects.none(), to_field_name="ref")
    why = LineField(label=_("Why"), max_length=300)

    def __init__(self, *args: Any, funds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = funds


class InviteForm(PageForm, forms.Form):
    email = forms.EmailField(label=_("Their e-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("What they do"),
        choices=[(role.value, role.label) for role in map(Membership.Role, OF_ORGANISATIONS)],
    )


class OrganisationForm(PageForm, forms.Form):
    name = LineField(label=_("Name"), max_length=200)
    state = LineField(label=_("State or region"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail address of its first organiser"), max_length=254)


class RollForm(PageForm, forms.Form):
    """One number a line, with the day it is paid up to where that is known."""

    numbers = ProseField(
        label=_("One number a line"),
        max_length=200_000,
        help_text=_(
            "“SSD-1042”, or “SSD-1042, 2027-06-30” where it is paid up to a day. Columns of a spreadsheet can be"
            " pasted as they are."
        ),
        widget=forms.Textarea({"rows": 8}),
    )

    def clean_numbers(self) -> Read:
        found = read(self.cleaned_data["numbers"])
        if not found.numbers:
            raise forms.ValidationError(_("No member number was found in it."))
        return found


class FindForm(forms.Form):
    """A member number, or its beginning."""

    number = LineField(label=_("Find a member number"), max_length=30, required=False)
