"""The forms of the house about an account. Those that dress allauth's own are in entrance_forms.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lsscert.accounts import services
from lsscert.text import LineField


class NameOnSignup(forms.Form):
    """The one thing sign-up asks beside address and password."""

    name = LineField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As you want us to address you. The name on your certificate is asked for later."),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: Any, user: Any) -> None:
        services.make_person(user=user, name=self.cleaned_data["name"])


class NameForm(forms.Form):
    name = LineField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Letters and pages call you by this. It does not change the name on a certificate."),
    )
