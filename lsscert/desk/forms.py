from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from lsscert.desk.history.scope import Scope, kinds
from lsscert.text import LineField
from lsscert.ui.forms import choice_field

IN_OUR_TIME = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


class HistoryForm(forms.Form):
    """What to look for in the history; every field may be left empty."""

    unmarked = ("object", "kind", "by", "since", "until")

    object = LineField(label=_("Reference or number"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    by = LineField(label=_("Changed by"), required=False, max_length=100)
    since = forms.DateField(label=_("From"), required=False, validators=IN_OUR_TIME)
    until = forms.DateField(label=_("To"), required=False, validators=IN_OUR_TIME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "kind").choices = [("", _("all kinds")), *kinds()]

    def scope(self) -> Scope:
        """What could be understood; a field with an error asks for nothing."""
        self.full_clean()
        return Scope(**{name: value for name, value in self.cleaned_data.items() if value})
