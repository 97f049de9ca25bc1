"""Why a portfolio is given back, and who reads it instead."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.portfolios.assigning.guards import LONGEST_REASON
from lsscert.text import ProseField
from lsscert.ui.forms import PageForm, choice_field

NOBODY_YET = "-"


class DeclineForm(PageForm, forms.Form):
    why = ProseField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        help_text=_("For the office alone. “No time before the day it is due” is reason enough."),
        error_messages={"required": _("Say why, in a sentence.")},
    )


class AssignForm(PageForm, forms.Form):
    """One or two people from those who may read it."""

    prefix = "choose"
    first = forms.ChoiceField(label=_("Reviewer"), error_messages={"required": _("Choose somebody.")})
    second = forms.ChoiceField(label=_("And a second reviewer"), required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], free: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "first").choices = [("", _("Choose")), *choices]
        if free < 2:
            del self.fields["second"]
        else:
            choice_field(self, "second").choices = [("", _("Nobody yet")), *choices]


class ReassignForm(PageForm, forms.Form):
    to = forms.ChoiceField(
        label=_("Who reads it instead"), error_messages={"required": _("Choose somebody, or nobody yet.")}
    )
    why = ProseField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        help_text=_("The reviewer who had it reads this in a letter. Do not name the candidate."),
        error_messages={"required": _("Say why, in a sentence.")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "to").choices = [
            ("", _("Choose")),
            *choices,
            (NOBODY_YET, _("Nobody yet: it waits in the queue")),
        ]
