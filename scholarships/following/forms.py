"""What is written after an award."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import LineField, ProseField
from lsscert.ui.forms import FileInput, MoneyInput, PageForm
from lsscert.ui.wording import money
from scholarships.following.claiming import Shown

ACCEPT = "application/pdf,image/png,image/jpeg,.pdf,.png,.jpg,.jpeg"


class ReportForm(PageForm, forms.Form):
    text = ProseField(
        label=_("What it brought you"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("A few sentences are enough: what you did with it, and what is different now."),
    )


class ExtendForm(PageForm, forms.Form):
    until = forms.DateField(label=_("New last day to accept"), widget=forms.DateInput({"type": "date"}))
    why = LineField(label=_("Why"), max_length=300)


class WhyForm(PageForm, forms.Form):
    why = LineField(label=_("Why"), max_length=300)


class ClaimForm(PageForm, forms.Form):
    """Proof of completion and of payment. Files that are here from before need not be chosen again."""

    completed_on = forms.DateField(label=_("Completed on"), widget=forms.DateInput({"type": "date"}))
    completion = forms.FileField(label=_("Proof that you completed it"), allow_empty_file=True)
    spent = forms.DecimalField(
        label=_("What you paid"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2, widget=MoneyInput
    )
    payment = forms.FileField(label=_("Proof that you paid it"), allow_empty_file=True)
    match_paid = forms.DecimalField(
        label=_("What your library added"),
        min_value=Decimal("0.01"),
        max_digits=9,
        decimal_places=2,
        widget=MoneyInput,
    )

    def __init__(
        self,
        *args: Any,
        megabytes: int,
        match: Decimal | None,
        here: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        helps = {
            "completion": _("A certificate or a letter with your name and the day"),
            "payment": _("A receipt or a statement with the amount"),
        }
        for name, said in helps.items():
            field = self.fields[name]
            field.required = name not in here
            field.widget = FileInput(max_bytes=megabytes * 1024 * 1024, accept=ACCEPT)
            field.help_text = _("%(what)s: PDF, PNG or JPEG, up to %(limit)s MB.") % {
                "what": said,
                "limit": megabytes,
            }
        if match is None:
            del self.fields["match_paid"]
        else:
            self.fields["match_paid"].help_text = _("The round asks the library for %(amount)s.") % {
                "amount": money(match)
            }

    def shown(self) -> Shown:
        data = self.cleaned_data
        return Shown(
            spent=data["spent"],
            completed_on=data["completed_on"],
            match_paid=data.get("match_paid"),
            completion=data.get("completion"),
            payment=data.get("payment"),
        )


class ApproveForm(PageForm, forms.Form):
    amount = forms.DecimalField(
        label=_("What is paid"), min_value=Decimal("0.01"), max_digits=9, decimal_places=2, widget=MoneyInput
    )


class MissingForm(PageForm, forms.Form):
    what = LineField(label=_("What is missing"), max_length=300, help_text=_("They read it in a letter."))


class PaidForm(PageForm, forms.Form):
    paid_on = forms.DateField(label=_("Paid on"), widget=forms.DateInput({"type": "date"}))
    reference = LineField(label=_("Number of the cheque or transfer"), max_length=80)
