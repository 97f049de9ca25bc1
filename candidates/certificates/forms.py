from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.certificates.numbers import parse_number
from candidates.certificates.services import LONGEST_NAME
from lsscert.text import LineField, without_unstorable
from lsscert.ui.forms import PageForm


class AskForm(PageForm, forms.Form):
    """The candidate asks for the certificate."""

    holder_name = LineField(
        label=_("Name on the certificate"),
        max_length=LONGEST_NAME,
        help_text=_("As it should hang on the wall. It may differ from the name of your account."),
    )
    listed = forms.BooleanField(
        label=_("Show my name on the public page of my certificate"),
        required=False,
        help_text=_(
            "Without this, the page says that the certificate is valid and since when, and confirms your name only to "
            "somebody who types your surname or has the QR code of your paper. You can change this at any time."
        ),
    )


class ReturnForm(PageForm, forms.Form):
    """Staff give a request back."""

    answer = forms.CharField(
        label=_("What should the candidate mend?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read these words in a letter and on their page."),
    )

    def clean_answer(self) -> str:
        return without_unstorable(self.cleaned_data["answer"]).strip()


class CorrectNameForm(PageForm, forms.Form):
    """Staff correct the name of an issued certificate."""

    holder_name = LineField(label=_("Name as it should be printed"), max_length=LONGEST_NAME)
    reason = LineField(
        label=_("What was wrong?"),
        max_length=300,
        help_text=_("Kept with the certificate; for the office only."),
    )


class NumberForm(PageForm, forms.Form):
    """Anybody types the number of a certificate."""

    number = LineField(
        label=_("Number of the certificate"),
        max_length=200,
        help_text=_("For example LSSC-2026-00042-K. Capitals, spaces and dashes do not matter."),
        error_messages={"required": _("Type the number that is printed on the certificate.")},
    )

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        number = parse_number(typed)
        if number is None:
            raise forms.ValidationError(
                _(
                    "We read “%(typed)s”, and that is not a number of ours. A number has LSSC, a year, at least five "
                    "digits and a letter at the end; the letter catches slips. Please compare it with the paper."
                ),
                params={"typed": typed[:60]},
            )
        return number


class SurnameForm(PageForm, forms.Form):
    """Anybody asks whether a certificate belongs to a person."""

    surname = LineField(
        label=_("Surname of the holder"),
        max_length=200,
        help_text=_("As on the certificate; the whole name works, too. Accents and hyphens do not matter."),
        error_messages={"required": _("Type the surname you want to compare.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["surname"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
