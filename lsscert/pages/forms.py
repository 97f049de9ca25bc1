from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lsscert.text import LineField, tidy_line, without_unstorable
from lsscert.ui.forms import plain_helper

TRAP = "website"


class ContactForm(forms.Form):
    """`website` is a trap: nobody sees it, so whoever fills it in is a robot."""

    name = LineField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The office answers there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = forms.CharField(label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    page = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def helper(self) -> FormHelper:
        return plain_helper(Layout("name", "email", "text", "page", Div(TRAP, hidden="hidden")))

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.data.get(TRAP))

    def clean_text(self) -> str:
        text = without_unstorable(self.cleaned_data["text"]).strip()
        if not tidy_line(text):
            raise ValidationError(_("Write what you would like to know."))
        return text

    def clean_page(self) -> str:
        return page_or_nothing(self.cleaned_data["page"])


def page_or_nothing(path: Any) -> str:
    """An address within this site, or nothing: it is shown to the office and must not lead them elsewhere."""
    path = tidy_line(str(path or ""))
    inside = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if inside and len(path) <= 200 else ""
