"""allauth's forms in the words of the house. Apart from forms.py, which allauth itself imports."""

from typing import Any

from allauth.account import forms as allauth
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lsscert.accounts.details import LONGEST_ADDRESS
from lsscert.ui.forms import plain_helper

TRAP = "website"
"""Nobody sees this field, so whoever fills it in is a robot. Named in ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD."""

EMAIL = _("E-mail address")
NEW_PASSWORD_HELP = _(
    "At least 10 characters, and nothing that others would guess first. Three or four words do well."
)


class InOurWords:
    """Labels and help of our own, and no placeholders, which only repeat the label in grey."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.widget.attrs["maxlength"] = LONGEST_ADDRESS
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)


class LoginForm(InOurWords, allauth.LoginForm):
    labels = {"login": EMAIL, "password": _("Password")}
    helps = {"password": ""}


class SignupForm(InOurWords, allauth.SignupForm):
    labels = {"email": EMAIL, "password1": _("Password")}
    helps = {
        "email": _("You confirm it by a link we send there. Choose one that you keep when you change jobs."),
        "password1": NEW_PASSWORD_HELP,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[TRAP].widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        self.fields[TRAP].label = _("Leave this empty")

    @property
    def helper(self) -> FormHelper:
        return plain_helper(Layout("name", "email", "password1", Div(TRAP, hidden="hidden")))

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            # A new account hashes a password; a known address takes as long, so that the clock tells nothing.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmailForm(InOurWords, allauth.AddEmailForm):
    labels = {"email": _("New e-mail address")}
    helps = {"email": _("We send a link there. Until you follow it, everything stays as it is.")}


class ChangePasswordForm(InOurWords, allauth.ChangePasswordForm):
    labels = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }
    helps = {"oldpassword": "", "password1": NEW_PASSWORD_HELP}


class SetPasswordForm(InOurWords, allauth.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password, once more")}
    helps = {"password1": NEW_PASSWORD_HELP}


class ResetPasswordForm(InOurWords, allauth.ResetPasswordForm):
    labels = {"email": EMAIL}


class ResetPasswordKeyForm(InOurWords, allauth.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password, once more")}
    helps = {"password1": NEW_PASSWORD_HELP}


class ReauthenticateForm(InOurWords, allauth.ReauthenticateForm):
    labels = {"password": _("Password")}
    helps = {"password": ""}
