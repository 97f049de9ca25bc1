"""What is asked of an application on paper besides what it says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.text import LineField
from lsscert.ui.forms import PageForm


class PaperForm(PageForm, forms.Form):
    """Whose application came by post, and when; what else it says is filled in as online."""

    name = LineField(label=_("Their name"), max_length=200)
    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        required=False,
        help_text=_("If the paper gives one. Without it no letter goes by e-mail: please answer on paper."),
    )
    came_on = forms.DateField(label=_("The day it came"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        """`known` where it is on record whose it is."""
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["name"], self.fields["email"]


class SignedForm(PageForm, forms.Form):
    signed = forms.BooleanField(label=_("The paper is signed: what it says is true."))
