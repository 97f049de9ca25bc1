"""The office's forms of the weekly and monthly money pages."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.models import Organisation
from lsscert.money.amounts import AmountField
from lsscert.money.models import Invoice
from lsscert.text import LineField
from lsscert.ui.forms import PageForm


class PauseForm(PageForm, forms.Form):
    until = forms.DateField(label=_("No reminders until"))
    why = LineField(
        label=_("Why"), max_length=300, help_text=_("For example that they will pay when their budget opens.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()


class AwardForm(PageForm, forms.Form):
    number = LineField(label=_("Invoice number"), max_length=20, help_text=_("For example 2026-0147."))
    organisation: forms.ModelChoiceField = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation that gives it"), empty_label=_("Choose one")
    )
    amount = AmountField(label=_("Amount"))
    reference = LineField(
        label=_("Its number or letter"),
        max_length=80,
        help_text=_("As the organisation names it, so that its statement can be checked."),
    )
    fund = LineField(label=_("Fund"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        givers = Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION).order_by("name")
        chosen = self.fields["organisation"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = givers

    def clean_number(self) -> str:
        number = self.cleaned_data["number"]
        found = Invoice.objects.select_related("account").filter(number__iexact=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no invoice with this number."))
        self.invoice: Invoice = found
        return found.number


class WhyForm(PageForm, forms.Form):
    why = LineField(label=_("Why"), max_length=300)


class AwardTransferForm(PageForm, forms.Form):
    """One transfer of an organisation. The awards it lists are ticked in the table that the form stands around."""

    amount = AmountField(label=_("Amount that arrived"))
    reference = LineField(label=_("Number of the transfer or cheque"), max_length=80)
    received_on = forms.DateField(label=_("Arrived on"))

    def __init__(self, *args: Any, owed: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owed = {award.ref: award for award in owed}
        data: Any = self.data
        self.ticked = set(data.getlist("awards")) if self.is_bound else set(self.owed)

    def clean(self) -> None:
        if not self.ticked:
            raise forms.ValidationError(_("Choose the awards that the transfer lists."))
        if not self.ticked <= set(self.owed):
            raise forms.ValidationError(_("One of these awards is settled already. Look at the list again."))
        self.chosen = [self.owed[ref] for ref in sorted(self.ticked)]


class ExplainForm(PageForm, forms.Form):
    ref = LineField(max_length=10, widget=forms.HiddenInput)
    explanation = LineField(label=_("What it was"), max_length=300)
