"""What is written after an award."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import LineField, ProseField
from lsscert.ui.forms import PageForm


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
